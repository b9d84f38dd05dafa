"""What the first page asks the database of clocks: those that run for somebody, and those that were missed."""

from django.db.models import F, Q

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

MOST_SHOWN = 20
OF_A_CLOCK = (
    "clock", "title", "subject_kind", "subject_id", "child_ids", "due_on", "due_at", "met_at", "cancelled_at",
    "owner__name", "team__name",
)  # fmt: skip


def clocks():
    """Deadlines that sound an alarm, as the worklist shows them."""
    rows = Deadline.objects.visible_to(ASKER).filter(is_alarm=True)
    return rows.select_related("owner", "team").only(*OF_A_CLOCK)


def missed():
    """The deadlines that were missed and say no reason yet, the newest first."""
    late = Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lt=Parameter("at"))
    return clocks().filter(late, cancelled_at=None, breach_reason="").order_by("-due_at")


@Prepared
def running_of_asker():
    """The clocks that run for the asker, the soonest due first."""
    return clocks().filter(owner=ASKER.id).running().order_by("due_at")[:MOST_SHOWN]


@Prepared
def running_of_team():
    """The clocks that run for one team, the soonest due first."""
    return clocks().filter(team=Parameter("team")).running().order_by("due_at")[:MOST_SHOWN]


@Prepared
def running_of_nobody():
    """The clocks of one team that run for nobody yet, the soonest due first."""
    return clocks().filter(team=Parameter("team"), owner=None).running().order_by("due_at")[:MOST_SHOWN]


def my_running(*, asker, teams, manages):
    """Return the clocks that run for the asker and those of the asker's teams, the soonest due first.

    Of a team's clocks a manager sees all, a worker those that nobody owns: a colleague's work stands in the
    team's worklist. Each is a question of its own, so that the database reads no more than it gives: the
    policies are asked about each row that it looks at, and a team may have ten thousand.
    """
    of_team = running_of_team if manages else running_of_nobody
    found = yield running_of_asker.bind(asker=asker), *(of_team.bind(asker=asker, team=team) for team in teams)
    rows = {row.pk: row for rows in found for row in rows}
    return sorted(rows.values(), key=lambda row: (row.due_at, row.pk))[:MOST_SHOWN]


@Prepared
def missed_of_teams():
    """What was missed of the asker's own and of the asker's teams, for which nobody gave a reason."""
    return missed().filter(Q(owner=ASKER.id) | Q(team__any=Parameter("teams")))[:MOST_SHOWN]


@Prepared
def missed_of_asker():
    """What was missed of the asker's own, and of what nobody in the asker's teams owned."""
    return missed().filter(Q(owner=ASKER.id) | Q(team__any=Parameter("teams"), owner=None))[:MOST_SHOWN]


def my_unexplained(*, asker, teams, at, manages):
    """Return the question what was missed and says no reason yet: all of the teams for a manager."""
    return (missed_of_teams if manages else missed_of_asker).bind(asker=asker, teams=teams, at=at)
