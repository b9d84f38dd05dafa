"""The figures of the front door, and the records behind each number for those who may see them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.measures.declarations import Month, Span

from .. import indicators

ON_A_PAGE = 20


@needs("frontdoor.indicators")
def figures(request):
    """Show each measure over thirteen months: counts only, for everybody who may see figures."""
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    months, lines = indicators.table(area, month, request.moment)
    context = {
        "area": area,
        "month": month,
        "months": months,
        "lines": [(measure, list(zip(months, found, strict=True))) for measure, found in lines],
        "agencies": indicators.agencies(area, month, request.moment),
        "before": month.back(1),
        "after": month.back(-1),
    }
    return render(request, "frontdoor/figures.html", context)


@needs("frontdoor.indicators")
def behind(request, ref):
    """Open the records behind a number to those who may see them; tell others how many and who may."""
    measure = indicators.BY_REF.get(ref)
    if measure is None or measure.numerator is None:
        raise Http404("No such number")
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    page = None
    if may(request.user, "frontdoor.read", request.today):
        rows = measure.rows(area, Span(month, month, request.moment)).visible_to(request.user)
        page = Paginator(rows.order_by("-happened_at", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        write_readings(request, {child for row in page for child in row.child_ids}, Verb.LISTED)
    context = {
        "measure": measure,
        "area": area,
        "month": month,
        "page": page,
        "total": indicators.stand_behind(measure, area, month, request.moment),
        "who_may": sorted(Role(role).label for role in PERMISSIONS["frontdoor.read"]),
    }
    return render(request, "frontdoor/behind.html", context)
