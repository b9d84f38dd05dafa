"""Caseloads by worker and team, and the records behind a number."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures.declarations import Month, Span
from harbourlight.foundations.pathways.models import Deadline

from .. import actions, indicators
from ..models import Episode

ON_A_PAGE = 20


@needs("childinneed.team")
def team(request):
    """Show the caseloads of the teams of whoever asks: children by worker, with what is late."""
    teams = actions.teams_of(request.user, request.today)
    rows = (
        Episode.objects.visible_to(request.user)
        .open()
        .filter(team__in=teams)
        .select_related("person", "team", "worker")
    )
    page = Paginator(rows.order_by("worker__name__letters", "-referred_at", "pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    write_readings(request, [row.person_id for row in page], Verb.LISTED)
    ids = [row.pk for row in page]
    soonest = {}
    clocks = Deadline.objects.visible_to(request.user).running().filter(subject_id__in=ids, is_alarm=True)
    for row in clocks.order_by("-due_at"):
        soonest[row.subject_id] = row
    context = {
        "teams": teams,
        "loads": actions.caseloads(teams, request.moment),
        "page": page,
        "lines": [(row, soonest.get(row.pk)) for row in page],
    }
    return render(request, "childinneed/team.html", context)


@needs("childinneed.read")
def behind(request, ref):
    """Open the records behind a number, as far as whoever asks may see them."""
    measure = indicators.BY_REF.get(ref)
    if measure is None:
        raise Http404("No such number")
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    rows = measure.rows(area, Span(month, month, request.moment)).visible_to(request.user)
    rows = rows.select_related("person").order_by(f"-{measure.dated_by}", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, [row.person_id for row in page], Verb.LISTED)
    total = indicators.stand_behind(measure, area, month, request.moment)
    context = {"measure": measure, "area": area, "month": month, "page": page, "total": total}
    return render(request, "childinneed/behind.html", context)
