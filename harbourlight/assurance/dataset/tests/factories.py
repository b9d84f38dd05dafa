"""Figures for tests."""

from datetime import date
from decimal import Decimal

from harbourlight.assurance.dataset.choices import Source
from harbourlight.assurance.dataset.models import Value

MONTH = date(2018, 10, 1)


def value(area, ref, first=MONTH, number="10", *, at, **changes):
    """Return a figure of an area, kept."""
    made = Value(
        area=area,
        ref=ref,
        first=first,
        number=None if number is None else Decimal(number),
        recorded_at=at,
        **{"source": Source.IMPORTED, **changes},
    )
    made.save(force_insert=True)
    return made
