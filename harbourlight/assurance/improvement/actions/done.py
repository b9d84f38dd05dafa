"""Claiming that a recommendation is done, and what the body that made it says to that."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.tracking import only_repeats
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.meetings.sitting import check_sitting, day_of
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.local import working_days_after
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes

from ..choices import Verdict
from ..models import Hearing, rule_of
from ..pathway import RECOMMENDATION
from .recommend import NOTICE
from .rights import check_judge, london, needed

REPEATED = (
    "What changed only repeats what was asked or what was done. Do not accept it, or enter why it is accepted all the "
    "same."
)


def texts_of(addressee):
    """Return what a text about the impact could only repeat: the recommendation, its other words, the actions."""
    with as_system("what a recommendation's actions say is compared, whoever sees them"):
        actions = list(Action.objects.of(addressee).values_list("what", "evidence_done"))
    return [addressee.recommendation.text, addressee.varied_words, *(text for row in actions for text in row)]


@does(RECOMMENDATION, "claim_done")
def claim_done(addressee, *, what_was_done, what_changed, by, at, done_on=None):
    """Report a recommendation done: what was done, and apart from it what changed for children.

    A text about the change that only repeats the recommendation, an action, or what was done is kept and marked.
    Refused while an action of it is still to be done.
    """
    done = needed(what_was_done, "Enter what was done.")
    changed = needed(what_changed, "Enter what changed for children. If nothing has changed, say so.")
    with as_system("an action that is still to be done holds a recommendation back, whoever does it"):
        is_waiting = Action.objects.of(addressee).filter(state="open").exists()
    if is_waiting:
        raise StepNotAllowed("An action of this recommendation is still to be done. Report it done or drop it first.")
    addressee.claimed_by, addressee.claimed_at, addressee.done_on = by, at, done_on or london(at)
    addressee.what_was_done, addressee.what_changed = done, changed
    addressee.only_repeats = only_repeats(changed, *texts_of(addressee), done)
    addressee.escalated_at = addressee.reminded_at = None


@takes(RECOMMENDATION, "accept_done", "refuse_done")
@transaction.atomic
def judge(*, addressee, meeting, accepts, by, at, reason="", submission=None, version=None):
    """Write down whether the body that made a recommendation accepts, at a quorate meeting of its own, that it is done.

    Accepted, it leaves the list; not accepted, it goes back with the reason and stays until it is. Where what changed
    only repeats what was asked or done, acceptance needs the reason why the body accepts it all the same.
    """
    check_sitting(meeting, addressee.recommendation.body_key, at=at, since=addressee.done_on)
    if by is not None and addressee.claimed_by_id == by.pk:
        raise StepNotAllowed("Somebody else must write down the judgement on what you reported done.")
    if not accepts:
        needed(reason, "Enter why it is not accepted.")
    elif addressee.only_repeats:
        needed(reason, REPEATED)

    def fill(fresh):
        fresh.judged_by, fresh.judged_at = by, at
        if accepts:
            fresh.left_list_on = day_of(meeting)
        else:
            fresh.refused_reason, fresh.times_refused = reason.strip(), fresh.times_refused + 1

    judged = take(
        pathway=RECOMMENDATION, step="accept_done" if accepts else "refuse_done", record=addressee, by=by, at=at,
        change=fill, note=reason.strip(), submission=submission, version=version,
    )  # fmt: skip
    verdict = Verdict.ACCEPTED if accepts else Verdict.NOT_ACCEPTED
    hear(
        judged, meeting, standing="done", said=judged.what_was_done, verdict=verdict, reason=reason.strip(),
        by=by, at=at,
    )  # fmt: skip
    return judged


@does(RECOMMENDATION, "ask_again")
def ask_again(addressee, *, meeting, reason, by, at):
    """Make a rejected recommendation again, as the body that made it decided: it waits for an answer anew."""
    reason = needed(reason, "Enter why the recommendation is made again.")
    decided(addressee, meeting, Verdict.MADE_AGAIN, reason, since=addressee.answered_at, by=by, at=at)
    addressee.answer, addressee.reason, addressee.left_list_on = "", "", None
    addressee.answered_by = addressee.answered_at = None
    rule = rule_of(addressee.recommendation.body_key)
    addressee.answer_due_on = working_days_after(at, rule.answer_within_working_days)
    return Entry(note=reason, after=tell_addressee)


@does(RECOMMENDATION, "withdraw")
def withdraw(addressee, *, meeting, reason, by, at):
    """Take a recommendation back, as the body that made it decided, with the reason."""
    reason = needed(reason, "Enter why the recommendation is withdrawn.")
    decided(addressee, meeting, Verdict.WITHDRAWN, reason, since=addressee.recommendation.made_at, by=by, at=at)
    addressee.left_list_on = day_of(meeting)
    return reason


def decided(addressee, meeting, verdict, reason, *, since, by, at):
    """Keep what a body decided of a recommendation of its own at a quorate meeting, not before the matter."""
    check_sitting(meeting, addressee.recommendation.body_key, at=at, since=since and london(since))
    hear(addressee, meeting, standing=addressee.state, said="", verdict=verdict, reason=reason, by=by, at=at)


def tell_addressee(addressee):
    """Tell the agency, without a word of it, that a recommendation waits."""
    if addressee.agency:
        queue_mails([(addressee.agency.email, "A recommendation waits in Harbourlight", NOTICE,
                      addressee.recommendation_id)])  # fmt: skip


def hear(addressee, meeting, *, by, at, **what):
    """Keep what came of a recommendation before a meeting: one row for each, put right if it is said again."""
    check_judge(by, at)
    given = {
        **what, "meeting_id": meeting.pk, "meeting_title": meeting.title, "recorded_by": by, "recorded_at": at
    }  # fmt: skip
    row, _ = Hearing.objects.update_or_create(addressee=addressee, meeting_on=day_of(meeting), defaults=given)
    return row
