"""Measures as declarations: what is counted, what it says about children, and the records behind each number.

A measure is computed from the rows of the work itself and never from a table kept beside it. Whoever may
not see the records sees the number, how many records stand behind it, and who may open them.
"""
