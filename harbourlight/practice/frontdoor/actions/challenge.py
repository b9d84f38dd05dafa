"""Challenging the threshold decision on a contact, and answering."""

from django.db import transaction

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions import actions as challenges
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Contact
from .decide import reopen

DECIDED = ("decided", "closed")


def challenge(*, contact, reason, by, at):
    """Challenge the decision on a contact; the senior managers of the deciding agency answer."""
    if contact.state not in DECIDED:
        raise StepNotAllowed("There is no decision to challenge yet.")
    check_challenger(contact, by, at)
    return challenges.raise_challenge(subject=contact, agency=contact.team.agency, reason=reason, by=by, at=at)


def check_challenger(contact, by, at):
    """Refuse a challenge by those who decided, and by those who only looked.

    A colleague of the deciding team speaks with its manager. Whoever told may challenge, and whoever has a child's
    record open for good; who opened it in an emergency or knows only who the child is has not worked with the decision.
    """
    on = at.astimezone(LONDON).date()
    if TeamMembership.objects.current(on).filter(professional=by, team=contact.team_id).exists():
        raise StepNotAllowed("Your own team took this decision. Speak with its manager, who can take it back.")
    if contact.referrer_id != by.pk and not open_for_good(contact.child_ids, by, at):
        raise StepNotAllowed("Whoever told us, or works with the child, challenges the decision.")


@transaction.atomic
def answer_challenge(*, challenge, upholds, answer, what_changed, by, at, submission=None, version=None):
    """Answer a challenge; one that is upheld opens the contact again for a new decision."""
    answered = challenges.answer_challenge(
        challenge=challenge,
        upholds=upholds,
        answer=answer,
        what_changed=what_changed,
        by=by,
        at=at,
        submission=submission,
        version=version,
    )
    contact = Contact.objects.get(pk=challenge.subject_id)
    if upholds and contact.state in DECIDED:
        reopen(contact=contact, reason=answer, by=by, at=at, submission=submission, checks_permission=False)
    return answered
