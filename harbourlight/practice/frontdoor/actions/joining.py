"""Two contacts about one event: joined, so that they are decided together and each referrer is told; and parted."""

from django.db.models import Q

from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does

from ..choices import Outcome
from ..models import Contact
from ..pathway import CONTACT


def about_the_same(contact, reader):
    """Return the waiting contacts that name a child of this one or come from the same place, the newest first."""
    alike = Q(child_ids__overlap=contact.child_ids)
    if contact.place:
        alike |= Q(place=contact.place)
    rows = Contact.objects.visible_to(reader).by_grant().waiting().filter(alike, area=contact.area_id)
    rows = rows.filter(same_event_as=None).exclude(pk=contact.pk)
    return rows.select_related("referrer_agency").order_by("-happened_at")


@fact(CONTACT, "stands_alone")
def stands_alone(contact):
    """Say why a contact cannot be joined, or nothing."""
    if contact.same_event_as_id:
        return "This contact is joined with another one already."
    return "Another contact is joined with this one: join that one." if contact.joined.exists() else ""


@fact(CONTACT, "not_joined")
def not_joined(contact):
    """Say why there is nothing to part, or nothing."""
    return "" if contact.same_event_as_id else "This contact is joined with no other."


@does(CONTACT, "join")
def join(contact, *, other, by, at):
    """Join a contact with another about the same event; whoever owns the other owns this one too."""
    if other.pk not in set(about_the_same(contact, by).values_list("pk", flat=True)):
        raise StepNotAllowed("Select a contact that waits and is about the same family.")
    contact.same_event_as, contact.owner = other, other.owner or by
    return f"With {other.reference}"


@does(CONTACT, "part")
def part(contact, *, reason, by, at):
    """Let a contact be decided by itself again."""
    was, contact.same_event_as = contact.same_event_as, None
    return f"From {was.reference}. {reason.strip()}"


def decided_with(contact, taken_out, **answers):
    """Give, for each contact that is joined with one and waits, what is decided on it: (contact, answers).

    A contact all of whose children were left out of the decision needs no further action.
    """
    for row in Contact.objects.waiting().filter(same_event_as=contact):
        left = {child: reason for child, reason in taken_out.items() if child in row.child_ids}
        if set(left) >= set(row.child_ids):
            yield row, answers | {"outcome": Outcome.NO_ACTION, "taken_out": None, "team": None}
        else:
            yield row, answers | {"taken_out": left}
