"""Giving an episode to a worker, and moving it to another team or another area; how many children each worker has."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, Count, Q, When

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import Role, TeamKind
from harbourlight.foundations.agencies.models import Professional, RoleHolding, Team, TeamMembership
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.foundations.pathways.works import day_of

from ..choices import BEING_WRITTEN, FROM_ANOTHER_AUTHORITY, MOVED_AWAY
from ..models import Assessment, Episode, Plan, Transfer
from ..pathway import EPISODE
from .closing import close_episode, given
from .grants import end_sight, give_sight, give_to, lead
from .refer import refer

WORKERS = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
TEAMS = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)
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


def workers_of(team, on):
    """Return the social workers and managers of a team on a day, by name."""
    there = TeamMembership.objects.current(on).filter(team=team)
    held = RoleHolding.objects.current(on).filter(role__in=WORKERS)
    people = Professional.objects.current(on).filter(memberships__in=there, role_holdings__in=held)
    return people.distinct().order_by("name__letters")


def teams_of(professional, on):
    """Return the teams for children in need that somebody belongs to; of a senior manager all of the agency."""
    teams = Team.objects.current(on).filter(kind__in=TEAMS)
    own = TeamMembership.objects.current(on).filter(professional=professional).values("team")
    mine = teams.filter(pk__in=own)
    return list((mine if mine.exists() else teams.filter(agency_id=professional.agency_id)).order_by("name__letters"))


def teams_to_move_to(episode, on):
    """Return the teams that may take an episode on, those of its own area first."""
    teams = Team.objects.current(on).filter(kind__in=TEAMS).exclude(pk=episode.team_id).select_related("area")
    return teams.order_by(Case(When(area=episode.area_id, then=0), default=1), "area__name", "name")


def caseloads(teams, at):
    """Return how many children each worker of some teams has: new in four weeks, in assessment, on a plan, late."""
    with as_system(WHY):
        open_ones = Episode.objects.open().filter(team__in=teams)
        late = Deadline.objects.overdue(at).filter(is_alarm=True, subject_id__in=open_ones.values("pk"))
        being_written = Assessment.objects.filter(state__in=BEING_WRITTEN, episode__in=open_ones)
        running = Plan.objects.filter(ended_on=None, episode__in=open_ones)
        counted = open_ones.values("team__name", "worker__name").annotate(
            children=Count("pk"), new=Count("pk", filter=Q(referred_at__gte=at - LATELY)),
            assessments=Count("pk", filter=Q(pk__in=being_written.values("episode"))),
            plans=Count("pk", filter=Q(pk__in=running.values("episode"))),
            late=Count("pk", filter=Q(pk__in=late.values("subject_id"))),
        )  # fmt: skip
        counts = ("children", "new", "assessments", "plans", "late")
        return [
            Load(row["team__name"], row["worker__name"] or "", *(row[name] for name in counts))
            for row in counted.order_by("team__name__letters", "worker__name__letters")
        ]


@does(EPISODE, "allocate")
def allocate(episode, *, worker, by, at, note=""):
    """Give an episode to a worker, who sees the child from now on; clocks follow."""
    before, episode.worker = episode.worker_id, worker

    def hand_over(now):
        if before and before != worker.pk:
            end_sight(now, holder_ids=[before], by=by, at=at)
        if before != worker.pk:
            give_to(now, professional=worker, by=by, at=at)
        lead(now)

    return Entry(note=f"{worker.name}. {note}".strip(". "), after=hand_over)


@does(EPISODE, "transfer")
def move(episode, *, to_team, reason, by, at, moved_on=None, worker=None):
    """Move an episode to another team of its area; the old team's sight ends and the new one's begins."""
    made = move_of(episode, to_team, reason, moved_on, by, at)
    made.save(force_insert=True)
    before = [holder for holder in (episode.team_id, episode.worker_id) if holder and holder != to_team.pk]
    episode.team, episode.worker = to_team, worker

    def hand_over(now):
        give_sight(now, by=by, at=at)
        end_sight(now, holder_ids=before, by=by, at=at)

    return Entry(note=f"{to_team}. {made.reason}", happened_at=min(as_moment(made.moved_on), at), after=hand_over)


def move_of(episode, to_team, reason, moved_on, by, at):
    """Return a move that is still to be kept; refuse one to the same team, or on an impossible day."""
    moved_on = moved_on or day_of(at)
    if to_team.pk == episode.team_id:
        raise StepNotAllowed("Select another team.")
    given(reason, "Enter why the work moves.")
    if not episode.referred_on <= moved_on <= day_of(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    return Transfer.of(
        episode, from_team_id=episode.team_id, to_team=to_team, moved_on=moved_on, reason=reason.strip(), moved_by=by,
        recorded_at=at,
    )  # fmt: skip


@takes(EPISODE, "transfer")
@transaction.atomic
def transfer(*, episode, to_team, by, at, **told):
    """Move an episode to another team, and return it.

    To a team of another area the child leaves this authority: the episode closes as moved (RC5), and one begins
    there, referred by another authority.
    """
    goes = move if to_team.area_id == episode.area_id else to_area
    return goes(episode=episode, to_team=to_team, by=by, at=at, **told)


def to_area(*, episode, to_team, reason, by, at, moved_on=None, worker=None, version=None, submission=None):
    """Close an episode as moved away and open one in the other area; return the new one."""
    made = move_of(episode, to_team, reason, moved_on, by, at)
    closed = close_episode(
        episode=episode, on=made.moved_on, reason=MOVED_AWAY, note=made.reason, by=by, at=at, version=version,
        submission=submission, stops_assessment=True,
    )  # fmt: skip
    [opened] = refer(
        people=[closed.person_id], area=to_team.area, team=to_team, worker=worker,
        referred_at=min(as_moment(made.moved_on), at), source=FROM_ANOTHER_AUTHORITY,
        primary_need=closed.primary_need, by=by, at=at,
    )  # fmt: skip
    made.to_episode = opened
    made.save(force_insert=True)
    return opened
