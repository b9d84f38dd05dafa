"""What another system may know of the contacts its own agency sent: how far they are, and nothing of the child."""

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.log import write_readings

from ..models import Contact
from ..pathway import CONTACT


def status_for_agency(*, request, reference, agency):
    """Return reference, state and, once the referrer was told, the outcome; None where the agency sent none such."""
    with as_system("an agency's own system asks how far the contact is that it sent"):
        contact = Contact.objects.filter(reference=reference, referrer_agency=agency, source="api").first()
    if contact is None:
        return None
    write_readings(request, contact.child_ids)
    return status_of(contact)


def status_of(contact):
    """Return what the sender of a contact may know of it."""
    is_told = contact.referrer_told_at is not None
    return {
        "reference": contact.reference,
        "state": contact.state,
        "state_in_words": CONTACT.states[contact.state],
        "received_at": contact.happened_at,
        "outcome": contact.outcome if is_told else None,
        "outcome_in_words": contact.get_outcome_display() if is_told else None,
    }
