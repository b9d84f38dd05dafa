"""The dataset: the monthly scorecard, computed, explained, commented, collected and published.

It starts when a month has ended: figures are computed from the records of the rooms, collected from the
agencies that hold them, or brought in from a published sheet. It ends when the month is published, frozen
with its definitions; later changes are revisions with a reason.
Guidance: Working Together to Safeguard Children (the partnership's scrutiny and its yearly report).
A figure here holds no child's data. The list behind a figure does, and opens only to those who may see it.
"""
