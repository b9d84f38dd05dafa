"""The lists of early help: my cases, my teams' cases, and the families that refused and wait for a decision."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.access.signed_in import teams_of
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Person

from ..models import AroundFamily, Case

ON_A_PAGE = 20


def show(request, heading, rows, empty):
    """Show a list of cases with their children, the soonest clock of each, and log the listing."""
    rows = rows.select_related("lead__agency", "team").order_by("happened_at", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    children = {child for case in page for child in case.child_ids}
    people = Person.objects.visible_to(request.user).filter(pk__in=children).in_bulk()
    running = Deadline.objects.visible_to(request.user).running().filter(subject_id__in=[case.pk for case in page])
    clocks = {clock.subject_id: clock for clock in running.order_by("-due_at")}
    write_readings(request, children, Verb.LISTED)
    lines = [
        (case, ", ".join(str(people[pk]) for pk in case.child_ids if pk in people), clocks.get(case.pk))
        for case in page
    ]
    return render(
        request, "earlyhelp/cases.html", {"heading": heading, "page": page, "lines": lines, "empty": empty}
    )  # fmt: skip


@needs("earlyhelp.read")
def mine(request):
    """List the cases I lead, and those whose family I stand around."""
    around = AroundFamily.objects.visible_to(request.user).filter(professional=request.user, left_on=None)
    rows = Case.objects.visible_to(request.user).open()
    rows = rows.filter(Q(lead=request.user) | Q(pk__in=around.values("case")))
    return show(request, "My early help cases", rows, "You lead no early help case, and belong to no team around one.")


@needs("earlyhelp.read")
def team(request):
    """List the open cases of my teams."""
    teams = [team for team, _ in teams_of(id=request.user.pk, on=request.today)]
    rows = Case.objects.visible_to(request.user).open().filter(team__in=teams)
    return show(request, "My team's early help cases", rows, "No case is open in your teams.")


@needs("earlyhelp.read")
def waiting(request):
    """List the families that refused or do not take part, where nobody has decided yet."""
    rows = Case.objects.visible_to(request.user).without_decision()
    return show(request, "Refused, and nobody has decided", rows, "Every refusal you may see has been decided.")
