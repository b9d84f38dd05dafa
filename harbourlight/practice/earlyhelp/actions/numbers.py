"""An area's own figures for early help, and what they make of its clocks."""

from datetime import timedelta

from django.db import transaction

from harbourlight.foundations.pathways.chains import Span
from harbourlight.foundations.pathways.local import working_days_after
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile
from harbourlight.foundations.pathways.works import day_of

from ..models import LocalNumbers

FIGURES = ("allocation_days", "assessment_days", "review_weeks", "decision_days")


def numbers_of(area_id):
    """Return the figures of an area; empty ones where it has set none."""
    return LocalNumbers.objects.filter(area_id=area_id).first() or LocalNumbers(area_id=area_id)


def next_review_after(area_id, day):
    """Return the day so many weeks later on which a plan is reviewed, or None where the area set no interval."""
    weeks = numbers_of(area_id).review_weeks
    return day + timedelta(weeks=weeks) if weeks else None


def limited(case, clock, figure, stretches):
    """Yield stretches with their last day: as their clock was given it, else by the figure that the area has set."""
    given = Deadline.objects.filter(subject_id=case.pk, clock=clock, cancelled_at=None)
    rows, numbers = {row.started_at: row for row in given}, numbers_of(case.area_id)
    days = getattr(numbers, figure)
    for started, met in stretches:
        if started in rows:
            yield Span(started, met, rows[started].due_on, rows[started].clock_version)
        elif days and day_of(numbers.changed_at) <= day_of(started):
            yield Span(started, met, working_days_after(started, days), f"local setting: {days} working days")


@transaction.atomic
def set_numbers(*, area, by, at, version=None, **figures):
    """Keep the figures of an area; clocks that run already keep the day they were given."""
    kept = LocalNumbers.objects.select_for_update(of=("self",)).filter(area=area).first()
    kept = kept or LocalNumbers(area=area, version=0)
    if version is not None and kept.version != version:
        raise ChangedMeanwhile("Somebody else changed these figures while you were writing.", kept)
    for name in FIGURES:
        setattr(kept, name, figures.get(name))
    kept.version, kept.changed_by, kept.changed_at = kept.version + 1, by, at
    kept.save()
    return kept
