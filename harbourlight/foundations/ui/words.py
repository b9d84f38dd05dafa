"""Dates, moments and clocks in words, as GOV.UK writes them."""

import calendar
import datetime

from harbourlight.statute import calendar as working_days
from harbourlight.statute import clocks
from harbourlight.statute.errors import OutsideCalendar

from .dates import LONDON, PartialDate

MONTHS = tuple(calendar.month_name)  # the calendar itself makes each name anew


def in_london(value):
    """Return a date or moment as a date in London."""
    return value.astimezone(LONDON).date() if isinstance(value, datetime.datetime) else value


def day(value):
    """Return "21 March 2026"; of a partial date what is known; of a moment its date in London."""
    if isinstance(value, PartialDate):
        known = datetime.date(value.year, value.month or 1, value.day or 1)
        return day(known) if value.day else f"{known:%B %Y}" if value.month else f"{known:%Y}"
    date = in_london(value)
    return f"{date.day} {MONTHS[date.month]} {date.year}"


def month(value):
    """Return "March 2026"."""
    return f"{in_london(value):%B %Y}"


def clock_time(value):
    """Return the time of a moment in London: "4:10pm", "4pm", "midday", "midnight"."""
    return time_of(value.astimezone(LONDON))


def time_of(local):
    """Return the time of a moment that is in London already."""
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def moment(value):
    """Return "21 March 2026 at 4:10pm", in London."""
    local = value.astimezone(LONDON)
    return f"{local.day} {MONTHS[local.month]} {local.year} at {time_of(local)}"


def counted(number, noun):
    """Return "1 day" or "3 days"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def standing(deadline, at):
    """Return how a deadline stands at a moment, as (words, colour of its tag).

    The deadline has `due_at`, `due_on` (empty for limits in hours), `met_at` and `cancelled_at`.
    """
    if deadline.cancelled_at:
        return "no longer needed", "grey"
    due = deadline.due_on or deadline.due_at
    if deadline.met_at:
        if clocks.is_late(due, deadline.met_at):
            return f"done, {lateness(due, deadline.met_at, deadline.clock)}", "orange"
        return "done in time", "green"
    if clocks.is_late(due, at):
        return lateness(due, at, deadline.clock), "red"
    return until(due, at)


LOCAL_IN_WORKING_DAYS: set[str] = set()  # the clocks of local rules that are usually in working days


def counts_working_days(clock):
    """Say whether a limit is set in working days."""
    return clock in LOCAL_IN_WORKING_DAYS or clocks.unit_of(clock) == "working_days"


def lateness(due, at, clock=""):
    """Return "3 days late", of a limit in working days "3 working days late", or hours within the first day of hours.

    What is late by days off alone is late by days.
    """
    if not isinstance(due, datetime.datetime):
        days = working_days_late(due, at) if counts_working_days(clock) else 0
        if days:
            return f"{counted(days, 'working day')} late"
        return f"{counted(-clocks.days_left(due, at), 'day')} late"
    hours = int((at - due).total_seconds() // 3600)
    if hours >= 24:
        return f"{counted(hours // 24, 'day')} late"
    return f"{counted(hours, 'hour')} late" if hours else "less than an hour late"


def working_days_late(due, at):
    """Return how many working days have begun since a due day; 0 outside the calendar."""
    try:
        return working_days.working_days_between(due, in_london(at))
    except OutsideCalendar:
        return 0


def until(due, at):
    """Return the words and colour of a deadline that still runs; `when` says the date itself."""
    is_today = clocks.days_left(due, at) == 0
    if isinstance(due, datetime.datetime):
        hours = int((due - at).total_seconds() // 3600)
        left = f"{counted(hours, 'hour')} left" if hours else "less than an hour left"
        return left, "yellow" if is_today else "blue"
    if is_today:
        return "due today", "yellow"
    try:
        days = working_days.working_days_between(in_london(at), due)
    except OutsideCalendar:
        return "not due yet", "blue"
    return f"{counted(days, 'working day')} left", "yellow" if days <= 2 else "blue"


def when(deadline):
    """Return when a deadline that still runs is due, in words; an empty string for one that has ended."""
    if deadline.cancelled_at or deadline.met_at:
        return ""
    return day(deadline.due_on) if deadline.due_on else moment(deadline.due_at)
