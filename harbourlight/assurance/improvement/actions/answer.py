"""What those to whom a recommendation is addressed do: answer it, give actions, say how it goes, move the date."""

from django.db import transaction

from harbourlight.foundations.actions.actions import give_action
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Answer, RejectedLeaves
from ..models import Addressee, DateMoved, Progress, rule_of
from ..pathway import ANSWER, RECOMMENDATION
from .rights import check_may, check_theirs, london

STEPS = {Answer.ACCEPTED: "accept", Answer.VARIED: "vary", Answer.REJECTED: "reject"}


@transaction.atomic
def respond(
    *, addressee, answer, by, at, reason="", varied_words="", lead=None, submission=None, version=None
):  # fmt: skip
    """Accept a recommendation, accept it in other words, or reject it with a reason; a rejection can be taken back.

    Where the body's rule lets a rejected recommendation leave at once, it leaves its list now; by the usual
    rule it stays until it was reported at a meeting.
    """
    check_theirs(addressee, by, at)
    answer = Answer(answer)
    if answer == Answer.REJECTED and not reason.strip():
        raise StepNotAllowed("Enter why it is rejected.")
    if answer == Answer.VARIED and not varied_words.strip():
        raise StepNotAllowed("Enter the words in which it is accepted.")

    def fill(fresh):
        fresh.answer, fresh.reason, fresh.lead = answer, reason.strip(), lead
        fresh.varied_words = varied_words.strip() if answer == Answer.VARIED else ""
        fresh.answered_by, fresh.answered_at = by, at
        fresh.escalated_at = fresh.reminded_at = None

    answered = take(
        pathway=RECOMMENDATION,
        step=STEPS[answer],
        record=addressee,
        by=by,
        at=at,
        change=fill,
        note=reason.strip(),
        submission=submission,
        version=version,
    )
    rule = rule_of(answered.recommendation.body_key)
    if answered.state == "rejected" and rule.rejected_leaves == RejectedLeaves.AT_ONCE:
        return leave_rejected(answered, on=london(at), by=by, at=at, checks_permission=False)
    return answered


def leave_rejected(addressee, *, on, by, at, checks_permission=True):
    """Let a rejected recommendation leave the list of the body that made it."""

    def fill(fresh):
        fresh.left_list_on = on

    return take(
        pathway=RECOMMENDATION,
        step="report_rejected",
        record=addressee,
        by=by,
        at=at,
        change=fill,
        checks_permission=checks_permission,
    )


def give(*, addressee, what, due_on, by, at, owner=None, owner_agency=None, measure="", submission=None):
    """Give somebody an action that carries out a recommendation which was accepted."""
    check_theirs(addressee, by, at)
    if addressee.state != "agreed":
        raise StepNotAllowed("Actions are given once the recommendation is accepted and until it is reported done.")
    return give_action(
        source=addressee,
        what=what,
        due_on=due_on,
        by=by,
        at=at,
        owner=owner,
        owner_agency=owner_agency or (owner.agency if owner else addressee.agency),
        measure=measure,
        priority=addressee.recommendation.priority,
        submission=submission,
    )


@transaction.atomic
def note_progress(*, addressee, text, by, at, submission=None):
    """Say how a recommendation goes; one that has left the list takes no more."""
    check_may(by, ANSWER, at)
    check_theirs(addressee, by, at)
    if not text.strip():
        raise StepNotAllowed("Enter how it goes.")
    if not addressee.is_on_list:
        raise StepNotAllowed("This recommendation has left the list.")
    known = Progress.objects.filter(submission=submission).first() if submission else None
    line = known or Progress(addressee=addressee, text=text.strip(), by=by, at=at, submission=submission)
    if known is None:
        line.save(force_insert=True)
    return line


@transaction.atomic
def move_date(*, addressee, due_on, reason, by, at):
    """Move the date by which a recommendation is to be done, with a reason; each move is counted and kept."""
    check_may(by, ANSWER, at)
    check_theirs(addressee, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why the date moves.")
    fresh = Addressee.objects.select_for_update(of=("self",)).get(pk=addressee.pk)
    if fresh.state not in ("asked", "agreed"):
        raise StepNotAllowed("The date of a recommendation that is no longer to be done stays.")
    if fresh.due_on == due_on:
        return fresh
    DateMoved(addressee=fresh, before=fresh.due_on, after=due_on, reason=reason.strip(), by=by, at=at).save()
    fresh.due_on, fresh.times_moved = due_on, fresh.times_moved + 1
    fresh.reminded_at = fresh.escalated_at = None
    fresh.version += 1
    fresh.save()
    return fresh
