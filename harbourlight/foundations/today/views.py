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
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.actions import explain_breach
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.ui import addresses, tables
from harbourlight.foundations.ui.templatetags.harbourlight import clock_tag

from . import panels, permissions, reading  # noqa: F401 - permissions declares what these pages need
from .forms import BreachForm

ON_A_PAGE, MOST_PAGES = 50, 1000
CLOSED = "A record now closed to you"


def my_teams(request):
    """Return the ids of the teams the person sits in today."""
    return [team for team, _ in teams_today(request)]


def mine(request, teams, *, only_teams=False):
    """Return the deadlines that the person owns, or that belong to the person's teams."""
    whose = Q(team__in=teams)
    if not only_teams:
        whose |= Q(owner=request.user)
    return Deadline.objects.visible_to(request.user).filter(whose, is_alarm=True)


def lines_of(request, *lists):
    """Return each list of deadlines as (deadline, what it is about, its address), and log the listing."""
    rows = [row for deadlines in lists for row in deadlines]
    for row in rows:
        row.title = subjects.short_of(row)
    names = subjects.names_of(rows, asker=request.user.pk)
    write_readings(request, {child for row in rows for child in row.child_ids}, Verb.LISTED)
    return [
        [
            (row, names.get(row.subject_id, ""), subjects.link_for(request, row.subject_kind, row.subject_id))
            for row in deadlines
        ]
        for deadlines in lists
    ]


def about(name, href):
    """Return the cell that says what a deadline is about."""
    return tables.link(href, name) if name else CLOSED


def due_cells(deadline, name, href, moment):
    """Return the cells of a deadline that runs."""
    return tables.cells(
        About=about(name, href),
        What_must_happen=deadline.title,
        When=clock_tag(deadline, moment),
        Who=", ".join(str(one) for one in (deadline.owner, deadline.team) if one),
    )


def late_cells(deadline, name, href, moment):
    """Return the cells of a deadline that was missed, with the way to say why."""
    why = addresses.address_of("today:breach", deadline.pk)
    spoken = f"Say why it was late: {name or CLOSED.lower()}, {deadline.title.lower()}"
    return tables.cells(
        About=about(name, href),
        What_had_to_happen=deadline.title,
        How_late=clock_tag(deadline, moment),
        Reason=tables.link(why, "Say why", spoken=spoken),
    )


@needs("signed in")
def today(request):
    """Show what is due, what is late, and who waits for this person."""
    if not may(request.user, "today.work", request.today):
        return render(request, "today/today.html", {"panels": panels.panels_for(request)})
    me, teams = request.user.pk, my_teams(request)
    manages = may(request.user, "today.manage", request.today)
    running, missed = gather(
        (
            reading.my_running(asker=me, teams=teams, manages=manages),
            reading.my_unexplained(asker=me, teams=teams, at=request.moment, manages=manages),
        )
    )
    due, breaches = lines_of(request, running, missed)
    context = {
        "works": True,
        "due": due,
        "due_rows": [due_cells(row, name, href, request.moment) for row, name, href in due],
        "breaches": breaches,
        "late_rows": [late_cells(row, name, href, request.moment) for row, name, href in breaches],
        "panels": panels.panels_for(request),
    }
    return render(request, "today/today.html", context)


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


@needs("today.work")
def team(request):
    """List everything that runs for the person's teams, the soonest due first."""
    rows = mine(request, my_teams(request), only_teams=True).running()
    page = peeked(rows.select_related("owner", "team").order_by("due_at", "pk"), request.GET.get("page"))
    lines = lines_of(request, page)[0]
    rows = [due_cells(row, name, href, request.moment) for row, name, href in lines]
    return render(request, "today/team.html", {"page": page, "lines": lines, "due_rows": rows})


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
