"""Minutes: drafted from what was recorded, sent round, disputed within a time of receipt, settled, agreed."""

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import due_moment, stop_deadlines
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from . import bodies, timing
from .choices import MINUTES_OPEN_WORKING_DAYS, MinutesState, State
from .drafting import draft_minutes
from .models import Dispute, Invitation, Meeting, Minutes, Receipt
from .papers import check_member
from .planning import check_arranger, step, tell
from .sitting import check_next_sitting

__all__ = ["agree", "circulate", "dispute", "draft_minutes", "receive", "settle"]

NOTICE = "Minutes wait for you in Harbourlight.\n\nSign in to Harbourlight and open Meetings.\n"
MINUTES = "minutes"


@transaction.atomic
def circulate(*, meeting, text, by, at):
    """Send the minutes round: who signs in receives them now, anybody else when somebody records it.

    Each receipt starts its own time for disputes; those who took part go on seeing the meeting that long.
    """
    check_arranger(meeting, by, at)
    if not text.strip():
        raise StepNotAllowed("Enter the minutes.")
    fresh = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if fresh.state != State.HELD:
        raise StepNotAllowed("Only the minutes of a meeting that was held, and are not agreed yet, go round.")
    latest = Minutes.objects.filter(meeting=fresh).order_by("-number").first()
    if latest and latest.text == text.strip():
        return latest
    return write_version(fresh, text, by=by, at=at)


def write_version(meeting, text, *, by, at):
    """Write the next version of the minutes and send it round."""
    with as_system("minutes reach everybody who was invited, whoever sends them"):
        Minutes.objects.filter(meeting=meeting, state=MinutesState.CIRCULATED).update(state=MinutesState.REPLACED)
        last = Minutes.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
        minutes = Minutes(
            meeting=meeting,
            number=last + 1,
            text=text.strip(),
            state=MinutesState.CIRCULATED,
            written_by=by,
            written_at=at,
            circulated_at=at,
        )
        minutes.save(force_insert=True)
        invited = list(Invitation.objects.filter(meeting=meeting).expected().select_related("professional"))
        Receipt.objects.bulk_create(Receipt(meeting=meeting, minutes=minutes, invitation=each) for each in invited)
        for receipt in Receipt.objects.filter(minutes=minutes, invitation__professional__isnull=False):
            stamp(receipt, received_at=at)
        run_disputes_clock(meeting, minutes, at=at)
    timing.stop(meeting, MINUTES, at=at)
    tell(meeting, [each.professional for each in invited], by, "Minutes wait for you in Harbourlight", NOTICE)
    return minutes


def disputes_until(meeting, received_at):
    """Return until when minutes received at a moment may be disputed, or None where the kind sets no time."""
    timed = meeting.kind.timed(timing.DISPUTES)
    if timed is None:
        return None
    due = timing.due_day(timed, received_at, timing.own_for(meeting))
    return due_moment(due.day) if due else None


def stamp(receipt, *, received_at):
    """Stamp a receipt, and let its receiver see the meeting until the time for disputes is over (or ten days)."""
    receipt.received_at = received_at
    receipt.dispute_until = disputes_until(receipt.meeting, disputes_from(receipt))
    receipt.save()
    invitation = receipt.invitation
    if invitation.professional_id:
        until = receipt.dispute_until or end_of_working_day(received_at, MINUTES_OPEN_WORKING_DAYS)
        invitation.sees_until = max(until, invitation.sees_until or until)
        invitation.save(update_fields=("sees_until",))


def disputes_from(receipt):
    """Return the moment from which a receiver's time for disputes runs: their receipt, or the sending, by the rules."""
    keep = bodies.keeps_at(receipt.meeting)
    is_sent = keep.words(bodies.DISPUTED, "received") == "sent" and receipt.minutes.circulated_at
    return receipt.minutes.circulated_at if is_sent else receipt.received_at


def run_disputes_clock(meeting, minutes, *, at):
    """Run the one clock of disputes of a meeting to the last day that anybody has."""
    timed = meeting.kind.timed(timing.DISPUTES)
    last = Receipt.objects.filter(minutes=minutes, received_at__isnull=False).order_by("received_at").last()
    if timed is None or last is None:
        return
    timing.running(meeting, [timed]).update(cancelled_at=at, cancel_reason="Minutes were received later")
    timing.start(meeting, timed, started=disputes_from(last), at=at, owner=meeting.chair)


