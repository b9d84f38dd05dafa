"""Days and moments as child protection records them."""

from datetime import datetime, time

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import writing
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed


def london(moment):
    """Return the date of a moment in London."""
    return moment.astimezone(LONDON).date()


def noon_of(day):
    """Return the middle of a day in London."""
    return datetime.combine(day, time(12), LONDON)


def moment_of(day, at):
    """Return the moment that stands for a day: now for today, else its noon in London."""
    return at if day == london(at) else noon_of(day)


def not_in_future(moment, at, what):
    """Refuse a day or a moment that has not come yet."""
    day = london(moment) if isinstance(moment, datetime) else moment
    if (isinstance(moment, datetime) and moment > at) or day > london(at):
        raise StepNotAllowed(f"{what} cannot be in the future.")


def due_of(clock, started):
    """Return what is due by a clock that starts then, or None where no rule of that day says it."""
    answer = writing.due_of(clock, started)
    return answer and answer.due


def when_taken(record, *steps):
    """Return when steps of a record happened, in the order in which they were recorded."""
    rows = StepTaken.objects.filter(subject_id=record.pk, step__in=steps)
    return list(rows.order_by("recorded_at", "happened_at").values_list("happened_at", flat=True))
