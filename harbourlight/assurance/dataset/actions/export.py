"""Writes an area's figures as files that can be brought in again: the way out is the way in."""

import csv
import io

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.cells import plain

from ..models import Value

VALUES = ("ref", "month", "value")
INDICATORS = ("ref", "unit", "name")


def values_csv(area):
    """Return all monthly figures of an area as the text of a file; an empty value is a month without a figure."""
    rows = Value.objects.filter(area=area, period="month", ref__in=registry.INDICATORS).order_by("ref", "first")
    return text_of(
        VALUES,
        (
            (row.ref, f"{row.first:%Y-%m}", "" if row.number is None else f"{row.number.normalize():f}")
            for row in rows
        ),
    )  # fmt: skip


def indicators_csv():
    """Return the indicators that go with the figures."""
    return text_of(INDICATORS, ((ref, each.unit, each.title) for ref, each in registry.INDICATORS.items()))


def text_of(columns, rows):
    """Return a table as CSV, no cell of which runs as a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return sheet.getvalue()
