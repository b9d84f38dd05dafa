"""The register of challenges, one's own, and the themes by agency for the board."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.measures.cells import csv_text

from .. import pathway
from ..actions import register as reading
from ..choices import Theme
from ..forms import NarrowForm
from ..models import PartnershipChallenge, agencies_in, areas_read_by

ON_A_PAGE = 15
A_YEAR = timedelta(days=365)
COLUMNS = ("Raised", "By", "Agency", "Put to", "About", "Theme", "State", "Answer due", "Level", "What changed")


def narrowed(request):
    """Return the form of the register and the challenges it asks for, the latest first."""
    form = NarrowForm(request.GET or {}, agencies=agencies_in(areas_read_by(request.user), request.today))
    rows = PartnershipChallenge.objects.visible_to(request.user).narrowed(**form.asked)
    return form, rows.whole().order_by("-raised_at", "pk")


@needs(pathway.READ)
def register(request):
    """List the challenges in the partnership; beside them how those of practice stand."""
    form, rows = narrowed(request)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [(row, row.is_late(request.today)) for row in page],
        "practice": reading.of_practice(request.user, on=request.today, at=request.moment),
        "query": request.GET.urlencode(),
    }
    return render(request, "challenge/register.html", context)


@needs(pathway.READ)
def register_csv(request):
    """Give the same list as a file."""
    _, rows = narrowed(request)
    lines = (
        (row.raised_at.date(), row.who, row.raising_agency or "", row.to_agency, row.about, row.get_theme_display(),
         row.get_state_display(), row.due_on, row.get_level_display(), row.what_changed)
        for row in rows
    )  # fmt: skip
    answer = HttpResponse(csv_text(COLUMNS, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="challenges.csv"'
    return answer


@needs(pathway.RAISE)
def ours(request):
    """List the challenges put to one's own agency and those one raised."""
    rows = PartnershipChallenge.objects.visible_to(request.user).whole()
    to_us = rows.waiting_for(request.user.agency_id)
    raised = rows.filter(raised_by=request.user).order_by("-raised_at")
    context = {
        "to_us": [(row, row.is_late(request.today)) for row in to_us],
        "raised": [(row, row.is_late(request.today)) for row in raised],
    }
    return render(request, "challenge/ours.html", context)


@needs(pathway.READ)
def themes(request):
    """Show what each agency was challenged about in the last twelve months, for the board."""
    found = reading.themes(request.user, first=request.today - A_YEAR, last=request.today)
    context = {
        "rows": [(name, [(theme.label, counted[theme]) for theme in Theme if counted[theme]], total, settled)
                 for name, counted, total, settled in found],
        "first": request.today - A_YEAR,
        "last": request.today,
    }  # fmt: skip
    return render(request, "challenge/themes.html", context)
