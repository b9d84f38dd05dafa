"""Taking, rating and handing over contacts that wait for a decision."""

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.models import Deadline

from ..pathway import CONTACT
from .alert import alert_of_rating, in_hand


@transaction.atomic
def take_contact(*, contact, by, at, version=None):
    """Take a contact for screening: the taker owns it and its running clocks."""

    def own(fresh):
        fresh.owner = by

    taken = take(pathway=CONTACT, step="take", record=contact, by=by, at=at, change=own, version=version)
    Deadline.objects.running().filter(subject_id=taken.pk).update(owner=by)
    in_hand(taken, by=by, at=at)
    return taken


@transaction.atomic
def rate(*, contact, rag, urgency, by, at, version=None):
    """Rate a contact red, amber or green, and say how urgent it is; whoever is on duty is told of what cannot wait."""
    before = []

    def fill(fresh):
        before.append((fresh.rag, fresh.urgency))
        fresh.rag, fresh.urgency = rag, urgency

    rated = take(
        pathway=CONTACT,
        step="rate",
        record=contact,
        by=by,
        at=at,
        change=fill,
        version=version,
        note=f"{rag}, {urgency}",
    )
    alert_of_rating(rated, before[0], by=by, at=at)
    return rated


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
