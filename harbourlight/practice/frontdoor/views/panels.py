"""What the front door shows on a child's page: contacts about the child, and clocks that run."""

from django.db.models import Q

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.models import Deadline

from ..models import Contact

MOST_SHOWN = 20


def contacts(request, person):
    """Return the newest contacts about a person, as (text, address, date)."""
    rows = Contact.objects.visible_to(request.user).filter(child_ids__overlap=list(person.record_ids))
    return [
        (
            f"{row.reference}: {row.get_outcome_display() or row.get_state_display()}",
            row.get_absolute_url(),
            row.happened_at.astimezone(LONDON).date(),
        )
        for row in rows.order_by("-happened_at")[:MOST_SHOWN]
    ]


def clocks(request, person):
    """Return the clocks that run for a person, the soonest first, as (text, address, date)."""
    rows = Deadline.objects.visible_to(request.user).filter(
        Q(child_ids__overlap=list(person.record_ids)), is_alarm=True
    )
    return [
        (f"{row.title} ({'late' if row.due_at < request.moment else 'due'})", "", row.due_at.astimezone(LONDON).date())
        for row in rows.running().order_by("due_at")[:MOST_SHOWN]
    ]
