"""Pages of figures: a room's measures over thirteen months, counts of a year, and the list behind each number.

A room declares what it counts (``measures``) and asks for the pages with ``pages``; it writes no view. Counts are of
the whole area, for those who may see figures. The list behind a number opens to those who may read the records, and
shows the ones that they may see; others learn how many there are and who may.
"""
