"""Versioned documents (the threshold document of a date, letter templates) and the letters that were sent.

A decision names the version of the threshold document in force on its date. A letter is made from a
template version for one reader, checked for other people's data and withheld places, stamped when sent.
"""
