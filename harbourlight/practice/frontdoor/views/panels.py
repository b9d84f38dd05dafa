"""What the front door shows on a child's page: contacts about the child, and clocks that run."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.statute import clocks as statute
from harbourlight.statute.errors import StatuteError

from ..models import Contact

MOST_SHOWN = 20


@Prepared
def newest_contacts():
    """The newest contacts about people."""
    rows = Contact.objects.visible_to(ASKER).about(Parameter("people")).order_by("-happened_at")
    return rows.only("reference", "outcome", "state", "happened_at")[:MOST_SHOWN]


@Prepared
def soonest_clocks():
    """The clocks that run for people, the soonest first."""
    rows = Deadline.objects.visible_to(ASKER).about(Parameter("people")).filter(is_alarm=True).running()
    return rows.order_by("due_at").only("clock", "title", "due_at", "subject_kind", "subject_id")[:MOST_SHOWN]


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


def local(clock):
    """Return the words that mark a clock as an area's own rule; nothing for one of law or guidance."""
    try:
        return " (local rule)" if statute.get(clock).force == "local" else ""
    except StatuteError:
        return " (local rule)"


def clocks(request, person):
    """Return the clocks that run for a person, the soonest first, as (text, address, date)."""
    rows = yield soonest_clocks.bind(asker=request.user.id, people=person.record_ids)
    return [
        (
            f"{'Late' if row.due_at < request.moment else 'Due'}: {subjects.short_of(row)}{local(row.clock)}",
            subjects.link_for(request, row.subject_kind, row.subject_id),
            row.due_at.astimezone(LONDON).date(),
        )
        for row in rows
    ]
