"""The clocks of child protection: when something is due, and how a corrected date moves what is due."""

from datetime import datetime, time

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import start_deadline
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.statute import clocks
from harbourlight.statute.errors import StatuteError


def london(moment):
    """Return the date of a moment in London."""
    return moment.astimezone(LONDON).date()


def moment_of(day, at):
    """Return the moment that stands for a day: now for today, else its noon in London."""
    return at if day == london(at) else datetime.combine(day, time(12), LONDON)


def not_in_future(moment, at, what):
    """Refuse a day or a moment that has not come yet."""
    day = london(moment) if isinstance(moment, datetime) else moment
    if (isinstance(moment, datetime) and moment > at) or day > london(at):
        raise StepNotAllowed(f"{what} cannot be in the future.")


def due_of(clock, started):
    """Return what is due by a clock that starts then, or None where no rule of that day says it."""
    try:
        return clocks.due(clocks.get(clock), started).due
    except StatuteError:
        return None


def start(clock, *, record, started, at, owner=None):
    """Start a clock for a record and return its row; None where no rule of that day says a limit."""
    if due_of(clock, started) is None:
        return None
    return start_deadline(clock_id=clock, record=record, started=started, at=at, owner=owner)


def restart(clock, *, record, started, reason, at, owner=None):
    """Let a clock count from another moment: the old row is cancelled with the reason, and stays to be read.

    What had been met stays met, on its own day, against the new limit.
    """
    with as_system("a corrected date moves a clock, whoever owns it"):
        rows = Deadline.objects.filter(subject_id=record.pk, clock=clock, cancelled_at=None)
        met_at = rows.values_list("met_at", flat=True).first()
        rows.update(cancelled_at=at, cancel_reason=f"Date corrected: {reason}"[:200])
        made = start(clock, record=record, started=started, at=at, owner=owner)
        if made and met_at:
            Deadline.objects.filter(pk=made.pk).update(met_at=met_at)
    return made


def cancel(clock, *, record, reason, at):
    """Cancel a clock that runs for a record, with the reason."""
    with as_system("a clock is cancelled, whoever owns it"):
        rows = Deadline.objects.running().filter(subject_id=record.pk, clock=clock)
        rows.update(cancelled_at=at, cancel_reason=reason[:200])


def stop(clock, *, record, at):
    """Mark a clock that runs for a record as met at a moment."""
    with as_system("a clock is met, whoever owns it"):
        Deadline.objects.running().filter(subject_id=record.pk, clock=clock).update(met_at=at)
