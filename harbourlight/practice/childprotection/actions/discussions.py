"""Strategy discussions: planned, held by several agencies at one time, and put right where a date was wrong."""

from django.db import transaction

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import THERE, State
from harbourlight.foundations.meetings.models import Attendance
from harbourlight.foundations.meetings.types import listed
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import STARTS_ENQUIRY, DiscussionDecision, HowHeld
from ..models import StrategyDiscussion
from ..pathway import DISCUSSION
from .enquiries import count_again, go_on_or_start
from .moments import not_in_future

EMAILS_ARE_NO_DISCUSSION = (
    "An exchange of e-mails is not a strategy discussion: social care, the police and health speak together at one "
    "time. Hold it by telephone or video if they cannot meet."
)


@transaction.atomic
def plan_discussion(
    *, children, area, team, starts_at, reason, by, at, invitees=(), chair=None, place="", submission=None
):
    """Plan a strategy discussion about the children of a family, invite agencies to it, and return it.

    ``children`` are people or their ids, ``invitees`` are those of the meetings engine.
    """
    known = StrategyDiscussion.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    child_ids = list(dict.fromkeys(getattr(child, "pk", child) for child in children))
    if not child_ids:
        raise StepNotAllowed("Choose at least one child.")
    if not reason.strip():
        raise StepNotAllowed("Enter what gives cause to suspect significant harm.")
    discussion = StrategyDiscussion(
        child_ids=child_ids,
        area=area,
        team=team,
        planned_for=starts_at,
        reason=reason.strip(),
        submission=submission,
        recorded_at=at,
        recorded_by=by,
    )
    works.check(DISCUSSION, DISCUSSION.step("plan"), discussion, by, at)
    discussion.meeting = meetings.plan(
        type="strategy_discussion",
        area=area,
        team=team,
        starts_at=starts_at,
        children=child_ids,
        subject=discussion,
        chair=chair or by,
        place=place,
        by=by,
        at=at,
    )
    discussion.save(force_insert=True)
    record_step(DISCUSSION.step("plan"), discussion, by=by, at=at, before="", happened_at=at)
    meetings.invite(meeting=discussion.meeting, invitees=list(invitees), by=by, at=at)
    return discussion


@transaction.atomic
def hold_discussion(
    *,
    discussion,
    held_at,
    how,
    decision,
    rationale,
    plan,
    attendance,
    by,
    at,
    visit_planned_at=None,
    version=None,
    submission=None,
):
    """Record a strategy discussion: who took part, what each knew, the decision, and who does what.

    ``attendance`` are rows of the meetings engine, each with what that agency knew in ``views``. A decision to
    start an enquiry starts one for each child; an enquiry that runs already goes on, and this is its last discussion.
    """
    decision = DiscussionDecision(decision)
    check_words(held_at, how, decision, rationale, plan, visit_planned_at, at)

    def fill(fresh):
        meeting = meetings.record_attendance(meeting=fresh.meeting, rows=list(attendance), by=by, at=at)
        check_agencies(meeting, held_at)
        held = hold_meeting(meeting, held_at, by=by, at=at)
        fresh.held_at, fresh.how, fresh.decision = held_at, HowHeld(how), decision
        fresh.rationale, fresh.plan = rationale.strip(), plan.strip()
        fresh.visit_planned_at, fresh.starts_enquiry = visit_planned_at, decision in STARTS_ENQUIRY
        meetings.decide(meeting=held, what=decision.label, by=by, at=at)
        go_on_or_start(discussion=fresh, by=by, at=at)

    return take(
        pathway=DISCUSSION,
        step="hold",
        record=discussion,
        by=by,
        at=at,
        change=fill,
        version=version,
        submission=submission,
        happened_at=held_at,
        note=f"{decision.label}. {rationale.strip()}",
    )


def hold_meeting(meeting, held_at, *, by, at, inquorate_reason=""):
    """Return the meeting as held: recorded now, or on its own page before."""
    if meeting.state == State.HELD:
        return meeting
    return meetings.hold(meeting=meeting, happened_at=held_at, inquorate_reason=inquorate_reason, by=by, at=at)


def check_words(held_at, how, decision, rationale, plan, visit_planned_at, at):
    """Refuse a discussion that was no discussion, says nothing, or comes after the visit it should come before."""
    not_in_future(held_at, at, "A discussion that is recorded as held")
    if how == HowHeld.EMAILS:
        raise StepNotAllowed(EMAILS_ARE_NO_DISCUSSION)
    if not rationale.strip():
        raise StepNotAllowed("Enter why this was decided.")
    if not plan.strip():
        raise StepNotAllowed("Enter the plan: who does what, and when.")
    if visit_planned_at and visit_planned_at <= held_at:
        raise StepNotAllowed("The discussion comes before the visit: enter a visit after the discussion.")
    if decision in STARTS_ENQUIRY and visit_planned_at is None:
        raise StepNotAllowed("Enter when the child will be visited.")


def check_agencies(meeting, held_at):
    """Refuse a discussion without social care, police and health, or where one of them is recorded without words."""
    answer = meetings.quorum_at(meeting, held_at)
    if not answer.is_quorate:
        raise StepNotAllowed(
            "A strategy discussion needs children's social care, the police and health at least. "
            f"Missing: {listed(answer.missing)}."
        )
    rows = Attendance.objects.filter(meeting=meeting, how__in=THERE, invitation__agency__isnull=False)
    said: dict = {}
    for row in rows.select_related("invitation__agency"):
        said.setdefault(row.invitation.agency.name, []).append(row.views)
    silent = sorted(agency for agency, views in said.items() if not any(views))
    if silent:
        raise StepNotAllowed(f"Enter what {listed(silent)} knew and said.")


@transaction.atomic
def move_discussion(*, discussion, starts_at, reason, by, at, version=None):
    """Move a planned discussion to another time, with the reason."""

    def fill(fresh):
        meetings.move(meeting=fresh.meeting, starts_at=starts_at, reason=reason, by=by, at=at)
        fresh.planned_for = starts_at

    return take(
        pathway=DISCUSSION, step="move", record=discussion, by=by, at=at, change=fill, version=version, note=reason
    )


@transaction.atomic
def call_off_discussion(*, discussion, reason, by, at, version=None):
    """Call a planned discussion off, with the reason."""

    def fill(fresh):
        meetings.call_off(meeting=fresh.meeting, reason=reason, by=by, at=at)

    return take(
        pathway=DISCUSSION, step="call_off", record=discussion, by=by, at=at, change=fill, version=version, note=reason
    )


@transaction.atomic
def correct_discussion(*, discussion, held_at, reason, by, at, version=None):
    """Put the date of a discussion right: the clocks that counted from it move; what was recorded stays readable.

    A visit that had been planned for before the true date was no plan for after it, and falls away.
    """
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    not_in_future(held_at, at, "A discussion that is recorded as held")
    before = discussion.held_at

    def fill(fresh):
        if fresh.visit_planned_at and fresh.visit_planned_at <= held_at:
            fresh.visit_planned_at = None
        fresh.held_at, fresh.corrected_reason = held_at, reason.strip()

    corrected = take(
        pathway=DISCUSSION,
        step="correct",
        record=discussion,
        by=by,
        at=at,
        change=fill,
        version=version,
        happened_at=held_at,
        note=f"It was recorded as {before:%d %B %Y %H:%M}. {reason.strip()}",
    )
    count_again(discussion=corrected, reason=reason.strip(), by=by, at=at)
    return corrected
