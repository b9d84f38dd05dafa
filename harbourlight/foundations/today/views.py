"""The first page, the team's worklist, and the reasons for what was late."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.notices.reading import heading_of
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.actions import explain_breach
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import tables
from harbourlight.foundations.ui.templatetags.harbourlight import clock_tag

from . import (  # noqa: F401 - permissions declares what these pages need
    children,
    clocks,
    finding,
    grouping,
    panels,
    permissions,
    reading,
    unborn,
    workers,
)
from .forms import BreachForm, FindForm

ON_A_PAGE, MOST_PAGES = 20, 1000


def my_teams(request):
    """Return the ids of the teams the person sits in today."""
    return [team for team, _ in teams_today(request)]


def mine(request, teams, *, only_teams=False):
    """Return the deadlines that the person owns, or that belong to the person's teams."""
    whose = Q(team__in=teams)
    if not only_teams:
        whose |= Q(owner=request.user)
    return Deadline.objects.visible_to(request.user).filter(whose, is_alarm=True)


@needs("signed in")
def today(request):
    """Show what is urgent, what must be done today, what is late, what is next, who waits and what came of it."""
    me, teams = request.user.pk, my_teams(request)
    works, manages = (may(request.user, f"today.{each}", request.today) for each in ("work", "manage"))
    asked: list = []
    if works:
        asked = [
            reading.my_running(asker=me, teams=teams, manages=False),
            reading.my_unexplained(asker=me, teams=teams, at=request.moment, manages=False),
        ]
    items, below, answers = panels.ask(request, *asked)
    items = once(items)
    rows = {row.pk: row for found in answers for row in found}
    items += clocks_beside(request, items, list(rows.values()))
    parts, counts, people = grouping.parts_of(request, items, notices=heading_of(request).urgent_count)
    reads = may(request.user, "people.read", request.today)
    own, has_more = children.own(request, most=children.MOST_ASKED) if reads else ([], False)
    write_readings(request, {*people, *own}, Verb.LISTED)
    context = {
        "parts": parts, "counts": counts, "below": below, "works": works,
        "children": children.first_of(request, own), "has_more": has_more or len(own) > children.MOST_SHOWN,
        "workers": workers.shown(request, teams) if manages else {},
    }  # fmt: skip
    return render(request, "today/today.html", context)


def once(items):
    """Return lines without those of records to which another line leads already."""
    said = " ".join(item.href for item in items)
    return [item for item in items if item.of is None or str(item.of) not in said]


def clocks_beside(request, items, rows):
    """Return the lines of clocks, without those of records that another line leads to already."""
    said = " ".join(item.href for item in items)
    rows = [row for row in rows if str(row.subject_id) not in said]
    return list(clocks.items_of(request, rows, subjects.names_of(rows, asker=request.user.pk)))


@needs("people.read")
def my_children(request):
    """List all the children that somebody works with or stands in the network of."""
    ids, _ = children.own(request)
    write_readings(request, ids, Verb.LISTED)
    sort = request.GET.get("sort", "name")
    lines = sorted(children.lines_of(request, ids), key=children.ORDERS.get(sort, children.ORDERS["name"]))
    return render(request, "today/children.html", {"children": lines, "sort": sort})


@needs("people.read")
def unborn_children(request):
    """List the children not born yet whom somebody or their teams work with, by the day on which they are expected."""
    lines = unborn.lines_of(request)
    write_readings(request, [line["child"].pk for line in lines], Verb.LISTED)
    return render(request, "today/unborn.html", {"lines": lines})


class Peeking(Paginator):
    """A paginator that knows so many rows as it has seen: to count the others would ask the policies about each."""

    def __init__(self, rows, on_a_page, seen):
        super().__init__(rows, on_a_page)
        self.count = seen


def peeked(rows, wanted):
    """Return a page of rows, read no further than to see whether another page follows."""
    number = int(wanted) if str(wanted).isdecimal() and 0 < int(wanted) <= MOST_PAGES else 1
    start = (number - 1) * ON_A_PAGE
    found = list(rows[start : start + ON_A_PAGE + 1])
    if not found and number > 1:
        return peeked(rows, 1)
    return Page(found[:ON_A_PAGE], number, Peeking(rows, ON_A_PAGE, start + len(found)))


@needs("signed in")
def find(request):
    """Find a child, an agency, a paper or a reference; the box posts, so that no name stands in an address."""
    form = FindForm(request.POST or None)
    found = None
    if form.is_valid():
        words = form.cleaned_data["words"].strip()
        found = [line for find_in in finding.FINDS for line in find_in(request, words)]
        if len(found) == 1 and found[0][1]:
            return redirect(found[0][1])
    return render(request, "today/find.html", {"form": form, "found": found})


@needs("today.work")
def team(request):
    """List everything that runs for the person's teams, the soonest due first."""
    rows = mine(request, my_teams(request), only_teams=True).running()
    page = peeked(rows.select_related("owner", "team").order_by("due_at", "pk"), request.GET.get("page"))
    names = subjects.names_of(page, asker=request.user.pk)
    people, _ = children.of_ids(request, {child for row in page for child in row.child_ids})
    write_readings(request, people, Verb.LISTED)
    lines = [cells_of(request, row, names[row.subject_id], people) for row in page if row.subject_id in names]
    return render(request, "today/team.html", {"page": page, "lines": lines})


def cells_of(request, row, name, people):
    """Return the cells of a clock of the team: whom it is about, what must happen, when, and who does it."""
    about = ", ".join(str(people[child]) for child in row.child_ids if child in people)
    return tables.cells(
        About=tables.lines(about, tables.link(subjects.link_for(request, row.subject_kind, row.subject_id), name)),
        What_must_happen=subjects.short_of(row),
        When=clock_tag(row, request.moment),
        Who=", ".join(str(one) for one in (row.owner, row.team) if one),
    )


@needs("today.work")
def breach(request, deadline_id):
    """Say why something was late."""
    late = get_or_404(request, mine(request, my_teams(request)), pk=deadline_id)
    form = BreachForm(request.POST or None, initial={"reason": late.breach_reason})
    if form.is_valid():
        try:
            explain_breach(deadline=late, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "The reason was kept.")
            return redirect("today:today")
    return render(request, "today/breach.html", {"late": late, "form": form})
