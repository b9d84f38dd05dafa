"""The figures of plans, and the records behind each number."""

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


@needs("childprotection.indicators")
def behind(request, ref):
    """Open the records behind a number to those who may see them; tell others how many and who may."""
    measure = indicators.BY_REF.get(ref)
    if measure is None or not measure.is_counted:
        raise Http404("No such number")
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    span = Span(month, month, request.moment)
    page = None
    if may(request.user, "childprotection.read", request.today):
        rows = measure.rows(area, span).visible_to(request.user).select_related("person")
        page = Paginator(rows.order_by("-recorded_at", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        write_readings(request, {child for row in page for child in row.child_ids}, Verb.LISTED)
    context = {
        "measure": measure,
        "area": area,
        "month": month,
        "page": page,
        "total": indicators.stand_behind(measure, area, span),
        "who_may": sorted(Role(role).label for role in PERMISSIONS["childprotection.read"]),
    }
    return render(request, "childprotection/behind.html", context)
