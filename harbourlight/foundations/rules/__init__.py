"""Local numbers as data: what an area, or one of its bodies, decides where no law does, or more tightly than it.

A room declares its rules as plain data beside its pathway, and finds them by id::

    from harbourlight.foundations.rules.declared import Rule, declare_rules

    declare_rules(Rule("LOCAL-EHA-REVIEW", title="The plan is reviewed", starts_when="A review was held",
                       must_happen="The next review is held", unit="weeks", area_of_work="Early help",
                       may="earlyhelp.numbers"))

``reading.number_of(rule_id, area_id, on)`` is the number in force on a day, or None: then its clock does not run.
``reading.due_by(rule_id, area_id, started)`` is the number and when it runs out; the statute counts. For many rows
``reading.read(area_ids, rule_ids)`` asks once and answers both without asking again. ``actions.set_number(...)`` sets a
number from a day on: always a new row, never a change of one, so that a change of September leaves July as it was. A
correction is a new row from the same day. A number that would loosen a law that its rule stands beside is refused.
Whose numbers: an area's; with ``body_id`` a body's own, which come before those of its area. The pages are in
``register``; a trial before a number holds is in ``register.trying``.
"""
