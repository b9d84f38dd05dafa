"""The figures of plans, the records behind each number, and an area's own numbers of weeks."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.measures.declarations import Month, Span
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import indicators
from ..actions import writing
from ..actions.plan_clocks import days_of, weeks_of
from ..forms.plan import WeeksForm

ON_A_PAGE = 50


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


@needs("childprotection.settings")
def weeks(request):
    """Set an area's own numbers of weeks and days: core groups, temporary registrations, the combined chronology."""
    area = area_of(request)
    first = {"core_group": weeks_of(area.pk), "temporary": weeks_of(area.pk, temporary=True)}
    first["chronology"] = days_of(area.pk)
    form = WeeksForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            writing.set_weeks(area=area, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. The clocks of running plans follow.")
            return redirect("childprotection:weeks")
    return render(request, "childprotection/plan_weeks.html", {"form": form, "area": area})
