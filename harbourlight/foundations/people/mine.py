"""The children that a professional works with or stands in the network of, by the grants in force."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery

from harbourlight.foundations.access.choices import Basis, Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui import tables
from harbourlight.foundations.ui.words import day

from .models import Person

MOST_SHOWN = 8
LOOKED_THROUGH = 40  # a child may be open on several grants
ON_A_PAGE = 50
AROUND_THE_CHILD = (Basis.NETWORK, Basis.ALLOCATED, Basis.ASKED)


def grants_held(own, teams, at):
    """Return the grants in force by which somebody's own work, or their agency's, is around a child.

    ``own`` are the ids of the person and of their agency. What a whole team is allocated is its worklist and stands
    there: of a team only its places in networks count.
    """
    held = Grant.objects.current(at).filter(basis__in=AROUND_THE_CHILD)
    mine, theirs = Q(holder_id__any=own), Q(holder_id__any=teams, basis=Basis.NETWORK)
    return held.filter(mine | theirs)


def children(asker, held, shown):
    """Return the children of grants, each with the newest of them: why, since when and until when."""
    newest = held.filter(person_id=OuterRef("pk")).order_by("-valid_from")
    rows = Person.objects.visible_to(asker).filter(pk__in=shown.values("person_id"), is_child=True, merged_into=None)
    return rows.only("first_name", "last_name", "born_on", "birth_year", "expected_on").annotate(
        basis=Subquery(newest.values("basis")[:1]),
        since=Subquery(newest.values("valid_from")[:1]),
        until=Subquery(newest.values("valid_until")[:1]),
    )


@Prepared
def newest_children():
    """The children whose records were opened last to somebody."""
    held = grants_held(Parameter("own"), Parameter("teams"), Parameter("at"))
    rows = children(ASKER, held, held.order_by("-valid_from")[:LOOKED_THROUGH])
    return rows.order_by("-since", "pk")[: MOST_SHOWN + 1]


def cells_of(child):
    """Return the cells of a child's row."""
    born = child.born_on.year if child.born_on else child.birth_year
    if child.expected_on and not born:
        born = f"expected {day(child.expected_on)}"
    return tables.cells(
        Child=tables.link(child.get_absolute_url(), str(child)),
        Born=born or "Not known",
        Why=Basis(child.basis).label,
        Since=day(child.since),
        Until=day(child.until) if child.until else "No end set",
    )


def holders_of(request):
    """Return the ids of the reader and their agency, and those of their teams today."""
    teams = [team for team, _ in teams_today(request)]
    return {"own": [request.user.pk, request.user.agency_id], "teams": teams}


def panel(request):
    """Give the first page the children whose records were opened last to this person, and log the listing."""
    if not may(request.user, "people.read", request.today):
        return []
    found = yield newest_children.bind(asker=request.user.pk, at=request.moment, **holders_of(request))
    if not found:
        return []
    shown = found[:MOST_SHOWN]
    write_readings(request, [child.pk for child in shown], Verb.LISTED)
    rows = [cells_of(child) for child in shown]
    return "people/mine_panel.html", {"rows": rows, "has_more": len(found) > MOST_SHOWN}


def page_of(request):
    """Return one page of all these children, by name, and log the listing."""
    user = request.user
    held = grants_held(**holders_of(request), at=request.moment)
    rows = children(user, held, held).order_by("last_name", "first_name", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    write_readings(request, [child.pk for child in page.object_list], Verb.LISTED)
    return page, [cells_of(child) for child in page.object_list]
