"""What a manager sees first: how many children each worker of the team has, what is late and what is due this week."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

WEEK = timedelta(days=7)
MOST = 1000  # of a team's clocks and children: more tells a manager no more
NOBODY = "Nobody yet"


@Prepared
def clocks_of_teams():
    """Whose clocks of some teams run and are due before a moment."""
    rows = Deadline.objects.visible_to(ASKER).filter(team__any=Parameter("teams"), is_alarm=True).running()
    rows = rows.filter(due_at__lt=Parameter("before")).order_by("due_at")
    return rows.values_list("owner__name", "due_at")[:MOST]


@Prepared
def children_of_teams():
    """Who leads the work with the children of some teams."""
    rows = Person.objects.visible_to(ASKER).filter(Q(lead_team__any=Parameter("teams")), is_child=True)
    return rows.values_list("lead_professional__name")[:MOST]


def shown(request, teams):
    """Return a line for each worker, most late first: (name, children, late, due within seven days, length of the bar).

    The bars are as long as each has children, or clocks where the team's children are led by nobody in it.
    """
    me, before = request.user.pk, request.moment + WEEK
    clocks, children = gather(
        [clocks_of_teams.bind(asker=me, teams=teams, before=before), children_of_teams.bind(asker=me, teams=teams)]
    )
    counts: dict = defaultdict(lambda: [0, 0, 0])
    for (worker,) in children:
        counts[worker or NOBODY][0] += 1
    for worker, due_at in clocks:
        counts[worker or NOBODY][1 if due_at < request.moment else 2] += 1
    measured = 0 if children else 2
    longest = max((found[measured] for found in counts.values()), default=0) or 1
    lines = [(worker, *found, round(100 * found[measured] / longest)) for worker, found in counts.items()]
    return {"lines": sorted(lines, key=lambda line: (-line[2], -line[3], line[0])), "has_children": bool(children)}
