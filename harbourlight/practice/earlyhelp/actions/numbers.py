"""Setting an area's own figures for early help."""

from django.db import transaction

from harbourlight.foundations.pathways.steps import ChangedMeanwhile

from ..models import LocalNumbers

FIGURES = ("allocation_days", "assessment_days", "review_weeks", "decision_days")


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
