"""What becomes of an episode when the front door takes its decision back: opened in error, or it goes on."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.pathways.works import day_of

from ..models import Episode, Plan, Visit
from ..pathway import EPISODE
from .closing import BEFORE_CLOSING, given, stop_assessment
from .facts import was_assessed
from .grants import end_sight, lead
from .rereferrals import remember_rereferrals

NOT_COUNTED = "RC7"  # the column wants a reason; an episode opened in error is in no return and no figure


@transaction.atomic
def take_back(*, contact, person_ids, why, by, at):
    """Ask the manager whether the episodes that a decision opened, and the new decision does not call for, stand."""
    with as_system("a decision that was taken back touches episodes which its taker may not see"):
        rows = Episode.objects.open().filter(contact_id=contact.pk, person_id__in=list(person_ids))
        for episode in rows:
            take(pathway=EPISODE, step="take_back", record=episode, by=by, at=at, note=why, checks_permission=False)


@does(EPISODE, "keep_open")
def keep_open(episode, *, reason, by, at):
    """Say that an episode goes on although the front door decided anew, and why."""
    return given(reason, "Enter why it goes on.")


@does(EPISODE, "close_in_error")
def close_in_error(episode, *, reason, by, at):
    """Close an episode that was opened in error: it stays to be read and is in no figure, and sight of it ends now.

    Where work with the child was done it was no error to open it, and it closes as others do.
    """
    given(reason, "Enter why it was opened in error.")
    seen = Visit.objects.filter(episode=episode).exists() or Plan.objects.filter(episode=episode).exists()
    if was_assessed(episode) or seen or any(why(episode) for why in BEFORE_CLOSING):
        raise StepNotAllowed("Work with the child was done in this episode. Close it in the usual way.")
    stop_assessment(episode, "Opened in error")
    episode.closed_on, episode.close_reason, episode.close_note = day_of(at), NOT_COUNTED, reason.strip()

    def leave(now):
        lead(now)
        end_sight(now, by=by, at=at)
        remember_rereferrals(now.person_id)

    return Entry(note=reason.strip(), after=leave, because="The episode was opened in error")
