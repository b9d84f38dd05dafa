"""Asking the family, and deciding what happens when it refuses or does not take part."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import stop_deadlines, take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Answer, Closing, Refusal, WayOn
from ..models import ConsentAsked, RefusalDecision
from ..pathway import CASE, REFUSAL
from .begin import allocate
from .clocks import start_clock
from .ending import finish, go_up
from .rights import check_decides, check_works, moment_of

REFUSALS = {Answer.REFUSED: Refusal.REFUSED, Answer.WITHDRAWN: Refusal.WITHDRAWN}


@transaction.atomic
def record_consent(*, case, asked_on, answer, who, how, by, at, limits="", version=None, submission=None):
    """Record that the family was asked, and what it said; a refusal or withdrawal then waits for a decision."""
    check_works(case, by, at)
    answer, happened = Answer(answer), moment_of(asked_on, at)
    if not who.strip():
        raise StepNotAllowed("Enter who was asked.")
    if answer == Answer.WITHDRAWN and case.consent != Answer.GIVEN:
        raise StepNotAllowed("Only a family that agreed can withdraw. Select “Refused”.")

    def put(fresh):
        fresh.consent = answer
        ConsentAsked.objects.bulk_create(
            [
                ConsentAsked(
                    case=fresh, child_ids=fresh.child_ids, asked_on=asked_on, answer=answer, who=who.strip(),
                    how=how, limits=limits.strip(), recorded_by=by, recorded_at=at,
                )
            ]
        )  # fmt: skip
        if answer in REFUSALS:
            mark_refusal(fresh, REFUSALS[answer], happened)
        elif answer == Answer.GIVEN:
            clear_refusal(fresh)
            stop_deadlines(record=fresh, names=[REFUSAL], at=happened)

    return take(
        pathway=CASE, step="record_consent", record=case, by=by, at=at, change=put, happened_at=happened,
        version=version, submission=submission, note=f"{answer.label}: {who.strip()}",
    )  # fmt: skip


@transaction.atomic
def record_not_engaging(*, case, since_on, note, by, at, version=None, submission=None):
    """Record that the family does not take part, with what was tried; it then waits for a decision."""
    check_works(case, by, at)
    if not note.strip():
        raise StepNotAllowed("Enter what was tried.")
    happened = moment_of(since_on, at)
    return take(
        pathway=CASE, step="record_refusal", record=case, by=by, at=at, happened_at=happened, version=version,
        change=lambda fresh: mark_refusal(fresh, Refusal.NOT_ENGAGING, happened),
        submission=submission, note=note.strip(),
    )  # fmt: skip


def mark_refusal(case, refusal, happened):
    """Let a case wait for a decision; one that waits already goes on from its first day."""
    if case.refused_at is None:
        case.refusal, case.refused_at = refusal, happened
        start_clock(REFUSAL, case=case, started=happened)


def clear_refusal(case):
    """Let a case wait no more."""
    case.refusal, case.refused_at = "", None


@transaction.atomic
def decide_refusal(
    *, case, way_on, reason, by, at, advice="", another=None, team=None, version=None, submission=None
):  # fmt: skip
    """Decide what happens with a family that refused or does not take part: the lead professional or a manager.

    ``advice`` is what a family is told whose case closes, ``another`` who tries again, ``team`` the social work
    team that a family is stepped up to.
    """
    way_on = WayOn(way_on)
    check_decides(case, by, at)
    check_way(case, way_on, reason, advice, another, team)

    def put(fresh):
        RefusalDecision.objects.bulk_create(
            [
                RefusalDecision(
                    case=fresh, child_ids=fresh.child_ids, refusal=fresh.refusal, refused_at=fresh.refused_at,
                    way_on=way_on, reason=reason.strip(), advice=advice.strip(), decided_by=by, decided_at=at,
                )
            ]
        )  # fmt: skip
        clear_refusal(fresh)
        if way_on == WayOn.TRY_AGAIN:
            fresh.consent = Answer.NOT_ASKED

    decided = take(
        pathway=CASE, step="decide_refusal", record=case, by=by, at=at, change=put, version=version,
        submission=submission, note=f"{way_on.label}. {reason.strip()}",
    )  # fmt: skip
    if way_on == WayOn.TRY_AGAIN:
        return allocate(case=decided, lead=another, by=by, at=at)
    if way_on == WayOn.STEP_UP:
        return go_up(case=decided, team=team, reason=reason, by=by, at=at)
    return finish(
        case=decided, closing=Closing.DECLINED, by=by, at=at, what_changed="", family_view="", note=advice.strip()
    )


def check_way(case, way_on, reason, advice, another, team):
    """Refuse a decision that is not whole."""
    if case.refused_at is None:
        raise StepNotAllowed("No refusal waits for a decision.")
    if not reason.strip():
        raise StepNotAllowed("Enter the reasons for the decision.")
    if way_on == WayOn.CLOSE and not advice.strip():
        raise StepNotAllowed("Enter the advice the family was given.")
    if way_on == WayOn.TRY_AGAIN and (another is None or another.pk == case.lead_id):
        raise StepNotAllowed("Select another person who tries again.")
    if way_on == WayOn.STEP_UP and team is None:
        raise StepNotAllowed("Select the team that takes the family on.")
