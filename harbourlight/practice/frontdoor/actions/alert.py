"""Telling whoever is on duty, at once, of a contact that cannot wait."""

from harbourlight.foundations.notices.actions import notify, see_to

from ..choices import Rag, Urgency

IN_DANGER = "Contact: a child may be in danger now"
RED = "Contact rated red"


def alert_of_arrivals(contacts, *, by, at):
    """Tell whoever is on duty of those new contacts in which a child may be in danger now."""
    for contact in contacts:
        if contact.urgency == Urgency.IMMEDIATE:
            notify(subject=contact, says=IN_DANGER, is_urgent=True, opens_record=True, by=by, at=at)


def alert_of_rating(contact, before, *, by, at):
    """Tell whoever is on duty of a contact that became red or in danger now; ``before`` is its (rating, urgency)."""
    rag, urgency = before
    says = [
        words
        for words, is_new in (
            (IN_DANGER, contact.urgency == Urgency.IMMEDIATE != urgency),
            (RED, contact.rag == Rag.RED != rag),
        )
        if is_new
    ]
    if says:
        notify(subject=contact, says=says[0], is_urgent=True, opens_record=True, by=by, at=at)


def in_hand(contact, *, by, at):
    """Let the notices of a contact wait no longer: somebody took it or decided it."""
    see_to(subject=contact, by=by, at=at)
