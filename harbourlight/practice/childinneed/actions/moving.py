"""Giving an episode to a worker, and moving it to another team or another area."""

from django.db import transaction
from django.db.models import Case, When

from harbourlight.foundations.agencies.choices import Role, TeamKind
from harbourlight.foundations.agencies.models import Professional, RoleHolding, Team, TeamMembership
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import FROM_ANOTHER_AUTHORITY, MOVED_AWAY
from ..models import Transfer
from ..pathway import EPISODE
from .assessing import midday
from .clocks import hand_over, london
from .closing import close_episode
from .refer import refer
from .sight import check_works, end_sight, give_sight, give_to, lead

WORKERS = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
TEAMS = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)


def workers_of(team, on):
    """Return the social workers and managers of a team on a day, by name."""
    there = TeamMembership.objects.current(on).filter(team=team)
    held = RoleHolding.objects.current(on).filter(role__in=WORKERS)
    people = Professional.objects.current(on).filter(memberships__in=there, role_holdings__in=held)
    return people.distinct().order_by("name")


def teams_to_move_to(episode, on):
    """Return the teams that may take an episode on, those of its own area first."""
    teams = Team.objects.current(on).filter(kind__in=TEAMS).exclude(pk=episode.team_id).select_related("area")
    return teams.order_by(Case(When(area=episode.area_id, then=0), default=1), "area__name", "name")


@transaction.atomic
def allocate(*, episode, worker, by, at, version=None, submission=None, note=""):
    """Give an episode to a worker, who sees the child from now on; clocks follow."""
    check_works(episode, by, at)
    before = episode.worker_id

    def change(fresh):
        fresh.worker = worker

    taken = take(
        pathway=EPISODE,
        step="allocate",
        record=episode,
        by=by,
        at=at,
        change=change,
        version=version,
        submission=submission,
        note=f"{worker.name}. {note}".strip(". ") if worker else "Nobody",
    )
    if before and before != worker.pk:
        end_sight(taken, holder_ids=[before], by=by, at=at)
    if before != worker.pk:
        give_to(taken, professional=worker, by=by, at=at)
    hand_over(taken)
    lead(taken)
    return taken


@transaction.atomic
def transfer(*, episode, to_team, reason, by, at, moved_on=None, worker=None, version=None, submission=None):
    """Move an episode to another team; the old team's sight ends and the new one's begins. Return the episode.

    To a team of another area the child leaves this authority: the episode closes as moved (RC5), and one begins
    there, referred by another authority.
    """
    check_works(episode, by, at)
    moved_on = moved_on or london(at)
    if to_team.pk == episode.team_id:
        raise StepNotAllowed("Select another team.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the work moves.")
    if not episode.referred_on <= moved_on <= london(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    move = Transfer.of(
        episode,
        from_team_id=episode.team_id,
        to_team=to_team,
        moved_on=moved_on,
        reason=reason.strip(),
        moved_by=by,
        recorded_at=at,
    )
    if to_team.area_id != episode.area_id:
        return to_area(episode, move, worker, by, at, version, submission)
    before = [episode.team_id, episode.worker_id]

    def change(fresh):
        fresh.team, fresh.worker = to_team, worker
        move.save(force_insert=True)

    taken = take(
        pathway=EPISODE,
        step="transfer",
        record=episode,
        by=by,
        at=at,
        change=change,
        version=version,
        submission=submission,
        happened_at=min(midday(moved_on), at),
        note=f"{to_team}. {reason.strip()}",
    )
    hand_over(taken)
    give_sight(taken, by=by, at=at)
    end_sight(taken, holder_ids=[holder for holder in before if holder and holder != to_team.pk], by=by, at=at)
    return taken


def to_area(episode, move, worker, by, at, version, submission):
    """Close an episode as moved away and open one in the other area; return the new one."""
    closed = close_episode(
        episode=episode,
        on=move.moved_on,
        reason=MOVED_AWAY,
        note=move.reason,
        by=by,
        at=at,
        version=version,
        submission=submission,
        stops_assessment=True,
    )
    [opened] = refer(
        people=[closed.person_id],
        area=move.to_team.area,
        team=move.to_team,
        worker=worker,
        referred_at=min(midday(move.moved_on), at),
        source=FROM_ANOTHER_AUTHORITY,
        primary_need=closed.primary_need,
        by=by,
        at=at,
    )
    move.to_episode = opened
    move.save(force_insert=True)
    return opened
