"""Challenging the threshold decision on a contact, and answering."""

from django.db import transaction

from harbourlight.foundations.actions import actions as challenges
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Contact
from .decide import reopen

DECIDED = ("decided", "closed")


def challenge(*, contact, reason, by, at):
    """Challenge the decision on a contact; the senior managers of the deciding agency answer."""
    if contact.state not in DECIDED:
        raise StepNotAllowed("There is no decision to challenge yet.")
    return challenges.raise_challenge(subject=contact, agency=contact.team.agency, reason=reason, by=by, at=at)


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
