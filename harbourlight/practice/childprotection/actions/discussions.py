"""Strategy discussions: planned, held by several agencies at one time, and put right where a date was wrong."""

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import THERE, State
from harbourlight.foundations.meetings.models import Attendance
from harbourlight.foundations.meetings.types import listed
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import moment

from ..choices import STARTS_ENQUIRY, DiscussionDecision, HowHeld
from ..models import StrategyDiscussion
from ..pathway import DISCUSSION
from .enquiries import count_again, go_on_or_start
from .moments import london, not_in_future
from .place import place_of

EMAILS_ARE_NO_DISCUSSION = (
    "An exchange of e-mails is not a strategy discussion: social care, the police and health speak together at one "
    "time. Hold it by telephone or video if they cannot meet."
)


@does(DISCUSSION, "plan")
def plan_discussion(
    *, children, starts_at, reason, by, at, area=None, team=None, invitees=(), emails=None, chair=None, place=""
):  # fmt: skip
    """Plan a strategy discussion about the children of a family, invite agencies to it, and return it.

    ``children`` are people or their ids, ``invitees`` are those of the meetings engine, ``emails`` work addresses of
    more of them by their seats. Without ``area`` and ``team`` they are those of the work with the child.
    """
    child_ids = list(dict.fromkeys(getattr(child, "pk", child) for child in children))
    if not child_ids:
        raise StepNotAllowed("Choose at least one child.")
    if not reason.strip():
        raise StepNotAllowed("Enter what gives cause to suspect significant harm.")
    if area is None:
        area, team = place_of(child_ids[0], by, at)
    discussion = StrategyDiscussion(
        child_ids=child_ids, area=area, team=team, planned_for=starts_at, reason=reason.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    discussion.meeting = meetings.plan(
        type="strategy_discussion", area=area, team=team, starts_at=starts_at, children=child_ids, subject=discussion,
        chair=chair or by, place=place, by=by, at=at,
    )  # fmt: skip
    discussion.save(force_insert=True)
    everybody = [*invitees, *invitees_at(emails or {}, london(at))]
    return discussion, Entry(after=lambda made: meetings.invite(meeting=made.meeting, invitees=everybody, by=by, at=at))


def invitees_at(emails, on):
    """Return invitations for work e-mail addresses, each in its seat; refuse one that nobody has."""
    invitees = []
    for seat, email in emails.items():
        if email:
            people, _ = professionals_at([email.lower()], on)
            if not people:
                raise StepNotAllowed(f"Nobody signs in with {email}. Leave it out, and invite them on the next page.")
            invitees.append(meetings.Invitee(seat, professional=people[0]))
    return invitees


@does(DISCUSSION, "hold")
def hold_discussion(
    discussion, *, held_at, how, decision, rationale, plan, by, at, attendance=(), visit_planned_at=None
):  # fmt: skip
    """Record a strategy discussion: who took part, what each knew, the decision, and who does what.

    ``attendance`` are rows of the meetings engine, each with what that agency knew in ``views``. A decision to
    start an enquiry starts one for each child; an enquiry that runs already goes on, and this is its last discussion.
    """
    decision = DiscussionDecision(decision)
    check_words(held_at, how, decision, rationale, plan, visit_planned_at, at)
    meeting = meetings.record_attendance(meeting=discussion.meeting, rows=list(attendance), by=by, at=at)
    check_agencies(meeting, held_at)
    held = hold_meeting(meeting, held_at, by=by, at=at)
    discussion.held_at, discussion.how, discussion.decision = held_at, HowHeld(how), decision
    discussion.rationale, discussion.plan = rationale.strip(), plan.strip()
    discussion.visit_planned_at, discussion.starts_enquiry = visit_planned_at, decision in STARTS_ENQUIRY
    meetings.decide(meeting=held, what=decision.label, by=by, at=at)
    go_on_or_start(discussion=discussion, by=by, at=at)
    return Entry(happened_at=held_at, note=f"{decision.label}. {rationale.strip()}")


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


@does(DISCUSSION, "move")
def move_discussion(discussion, *, starts_at, reason, by, at):
    """Move a planned discussion to another time, with the reason."""
    meetings.move(meeting=discussion.meeting, starts_at=starts_at, reason=reason, by=by, at=at)
    discussion.planned_for = starts_at
    return reason


@does(DISCUSSION, "call_off")
def call_off_discussion(discussion, *, reason, by, at):
    """Call a planned discussion off, with the reason."""
    meetings.call_off(meeting=discussion.meeting, reason=reason, by=by, at=at)
    return reason


@does(DISCUSSION, "correct")
def correct_discussion(discussion, *, held_at, reason, by, at):
    """Put the date of a discussion right: the clocks that counted from it move; what was recorded stays readable.

    A visit that had been planned for before the true date was no plan for after it, and falls away.
    """
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    not_in_future(held_at, at, "A discussion that is recorded as held")
    before = discussion.held_at
    if discussion.visit_planned_at and discussion.visit_planned_at <= held_at:
        discussion.visit_planned_at = None
    discussion.held_at, discussion.corrected_reason = held_at, reason.strip()
    return Entry(
        happened_at=held_at, note=f"It was recorded as {moment(before)}. {reason.strip()}",
        after=lambda corrected: count_again(discussion=corrected, reason=reason.strip(), by=by, at=at),
    )  # fmt: skip
