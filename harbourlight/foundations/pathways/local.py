"""Clocks that an area keeps where the statute has none: local settings, in working days."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.statute import calendar

from .actions import due_moment
from .models import Deadline


def working_days_after(moment, number):
    """Return the London date so many working days after a moment; the statute's calendar counts."""
    return calendar.add_working_days(moment.astimezone(LONDON).date(), number)


def end_of_working_day(moment, number):
    """Return the last moment of the day that lies so many working days after a moment."""
    return due_moment(working_days_after(moment, number))


def start_local(*, clock, title, working_days, record, started, team=None, owner=None):
    """Start a clock of a local setting for a record; it alarms like any other."""
    due_on = working_days_after(started, working_days)
    Deadline(
        clock=clock,
        clock_version=f"local setting: {working_days} working days",
        title=title,
        is_alarm=True,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        child_ids=record.child_ids,
        area_id=record.area_id,
        team=team,
        owner=owner,
        started_at=started,
        due_on=due_on,
        due_at=due_moment(due_on),
    ).save(force_insert=True)
