"""When the children of a record were visited and seen: what the clocks of any record read."""

from datetime import datetime
from typing import Any

from .models import Visit


def moments_of_visits(record: Any) -> list[datetime]:
    """Return when the children of a record were visited."""
    return list(visits_of(record).values_list("happened_at", flat=True))


def moments_seen(record: Any) -> list[datetime]:
    """Return when a child of a record was seen."""
    return list(visits_of(record).filter(was_seen=True).values_list("happened_at", flat=True))


def visits_of(record: Any) -> Any:
    """Return the visits that count for a record."""
    kind, number = record._meta.label_lower, record.pk
    return Visit.objects.filter(counts__subject_kind=kind, counts__subject_id=number)
