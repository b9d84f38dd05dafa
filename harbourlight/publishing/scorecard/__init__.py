"""The published scorecard: a public page without sign-in, an accessible PDF, a workbook, and open data.

Everything here is made from a release of the dataset, in which small numbers are left out already; nothing
here reads a figure anywhere else.
"""
