"""The law as data: time limits, working days, code sets and words, each with its dates and its source.

`clocks.csv` declares every time limit of the law, `local_limits.csv` what is no law until an area takes it up;
`clocks.due` says when one runs out and why, `counting` the same of an area's own number. `calendar` knows the working
days from 2010 to 2028, `school` the school days by terms that are handed in, `windows` how often or how much in any
period; `arithmetic` counts, and nothing outside this package adds days to a date. `codes` holds
the code sets of the national returns, `glossary` the words, `command` the command line. Nothing here imports
Django, keeps state, or asks what day it is: every moment is handed in.
"""
