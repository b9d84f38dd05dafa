"""The law as data: time limits, working days, code sets and words, each with its dates and its source.

`clocks.csv` declares every time limit; `clocks.due` says when one runs out and why. `calendar` knows
England's working days from 2010 to 2028, and nothing outside this package adds days to a date. `codes` holds
the code sets of the national returns, `glossary` the words, `command` the command line. Nothing here imports
Django, keeps state, or asks what day it is: every moment is handed in.
"""
