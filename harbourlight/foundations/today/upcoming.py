"""What is next for one child, on the child's page: the clocks that run, each in words of its own, with the day."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.statute import clocks as statute
from harbourlight.statute.errors import StatuteError

MOST_SHOWN = 20


@Prepared
def soonest_clocks():
    """The clocks that run for people, the soonest first."""
    rows = Deadline.objects.visible_to(ASKER).about(Parameter("people")).filter(is_alarm=True).running()
    return rows.order_by("due_at").only("clock", "title", "due_at", "subject_kind", "subject_id")[:MOST_SHOWN]


def of_child(request, person):
    """Return what is next for a person, the soonest first, as (text, address, date)."""
    rows = yield soonest_clocks.bind(asker=request.user.id, people=person.record_ids)
    names = subjects.names_of([row for row in rows if subjects.says_itself(row)], asker=request.user.id)
    return [
        (
            f"{'Late: ' if row.due_at < request.moment else ''}{subjects.said_of(row, names)}{local(row.clock)}",
            subjects.link_for(request, row.subject_kind, row.subject_id),
            row.due_at.astimezone(LONDON).date(),
        )
        for row in rows
    ]


def local(clock):
    """Return the words that mark a clock as an area's own rule; nothing for one of law or guidance."""
    try:
        return " (local rule)" if statute.get(clock).force == "local" else ""
    except StatuteError:
        return " (local rule)"
