"""What the front door shows on a child's page: contacts about the child."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..models import Contact

MOST_SHOWN = 20


@Prepared
def newest_contacts():
    """The newest contacts about people."""
    rows = Contact.objects.visible_to(ASKER).about(Parameter("people")).order_by("-happened_at")
    return rows.only("reference", "outcome", "state", "happened_at")[:MOST_SHOWN]


def contacts(request, person):
    """Return the newest contacts about a person, as (text, address, date)."""
    rows = yield newest_contacts.bind(asker=request.user.id, people=person.record_ids)
    return [
        (
            f"{row.reference}: {row.get_outcome_display() or row.get_state_display()}",
            subjects.link_for(request, "frontdoor.contact", row.pk),
            row.happened_at.astimezone(LONDON).date(),
        )
        for row in rows
    ]
