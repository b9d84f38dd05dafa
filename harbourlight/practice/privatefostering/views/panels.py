"""What private fostering shows elsewhere: on a child's page, on the first page, in worklists."""

from django.db.models import Q

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.rooms.listed import Item, Stage
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..models import Arrangement
from ..pathway import ARRANGEMENT, DECIDE, READ, WORK
from .waiting import in_short, waiting_for

__all__ = ["for_child", "for_home", "in_short", "names_of_arrangements", "stages"]
MOST_SHOWN = 20


@Prepared
def arrangements_about():
    """The arrangements about people, the newest first."""
    rows = Arrangement.objects.visible_to(ASKER).filter(person_id__any=Parameter("people")).order_by("-known_on")
    return rows.only("state", "known_on", "worker", "team")[:5]


@Prepared
def arrangements_by_id():
    """Some arrangements with the names of their children."""
    return Arrangement.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).values_list(
        "pk", "person__first_name", "person__last_name"
    )  # fmt: skip


def names_of_arrangements(asker, ids):
    """Return {id: the name of the child} of arrangements, for lists of clocks."""
    rows = arrangements_by_id(asker=asker, ids=ids)
    return {pk: f"Private fostering: {first} {last}".strip() for pk, first, last in rows}


def for_child(request, person):
    """Return what a child's page says of private fostering: to those around the child only that it is known."""
    if not may(request.user, "privatefostering.know", request.today):
        return []
    rows = yield arrangements_about.bind(asker=request.user.id, people=person.record_ids)
    reads = may(request.user, READ, request.today)
    may_notify = person.is_child and may(request.user, "privatefostering.notify", request.today)
    if not rows and not may_notify:
        return []
    return "privatefostering/child_panel.html", {
        "rows": rows, "reads": reads, "person_id": person.pk,
        "may_notify": may_notify and not any(row.state not in ARRANGEMENT.ended for row in rows),
    }  # fmt: skip


def of_the_asker():
    """The running arrangements with what their lists show, the longest known first."""
    rows = Arrangement.objects.visible_to(ASKER).running().select_related("person", "worker", "team")
    return rows.order_by("known_on", "pk")


@Prepared
def mine():
    """The running arrangements that the asker works on, and those of the asker's teams that nobody does."""
    return of_the_asker().filter(Q(worker=ASKER.id) | Q(worker=None, team__any=Parameter("teams")))[:MOST_SHOWN]


@Prepared
def of_my_teams():
    """The running arrangements that the asker works on, and all of the asker's teams."""
    return of_the_asker().filter(Q(worker=ASKER.id) | Q(team__any=Parameter("teams")))[:MOST_SHOWN]


def for_home(request):
    """Return what waits on my arrangements beside the clocks, which the first page shows with all others."""
    if not may(request.user, WORK, request.today):
        return []
    whose = of_my_teams if may(request.user, DECIDE, request.today) else mine
    rows = yield whose.bind(asker=request.user.id, teams=[team for team, _ in teams_today(request)])
    waits = yield from waiting_for(rows, asker=request.user.id, today=request.today)
    return [
        Item(wait.text, row.get_absolute_url(), children=(row.person_id,), about="Private fostering", part="next")
        for row in rows for wait in waits[row.pk] if not wait.clock
    ][:MOST_SHOWN]  # fmt: skip


@Prepared
def running_arrangements():
    """The arrangements of some children that run."""
    rows = Arrangement.objects.visible_to(ASKER).running().filter(person_id__any=Parameter("people"))
    return rows.select_related("worker").only("person", "state", "worker__name", "worker__phone")


def stages(request, ids):
    """Return {child: how the arrangement stands} of children who live with somebody else."""
    if not may(request.user, READ, request.today):
        return {}
    rows = yield running_arrangements.bind(asker=request.user.id, people=ids)
    return {
        row.person_id: Stage(
            f"Private fostering: {row.get_state_display().lower()}", row.get_absolute_url(), lead=row.worker
        )
        for row in rows
    }
