"""The two pages of a room's figures: the numbers, and the records behind one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.measures.declarations import Measure, Month, Span

MONTHS_SHOWN, A_YEAR = 13, 12
ON_A_PAGE = 20
WHY = "the figures of the whole area are counts; nobody is shown a row by them"


@dataclass(frozen=True)
class Figures:
    """A room's figures: measures over thirteen months, and tables of counts of twelve months.

    ``tables`` are (title, measures). ``needs`` is the permission that shows the numbers, ``read`` the one that opens
    the lists. ``columns`` head a list; ``cells(row)`` gives the texts of a record under them, of which the first leads
    to it.
    """

    room: str
    title: str
    measures: tuple[Measure, ...]
    needs: str
    read: str
    columns: tuple[str, ...]
    cells: Callable[[Any], tuple[str, ...]]
    tables: tuple[tuple[str, tuple[Measure, ...]], ...] = ()

    def measure(self, ref: str) -> tuple[Measure, int]:
        """Return a measure by its reference, and over how many months it counts here; 404 for an unknown one."""
        of_a_year = [each for _, measures in self.tables for each in measures]
        for measures, months in ((self.measures, 1), (of_a_year, A_YEAR)):
            for each in measures:
                if each.ref == ref and each.is_counted:
                    return each, months
        raise Http404("No such number")


def pages(figures: Figures, *, at: str) -> list[URLPattern]:
    """Return the addresses of a room's figures, called ``figures`` and ``behind``."""

    @needs(figures.needs)
    def numbers(request: HttpRequest) -> HttpResponse:
        """Show the numbers of a room."""
        return show(request, figures)

    @needs(figures.needs)
    def behind(request: HttpRequest, ref: str) -> HttpResponse:
        """Open the records behind a number to those who may see them; tell others how many and who may."""
        return show_behind(request, figures, ref)

    return [
        path(f"{at}/figures/", numbers, name="figures"),
        path(f"{at}/figures/<slug:ref>/", behind, name="behind"),
    ]


def show(request: Any, figures: Figures) -> HttpResponse:
    """Show each measure over thirteen months, and the tables of the twelve months that end with the last of them."""
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    months = [month.back(number) for number in range(MONTHS_SHOWN - 1, -1, -1)]
    a_year = Span(month.back(A_YEAR - 1), month, request.moment)
    with as_system(WHY):
        lines = [
            (each, list(zip(months, each.by_month(area, months, request.moment), strict=True)))
            for each in figures.measures
        ]
        tables = [
            (title, [(each, each.rows(area, a_year).count()) for each in measures])
            for title, measures in figures.tables
        ]
    context = {
        "figures": figures, "area": area, "month": month, "months": months, "lines": lines, "tables": tables,
        "before": month.back(1), "after": month.back(-1), "behind": f"{figures.room}:behind",
    }  # fmt: skip
    return render(request, "figures/figures.html", context)


def show_behind(request: Any, figures: Figures, ref: str) -> HttpResponse:
    """Show the records behind a number, as far as the asker may see them."""
    measure, number = figures.measure(ref)
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    span = Span(month.back(number - 1), month, request.moment)
    with as_system(WHY):
        total = measure.rows(area, span).count()
    page, lines = None, []
    if may(request.user, figures.read, request.today):
        rows = measure.rows(area, span).visible_to(request.user).order_by("pk")
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
        write_readings(request, {child for row in page for child in row.child_ids}, Verb.LISTED)
        lines = [(row.get_absolute_url(), figures.cells(row)) for row in page]
    context = {
        "figures": figures, "measure": measure, "area": area, "month": month, "first": span.first, "page": page,
        "lines": lines, "total": total, "back": f"{figures.room}:figures",
        "who_may": sorted(Role(role).label for role in PERMISSIONS[figures.read] or ()),
    }  # fmt: skip
    return render(request, "figures/behind.html", context)