@transaction.atomic
def receive(*, receipt, received_at, by, at):
    """Keep when somebody who does not sign in received the minutes; their time for disputes runs from then."""
    check_arranger(receipt.meeting, by, at)
    if received_at > at:
        raise StepNotAllowed("Minutes cannot be received in the future.")
    if receipt.minutes.circulated_at and received_at < receipt.minutes.circulated_at:
        raise StepNotAllowed("Minutes cannot be received before they went round.")
    with as_system("the clock of disputes runs to the last receipt, whoever records it"):
        stamp(receipt, received_at=received_at)
        run_disputes_clock(receipt.meeting, receipt.minutes, at=at)
    return receipt


@transaction.atomic
def dispute(*, minutes, what, by, at, raised_for="", submission=None):
    """Dispute the minutes or a decision in them; after the time that runs from receipt it is kept as late."""
    known = Dispute.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_member(minutes.meeting, by, at)
    if not what.strip():
        raise StepNotAllowed("Enter what is wrong in the minutes.")
    if minutes.state != MinutesState.CIRCULATED:
        raise StepNotAllowed(f"This version of the minutes is already “{minutes.get_state_display().lower()}”.")
    until = Receipt.objects.filter(minutes=minutes, invitation__professional=by).first()
    raised = Dispute(
        meeting=minutes.meeting,
        minutes=minutes,
        raised_by=by,
        raised_for=raised_for.strip(),
        raised_at=at,
        is_late=bool(until and until.dispute_until and at > until.dispute_until),
        what=what.strip(),
        submission=submission,
    )
    raised.save(force_insert=True)
    tell(minutes.meeting, [minutes.meeting.chair], by, "Minutes are disputed in Harbourlight", NOTICE)
    return raised


@transaction.atomic
def settle(*, dispute, outcome, by, at, new_text=""):
    """Settle a dispute with its outcome; corrected minutes go round as a new version, with a new time for disputes."""
    meeting = dispute.meeting
    check_arranger(meeting, by, at)
    if dispute.raised_by_id == getattr(by, "pk", None) and not dispute.raised_for:
        raise StepNotAllowed("Somebody else must settle what you disputed.")
    if not outcome.strip():
        raise StepNotAllowed("Enter how the dispute was settled.")
    fresh = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if fresh.settled_at:
        raise StepNotAllowed("Somebody else has already settled this.")
    fresh.settled_at, fresh.settled_by, fresh.outcome = at, by, outcome.strip()
    fresh.save()
    if new_text.strip() and new_text.strip() != fresh.minutes.text:
        write_version(meeting, new_text, by=by, at=at)
    return fresh


@transaction.atomic
def agree(*, minutes, by, at):
    """Agree the minutes, when no dispute waits and nobody has time left to raise one; it closes the meeting."""
    meeting = minutes.meeting
    check_arranger(meeting, by, at)
    check_next_sitting(meeting, at=at)
    if Dispute.objects.filter(meeting=meeting, settled_at=None, is_late=False).exists():
        raise StepNotAllowed("A dispute waits to be settled.")
    if Receipt.objects.filter(minutes=minutes, dispute_until__gt=at).exists():
        raise StepNotAllowed("Somebody may still dispute these minutes.")
    fresh = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if fresh.state != MinutesState.CIRCULATED:
        raise StepNotAllowed(f"This version of the minutes is already “{fresh.get_state_display().lower()}”.")
    fresh.state, fresh.agreed_at = MinutesState.AGREED, at
    fresh.save()
    step("close", meeting, by, at, None)
    with as_system("agreed minutes end the time for disputes, whoever owns its clock"):
        names = Deadline.objects.filter(subject_id=meeting.pk).running().values_list("clock", flat=True)
        disputes = meeting.kind.timed(timing.DISPUTES)
        stop_deadlines(record=meeting, names=[n for n in names if disputes and n in timing.names_of([disputes])], at=at)
    return fresh
