"""Taking, rating and handing over contacts that wait for a decision."""

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.verbs import does

from ..pathway import CONTACT
from .alert import alert_of_rating, in_hand


@does(CONTACT, "take")
def take_contact(contact, *, by, at):
    """Take a contact for screening: the taker owns it and its running clocks."""
    contact.owner = by
    return Entry(after=lambda now: in_hand(now, by=by, at=at))


@does(CONTACT, "rate")
def rate(contact, *, rag, urgency, by, at):
    """Rate a contact red, amber or green, and say how urgent it is; whoever is on duty is told of what cannot wait."""
    before = contact.rag, contact.urgency
    contact.rag, contact.urgency = rag, urgency
    return Entry(note=f"{rag}, {urgency}", after=lambda now: alert_of_rating(now, before, by=by, at=at))


@transaction.atomic
def hand_over(*, contacts, team, by, at):
    """Open contacts to the out-of-hours team until the end of the next working day; return how many."""
    until = end_of_working_day(at, 1)
    count = 0
    for contact in contacts:
        if contact.area_id != team.area_id:
            continue
        access.give(
            person_ids=contact.child_ids,
            team=team,
            basis=Basis.ALLOCATED,
            reason="Handed over for the night or weekend",
            source=f"hand over:{contact.pk}",
            by=by,
            at=at,
            until=until,
        )
        count += 1
    return count
