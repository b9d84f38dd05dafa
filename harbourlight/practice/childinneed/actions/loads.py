"""Caseloads: how many children each worker of a team has."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Team, TeamMembership
from harbourlight.foundations.pathways.models import Deadline

from ..models import Assessment, Episode, Plan
from .moving import TEAMS

WHY = "how many children a colleague has is a count; nobody is shown a child by it"
LATELY = timedelta(days=28)


class Load(NamedTuple):
    """One worker's children in one team; the worker is empty for those nobody has."""

    team: str
    worker: str
    children: int
    new: int
    assessments: int
    plans: int
    late: int


def teams_of(professional, on):
    """Return the teams for children in need that somebody belongs to; of a senior manager all of the agency."""
    teams = Team.objects.current(on).filter(kind__in=TEAMS)
    own = TeamMembership.objects.current(on).filter(professional=professional).values("team")
    mine = teams.filter(pk__in=own)
    return list((mine if mine.exists() else teams.filter(agency_id=professional.agency_id)).order_by("name"))


def caseloads(teams, at):
    """Return how many children each worker of some teams has: new in four weeks, in assessment, on a plan, late."""
    with as_system(WHY):
        open_ones = Episode.objects.open().filter(team__in=teams)
        late = Deadline.objects.overdue(at).filter(is_alarm=True, subject_id__in=open_ones.values("pk"))
        being_written = Assessment.objects.filter(state__in=("writing", "sent"), episode__in=open_ones)
        running = Plan.objects.filter(ended_on=None, episode__in=open_ones)
        counted = open_ones.values("team__name", "worker__name").annotate(
            children=Count("pk"),
            new=Count("pk", filter=Q(referred_at__gte=at - LATELY)),
            assessments=Count("pk", filter=Q(pk__in=being_written.values("episode"))),
            plans=Count("pk", filter=Q(pk__in=running.values("episode"))),
            late=Count("pk", filter=Q(pk__in=late.values("subject_id"))),
        )
        return [
            Load(
                row["team__name"],
                row["worker__name"] or "",
                *(row[name] for name in ("children", "new", "assessments", "plans", "late")),
            )
            for row in counted.order_by("team__name", "worker__name")
        ]
