"""Claiming that a recommendation is done, and what the body that made it says to that."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.tracking import only_repeats
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
def judge(
    *,
    addressee,
    body_key,
    accepts,
    by,
    at,
    meeting_on,
    meeting_title,
    meeting_id=None,
    reason="",
    submission=None,
    version=None,
):
    """Write down whether the body that made a recommendation accepts, at one of its meetings, that it is done.

    Accepted, it leaves the list; not accepted, it goes back with the reason and stays until it is.
    """
    check_body(addressee, body_key, by)
    check_meeting(meeting_on, at)
    if by is not None and addressee.claimed_by_id == by.pk:
        raise StepNotAllowed("Somebody else must write down the judgement on what you reported done.")
    if not accepts and not reason.strip():
        raise StepNotAllowed("Enter why it is not accepted.")

    def fill(fresh):
        fresh.judged_by, fresh.judged_at = by, at
        if accepts:
            fresh.left_list_on = meeting_on
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
    hear(
        judged,
        meeting_on=meeting_on,
        meeting_title=meeting_title,
        meeting_id=meeting_id,
        standing="done",
        said=judged.what_was_done,
        verdict=Verdict.ACCEPTED if accepts else Verdict.NOT_ACCEPTED,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    return judged


def check_meeting(meeting_on, at):
    """Refuse a meeting that is still to come."""
    if meeting_on > london(at):
        raise StepNotAllowed("What came of a meeting is written down once it was held.")


def hear(addressee, *, meeting_on, by, at, **what):
    """Keep what came of a recommendation before a meeting: one row for each, put right if it is said again."""
    check_judge(by, at)
    given = {**what, "recorded_by": by, "recorded_at": at}
    row, _ = Hearing.objects.update_or_create(addressee=addressee, meeting_on=meeting_on, defaults=given)
    return row
