"""Clocks that an area keeps where the statute has none, or beside it: by its own numbers (``foundations.rules``)."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.rules import reading
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.statute import calendar

from .models import Deadline
from .writing import deadline_row, due_moment, subject_of


def working_days_after(moment, number):
    """Return the London date so many working days after a moment; the statute's calendar counts."""
    return calendar.add_working_days(moment.astimezone(LONDON).date(), number)


def end_of_working_day(moment, number):
    """Return the last moment of the day that lies so many working days after a moment."""
    return due_moment(working_days_after(moment, number))


def start_local(*, rule, record, started, team=None, owner=None, title="", limit=None, body_id=None):
    """Start the clock of a local rule for a record and return its row; it alarms like any other.

    None where the area has set no number: then no clock runs. ``limit`` is the answer of ``reading.due_by`` where the
    room has asked already; ``body_id`` the body whose own number comes first; ``title`` what must happen, where it is
    not the rule's.
    """
    limit = limit or reading.due_by(rule, record.area_id, started, body_id=body_id)
    if limit is None:
        return None
    subject = subject_of(record, team_id=team.pk if team else None, owner_id=owner.pk if owner else None)
    words = {"version": limit.number.version, "title": title or rule_of(rule).must_happen}
    row = Deadline(
        **deadline_row(subject, clock=rule_of(rule).clock, started=started, due=limit.due, **words)
    )  # fmt: skip
    row.save(force_insert=True)
    return row
