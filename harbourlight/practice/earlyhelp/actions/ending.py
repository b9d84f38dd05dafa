"""How early help ends: closed with the family, or stepped up to social care with all that early help knew."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.actions import cancel_deadlines, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed import actions as need

from ..choices import Closing
from ..models import HelpPlan, StepUp
from ..pathway import CASE
from .begin import source_of
from .rights import check_works

EARLY_HELP_REFERS = "5D"  # the census's source of a referral: local authority early help


@transaction.atomic
def close(*, case, closing, what_changed, family_view, by, at, version=None, submission=None):
    """Close a case with its outcome and the family's own view; whoever it was open to sees it no more."""
    check_works(case, by, at)
    closing = Closing(closing)
    if case.refused_at:
        raise StepNotAllowed("The family does not take part. Decide first what happens now.")
    if closing in (Closing.DECLINED, Closing.STEPPED_UP):
        raise StepNotAllowed("Select how early help ended.")
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed for the children.")
    if not family_view.strip():
        raise StepNotAllowed("Enter the family's own view, or that the family did not want to give one.")
    return finish(
        case=case, closing=closing, what_changed=what_changed, family_view=family_view, by=by, at=at,
        version=version, submission=submission, note=closing.label,
    )  # fmt: skip


def finish(*, case, closing, by, at, what_changed, family_view, version=None, submission=None, note=""):
    """Take the step that closes a case, end what still runs in it, and close it to everybody it was open to."""

    def put(fresh):
        fresh.closing, fresh.ended_at = closing, at
        fresh.what_changed, fresh.family_view = what_changed.strip(), family_view.strip()
        end_parts(fresh, at)

    closed = take(
        pathway=CASE, step="close", record=case, by=by, at=at, change=put, version=version, submission=submission,
        note=note,
    )  # fmt: skip
    end_sight(closed, by, at)
    return closed


@transaction.atomic
def step_up(*, case, team, reason, by, at, version=None, submission=None):
    """Step a family up to social care: each child is referred, and the receiving team reads this case whole."""
    check_works(case, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why the family needs social care.")
    if team is None or team.area_id != case.area_id:
        raise StepNotAllowed("Select a team of this area.")
    return go_up(case=case, team=team, reason=reason, by=by, at=at, version=version, submission=submission)


def go_up(*, case, team, reason, by, at, version=None, submission=None):
    """Take the step up, open an episode of need for each child, and close the case to early help."""

    def put(fresh):
        fresh.closing, fresh.ended_at = Closing.STEPPED_UP, at
        fresh.refusal, fresh.refused_at = "", None
        end_parts(fresh, at)
        episodes = need.refer(
            people=fresh.child_ids, area=fresh.area, team=team, referred_at=at, source=EARLY_HELP_REFERS, by=by, at=at,
            contact=fresh.contact_id,
        )  # fmt: skip
        StepUp.objects.bulk_create(
            StepUp(
                case=fresh, person_id=episode.person_id, child_ids=[episode.person_id], area=fresh.area, team=team,
                episode_id=episode.pk, happened_at=at, reason=reason.strip(), recorded_by=by,
            )
            for episode in episodes
        )  # fmt: skip

    up = take(
        pathway=CASE, step="step_up", record=case, by=by, at=at, change=put, version=version, submission=submission,
        note=f"To {team}. {reason.strip()}",
    )  # fmt: skip
    end_sight(up, by, at)
    return up


def end_parts(case, at):
    """End what runs in a case: its plan, its clocks, and an assessment that nobody finished."""
    HelpPlan.objects.filter(case=case, ended_at=None).update(ended_at=at)
    cancel_deadlines(record=case, reason="Early help ended", at=at)


def end_sight(case, by, at):
    """Close the children of a case to everybody the case opened them to."""
    sources = [source_of(case), f"decision:{case.contact_id}"]
    with as_system("whoever ends a case holds only one of the grants that end with it"):
        given = Grant.objects.current(at).filter(person_id__in=case.child_ids)
        for one in (given.filter(source=sources[0]), given.filter(source=sources[1], team_id=case.team_id)):
            one.update(valid_until=at, ended_by=by)
