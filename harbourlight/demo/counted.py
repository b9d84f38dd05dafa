"""The figures that the rooms count from the demonstration's records, beside the published ones."""

from harbourlight.demo import rates
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.registry import MEASURES

MONTHS = 12
PUBLISHED = (
    ("EHA-01", 25), ("EHA-02", 14), ("EHA-03", 78), ("EHA-04", 2.7), ("EH2", 1064), ("EH3", 160), ("EH4-QL", 69.8),
    ("CP1", 94), ("CP2", 38), ("CP2b", 1.2), ("CP3-QL", 67), ("CP4", 85), ("CP5-QL", 22), ("CP6B", 311), ("CP7", 36),
    ("CP8-QL", 84), ("CP9", 78),
)  # fmt: skip
"""Means of 13 months, October 2017 to October 2018; counts for a city with 30,000 children on file."""


def figures(now, children):
    """Give (what, published, demonstration) of each measure over the last twelve whole months of all areas."""
    last = Month.of(now.astimezone(LONDON).date()).back(1)
    months = last.last_of(MONTHS)
    with as_system("calibrate the demonstration"):
        areas = list(Area.objects.all())
        return [(f"{ref} {MEASURES[ref].title}"[:50], published, _figure(MEASURES[ref], areas, months, now, children))
                for ref, published in PUBLISHED if ref in MEASURES]  # fmt: skip


def _figure(measure, areas, months, now, children):
    """Return a share as it is, and a count as the monthly mean of a city of the published size."""
    found = [figure for area in areas for figure in measure.by_month(area, months, now)]
    top = sum(figure.top for figure in found)
    if measure.denominator is not None:
        return round(100 * top / max(1, sum(figure.bottom for figure in found)), 1)
    return round(top / len(months) * rates.CHILDREN_ON_FILE / children, 1)
