"""Claiming that a recommendation is done, and what the body that made it says to that."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.tracking import only_repeats
from harbourlight.foundations.meetings.sitting import check_sitting, day_of
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Verdict
from ..models import Hearing
from ..pathway import RECOMMENDATION
from .rights import check_body, check_judge, check_theirs, london


def texts_of(addressee):
    """Return what a text about the impact could only repeat: the recommendation, its other words, the actions."""
    with as_system("what a recommendation's actions say is compared, whoever sees them"):
        actions = list(Action.objects.of(addressee).values_list("what", "evidence_done"))
    return [addressee.recommendation.text, addressee.varied_words, *(text for row in actions for text in row)]


def claim_done(*, addressee, what_was_done, what_changed, by, at, done_on=None, submission=None, version=None):
    """Report a recommendation done: what was done, and apart from it what changed for children.

    A text about the change that only repeats the recommendation, an action, or what was done is kept and marked.
    Refused while an action of it is still to be done.
    """
    check_theirs(addressee, by, at)
    if not what_was_done.strip():
        raise StepNotAllowed("Enter what was done.")
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed for children. If nothing has changed, say so.")
    with as_system("an action that is still to be done holds a recommendation back, whoever does it"):
        is_waiting = Action.objects.of(addressee).filter(state="open").exists()
    if is_waiting:
        raise StepNotAllowed("An action of this recommendation is still to be done. Report it done or drop it first.")

    def fill(fresh):
        fresh.claimed_by, fresh.claimed_at, fresh.done_on = by, at, done_on or london(at)
        fresh.what_was_done, fresh.what_changed = what_was_done.strip(), what_changed.strip()
        fresh.only_repeats = only_repeats(what_changed, *texts_of(fresh), what_was_done)
        fresh.escalated_at = fresh.reminded_at = None

    return take(
        pathway=RECOMMENDATION,
        step="claim_done",
        record=addressee,
        by=by,
        at=at,
        change=fill,
        submission=submission,
        version=version,
    )


@transaction.atomic
def judge(*, addressee, meeting, accepts, by, at, reason="", submission=None, version=None):
    """Write down whether the body that made a recommendation accepts, at a quorate meeting of its own, that it is done.

    Accepted, it leaves the list; not accepted, it goes back with the reason and stays until it is.
    """
    check_body(addressee, meeting.group_key, by)
    check_sitting(meeting, addressee.recommendation.body_key, at=at, since=addressee.done_on)
    if by is not None and addressee.claimed_by_id == by.pk:
        raise StepNotAllowed("Somebody else must write down the judgement on what you reported done.")
    if not accepts and not reason.strip():
        raise StepNotAllowed("Enter why it is not accepted.")

    def fill(fresh):
        fresh.judged_by, fresh.judged_at = by, at
        if accepts:
            fresh.left_list_on = day_of(meeting)
        else:
            fresh.refused_reason, fresh.times_refused = reason.strip(), fresh.times_refused + 1

    judged = take(
        pathway=RECOMMENDATION,
        step="accept_done" if accepts else "refuse_done",
        record=addressee,
        by=by,
        at=at,
        change=fill,
        note=reason.strip(),
        submission=submission,
        version=version,
    )
    verdict = Verdict.ACCEPTED if accepts else Verdict.NOT_ACCEPTED
    hear(
        judged, meeting, standing="done", said=judged.what_was_done, verdict=verdict, reason=reason.strip(),
        by=by, at=at,
    )  # fmt: skip
    return judged


def hear(addressee, meeting, *, by, at, **what):
    """Keep what came of a recommendation before a meeting: one row for each, put right if it is said again."""
    check_judge(by, at)
    given = {
        **what, "meeting_id": meeting.pk, "meeting_title": meeting.title, "recorded_by": by, "recorded_at": at
    }  # fmt: skip
    row, _ = Hearing.objects.update_or_create(addressee=addressee, meeting_on=day_of(meeting), defaults=given)
    return row
