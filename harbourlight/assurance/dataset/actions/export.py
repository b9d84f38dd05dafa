"""Writes an area's figures as files that can be brought in again: the way out is the way in."""

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.cells import csv_text

from ..models import Value

VALUES = ("ref", "month", "value")
INDICATORS = ("ref", "unit", "name")


def values_csv(area):
    """Return all monthly figures of an area as the text of a file; an empty value is a month without a figure."""
    rows = Value.objects.filter(area=area, period="month", ref__in=registry.INDICATORS).order_by("ref", "first")
    return csv_text(
        VALUES,
        (
            (row.ref, f"{row.first:%Y-%m}", "" if row.number is None else f"{row.number.normalize():f}")
            for row in rows
        ),
    )  # fmt: skip


def indicators_csv():
    """Return the indicators that go with the figures."""
    return csv_text(INDICATORS, ((ref, each.unit, each.title) for ref, each in registry.INDICATORS.items()))
