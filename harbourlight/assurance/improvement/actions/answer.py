"""What those to whom a recommendation is addressed do: answer it, give actions, say how it goes, move the date."""

from django.db import transaction

from harbourlight.foundations.actions.actions import give_action
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes

from ..choices import Answer, RejectedLeaves
from ..models import DateMoved, Progress, rule_of
from ..pathway import RECOMMENDATION
from .rights import london, needed

STEPS = {Answer.ACCEPTED: "accept", Answer.VARIED: "vary", Answer.REJECTED: "reject"}


@takes(RECOMMENDATION, "accept", "vary", "reject")
@transaction.atomic
def respond(
    *, addressee, answer, by, at, reason="", varied_words="", lead=None, submission=None, version=None
):  # fmt: skip
    """Accept a recommendation, accept it in other words, or reject it with a reason.

    Where the body's rule lets a rejected recommendation leave at once, it leaves its list now; by the usual
    rule it stays until it was reported at a meeting.
    """
    answer = Answer(answer)
    if answer == Answer.REJECTED:
        needed(reason, "Enter why it is rejected.")
    if answer == Answer.VARIED:
        needed(varied_words, "Enter the words in which it is accepted.")

    def fill(fresh):
        fresh.answer, fresh.reason, fresh.lead = answer, reason.strip(), lead
        fresh.varied_words = varied_words.strip() if answer == Answer.VARIED else ""
        fresh.answered_by, fresh.answered_at = by, at
        fresh.escalated_at = fresh.reminded_at = None

    answered = take(
        pathway=RECOMMENDATION, step=STEPS[answer], record=addressee, by=by, at=at, change=fill, note=reason.strip(),
        submission=submission, version=version,
    )  # fmt: skip
    rule = rule_of(answered.recommendation.body_key)
    if answered.state == "rejected" and rule.rejected_leaves == RejectedLeaves.AT_ONCE:
        return leave_rejected(answered, on=london(at), by=by, at=at, checks_permission=False)
    return answered


@does(RECOMMENDATION, "withdraw_refusal")
def withdraw_refusal(addressee, *, reason, by, at):
    """Take one's own rejection back before a meeting heard of it: it is to be done, and the history keeps both."""
    addressee.answer, addressee.reason = Answer.ACCEPTED, ""
    addressee.answered_by, addressee.answered_at = by, at
    return needed(reason, "Enter why the rejection is withdrawn.")


def leave_rejected(addressee, *, on, by, at, checks_permission=True):
    """Let a rejected recommendation leave the list of the body that made it."""

    def fill(fresh):
        fresh.left_list_on = on

    return take(
        pathway=RECOMMENDATION, step="report_rejected", record=addressee, by=by, at=at, change=fill,
        checks_permission=checks_permission,
    )  # fmt: skip


@does(RECOMMENDATION, "give_action")
def give(addressee, *, what, due_on, by, at, owner=None, owner_agency=None, measure=""):
    """Give somebody an action that carries out a recommendation which was accepted."""
    agency = owner_agency or (owner.agency if owner else addressee.agency or by.agency)
    made = give_action(
        source=addressee, what=what, due_on=due_on, by=by, at=at, owner=owner, owner_agency=agency, measure=measure,
        priority=addressee.recommendation.priority,
    )  # fmt: skip
    return Entry(note=what.strip(), made=made)


@does(RECOMMENDATION, "note_progress")
def note_progress(addressee, *, text, by, at):
    """Say how a recommendation goes; one that has left the list takes no more."""
    line = Progress(addressee=addressee, text=needed(text, "Enter how it goes."), by=by, at=at)
    line.save(force_insert=True)


@does(RECOMMENDATION, "move_date")
def move_date(addressee, *, due_on, reason, by, at):
    """Move the date by which a recommendation is to be done, with a reason; each move is counted and kept."""
    reason = needed(reason, "Enter why the date moves.")
    if addressee.due_on == due_on:
        raise StepNotAllowed("This is its date already. Enter another one.")
    DateMoved(addressee=addressee, before=addressee.due_on, after=due_on, reason=reason, by=by, at=at).save()
    addressee.due_on, addressee.times_moved = due_on, addressee.times_moved + 1
    addressee.reminded_at = addressee.escalated_at = None
    return reason
