"""What becomes of an episode when the front door takes its decision back: opened in error, or it goes on."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import cancel_deadlines, take
from harbourlight.foundations.pathways.local import start_local
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import AssessmentState
from ..models import Assessment, Episode, Plan, Visit
from ..pathway import EPISODE, TAKEN_BACK
from .again import remember_again
from .clocks import cancel, london, meet
from .closing import BEFORE_CLOSING, stop_assessment
from .sight import check_works, end_sight, lead

NOT_COUNTED = "RC7"  # the column wants a reason; an episode opened in error is in no return and no figure


@transaction.atomic
def take_back(*, contact, person_ids, why, by, at):
    """Ask the manager whether the episodes that a decision opened, and the new decision does not call for, stand."""
    with as_system("a decision that was taken back touches episodes which its taker may not see"):
        rows = Episode.objects.open().filter(contact_id=contact.pk, person_id__in=list(person_ids))
        for episode in rows.select_related("team", "worker"):
            asked = take(
                pathway=EPISODE, step="take_back", record=episode, by=by, at=at, note=why, checks_permission=False
            )
            cancel(asked, TAKEN_BACK, reason="Asked again", at=at)
            start_local(rule=TAKEN_BACK, record=asked, started=at, team=asked.team)


def waits_whether_in_error(episode):
    """Say whether the front door took the decision behind an episode back and the manager has not answered yet."""
    return Deadline.objects.running().filter(subject_id=episode.pk, clock=TAKEN_BACK).exists()


@transaction.atomic
def keep_open(*, episode, reason, by, at, version=None, submission=None):
    """Say that an episode goes on although the front door decided anew, and why."""
    check_works(episode, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why it goes on.")
    kept = take(
        pathway=EPISODE, step="keep_open", record=episode, by=by, at=at, version=version, submission=submission,
        note=reason.strip(),
    )  # fmt: skip
    meet(kept, TAKEN_BACK, at=at)
    return kept


@transaction.atomic
def close_in_error(*, episode, reason, by, at, version=None, submission=None):
    """Close an episode that was opened in error: it stays to be read and is in no figure, and sight of it ends now."""
    check_works(episode, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why it was opened in error.")
    check_nothing_was_done(episode)
    stop_assessment(episode, "Opened in error")
    meet(episode, TAKEN_BACK, at=at)

    def change(fresh):
        fresh.closed_on, fresh.close_reason, fresh.close_note = london(at), NOT_COUNTED, reason.strip()
        cancel_deadlines(record=fresh, reason="The episode was opened in error", at=at)

    closed = take(
        pathway=EPISODE, step="close_in_error", record=episode, by=by, at=at, change=change, version=version,
        submission=submission, note=reason.strip(),
    )  # fmt: skip
    lead(closed)
    end_sight(closed, by=by, at=at)
    remember_again(closed.person_id)
    return closed


def check_nothing_was_done(episode):
    """Refuse where work with the child was done: then it was no error to open the episode, and it closes as others."""
    finished = Assessment.objects.filter(episode=episode, state=AssessmentState.AUTHORISED).exists()
    seen = Visit.objects.filter(episode=episode).exists() or Plan.objects.filter(episode=episode).exists()
    if finished or seen or any(why(episode) for why in BEFORE_CLOSING):
        raise StepNotAllowed("Work with the child was done in this episode. Close it in the usual way.")
