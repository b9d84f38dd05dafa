"""Visits to children: whom, seen, seen alone and why not, where, what the child said, and for which records it counts.

A room's step records a visit with ``actions.record``, one row for each child, though a worker who visits brothers and
sisters fills in one form (``forms.VisitForm``) with each child's own words. A visit counts for every record named with
it: a plan, an enquiry, a private fostering arrangement. Their clocks read the facts ``visits.made`` and
``visits.seen``, which this engine tells of any record. A corrected day keeps the old one and moves all those clocks.
"""
