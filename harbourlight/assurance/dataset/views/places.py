"""The month a page is about, and the figures of an area as a sheet shows them."""

from django.http import Http404

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import SHOWN
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.sheet import Reading, Row

from ..choices import Missing
from ..models import Value


def month_of(request, area):
    """Return the month asked for, or the last month with a figure that has ended, or the last that has."""
    ended = Month.of(request.today).back(1)
    if request.GET.get("month"):
        return Month.read(request.GET["month"], ended.first)
    rows = Value.objects.visible_to(request.user).filter(area=area, first__lte=ended.first, number__isnull=False)
    latest = rows.order_by("-first").values_list("first", flat=True).first()
    return Month.of(latest) if latest else ended


def indicator_of(ref):
    """Return the indicator of a reference; 404 for none."""
    if ref not in registry.INDICATORS:
        raise Http404("No such indicator")
    return registry.INDICATORS[ref]


def readings(request, area, month, indicators):
    """Return a row of thirteen months for each indicator."""
    months = month.last_of(SHOWN)
    rows = Value.objects.visible_to(request.user).of_months(area, months[0].first, month.first)
    fields = ("ref", "first", "number", "numerator", "denominator", "missing", "source")
    held = {(found[0], found[1]): found[2:] for found in rows.values_list(*fields)}
    return [
        Row(indicator, [reading(held.get((indicator.ref, each.first)), each, request.today) for each in months])
        for indicator in indicators
    ]


def reading(found, month, today):
    """Return a figure as a reading; without one the month is not yet due, or nobody asked."""
    if found is None:
        return Reading(month, missing=Missing.NOT_YET_DUE if month.has_ended_on > today else Missing.NOT_ASKED)
    return Reading(month, *found)
