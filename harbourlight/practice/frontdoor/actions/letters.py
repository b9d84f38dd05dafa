"""Letters about a decision, to the referrer and where it is safe to the parents."""

from django.db import transaction
from django.template.loader import render_to_string

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.documents import actions as documents
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.choices import RelationKind

from ..pathway import CONTACT
from .decide import limit_sight_of_hub

PARENTS = (
    RelationKind.MOTHER,
    RelationKind.FATHER,
    RelationKind.PARENT,
    RelationKind.STEP_PARENT,
    RelationKind.CARER,
)
HEADINGS = {"referrer": "What we decided about your contact", "parents": "About your family"}


def first_words(contact, kind, by, adults, children):
    """Return the first words of a letter: heading, body, and whom it is to.

    Children are called what the referrer called them, so that the letter tells nothing from the record.
    """
    if kind == "referrer":
        to_name = contact.referrer.name if contact.referrer else contact.referrer_name
    else:
        to_name = " and ".join(adult.name for adult in adults if adult.relation in PARENTS)
    told = [child.reported_name for child in children if child.reported_name and not child.taken_out_reason]
    words = {
        "contact": contact,
        "names": " and ".join(told),
        "to_name": to_name,
        "by": by,
        "team": contact.team,
    }
    body = render_to_string(f"frontdoor/letters/{kind}.txt", words).strip()
    return {"heading": HEADINGS[kind], "to_name": to_name, "to_address": "", "body": body}


def check_kind(contact, kind):
    """Refuse a letter that may not be written."""
    if not contact.outcome:
        raise StepNotAllowed("There is no decision to tell yet.")
    if kind == "parents" and contact.safe_to_tell_parents != "yes":
        raise StepNotAllowed("It is not known to be safe to tell the parents, so no letter goes to them.")


def write_letter(*, contact, kind, heading, body, to_name, by, at, to_address=""):
    """Keep the words of a letter, not sent yet."""
    check_kind(contact, kind)
    return documents.write_letter(
        subject=contact,
        kind=kind,
        reader=contact.referrer if kind == "referrer" else None,
        to_name=to_name,
        to_email=contact.referrer_email if kind == "referrer" else "",
        to_address=to_address,
        heading=heading,
        body=body,
        by=by,
        at=at,
    )


@transaction.atomic
def send_letter(*, contact, letter, channel, by, at, submission=None, told_on=None, told_by=""):
    """Send a letter and stamp it; the letter to the referrer closes the contact and stops its clock.

    A letter on paper, handed over or told by telephone counts from the day it went, not from the day that
    is written down.
    """
    check_kind(contact, letter.kind)
    if told_on and told_on < contact.decided_at.astimezone(LONDON).date():
        raise StepNotAllowed("The reader cannot have been told before the decision.")
    sent = documents.send_letter(letter=letter, channel=channel, by=by, at=at, told_on=told_on, told_by=told_by)
    if letter.kind == "referrer" and contact.state == "decided":
        tell_referrer(contact=contact, by=by, at=at, happened_at=sent.sent_at, submission=submission)
    return sent


@does(CONTACT, "tell_referrer")
def tell_referrer(contact, *, by, at, happened_at=None):
    """Close a contact: the referrer knows what was decided, since ``happened_at`` or from now on."""
    contact.referrer_told_at = happened_at or at
    limit_sight_of_hub(contact, at)
