"""What the pages of meetings show, each asked of the database once."""

from django.db.models import Count, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people import locations
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from . import presence
from .choices import State
from .models import AgendaItem, Decision, Dispute, Invitation, Meeting, Minutes, Paper, Receipt, taking_part

MOST_AT_HOME = 8
MOST_OF_A_CHILD = 12


@Prepared
def next_meetings():
    """The next meetings that somebody takes part in."""
    rows = Meeting.objects.visible_to(ASKER).filter(taking_part(ASKER.id))
    rows = rows.filter(state=State.PLANNED, starts_at__gte=Parameter("since"))
    return rows.order_by("starts_at", "pk")[:MOST_AT_HOME]


@Prepared
def replies_to():
    """How many of those expected at some meetings answered what: (meeting, answer, number)."""
    rows = Invitation.objects.filter(meeting__any=Parameter("meetings"), left_out_reason="").order_by("meeting")
    return rows.values_list("meeting", "response").annotate(number=Count("pk"))


@Prepared
def meetings_of_people():
    """The newest meetings about people, of kinds that the asker's roles read or where the asker takes part."""
    rows = Meeting.objects.visible_to(ASKER).about(Parameter("people"))
    rows = rows.filter(Q(type__any=Parameter("kinds")) | taking_part(ASKER.id))
    return rows.order_by("-starts_at", "pk")[:MOST_OF_A_CHILD]


def names_of_meetings(asker, ids):
    """Return {id: kind of meeting} of those that somebody may see."""
    rows = Meeting.objects.extra(where=["(SELECT access_actor()) = %s::uuid"], params=[str(asker)])
    return {meeting.pk: meeting.kind.title for meeting in rows.filter(pk__in=ids)}


def children_of(meeting, user):
    """Return the children of a meeting whom somebody may see."""
    return list(
        Person.objects.visible_to(user).filter(pk__in=meeting.child_ids).order_by("born_on", "first_name__letters")
    )


def papers_of(meeting, user):
    """Return the papers of a meeting that somebody may read, in the order they came."""
    rows = Paper.objects.visible_to(user).filter(meeting=meeting).select_related("agency", "given_by", "item")
    return list(rows.order_by("given_at"))


def told(meeting, text, user, at):
    """Return a text of a meeting without the protected places that are withheld from its reader."""
    return (
        locations.redacted(text, locations.withheld_texts(meeting.child_ids, user, at)) if meeting.child_ids else text
    )


TOLD = ("place", "inquorate_reason", "not_held_reason", "title", "discussed", "views", "what", "outcome", "reason")


def without_places(meeting, records, user, at):
    """Take the protected places that are withheld from a reader out of the words of records that are only shown."""
    withheld = locations.withheld_texts(meeting.child_ids, user, at) if meeting.child_ids else []
    for record in records if withheld else ():
        for name in TOLD:
            text = getattr(record, name, "")
            if isinstance(text, str):
                setattr(record, name, locations.redacted(text, withheld))


def items_of(meeting):
    """Return the agenda."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("number"))


def decisions_of(meeting):
    """Return the decisions with their votes and dissents."""
    rows = Decision.objects.filter(meeting=meeting).select_related("person").order_by("decided_at", "recorded_at")
    return list(
        rows.prefetch_related(
            "dissents__agency", "dissents__professional", "ballots__invitation__professional", "ballots__agency"
        )
    )


def actions_of(meeting, user):
    """Return the actions that a meeting or its decisions gave, as far as somebody may see them."""
    sources = [meeting.pk, *Decision.objects.filter(meeting=meeting).values_list("pk", flat=True)]
    rows = Action.objects.visible_to(user).filter(source_id__in=sources).select_related("owner", "owner_agency")
    return list(rows.order_by("due_on", "given_at"))


def clocks_of(meeting, user):
    """Return the clocks that run for a meeting; whoever is shown one about no child is shown its clocks."""
    running = Deadline.objects.filter(subject_id=meeting.pk).running().order_by("due_at")
    if meeting.child_ids:
        return list(running.visible_to(user))
    with as_system("whoever is shown a meeting about no child is shown its clocks"):
        return list(running)


def minutes_of(meeting):
    """Return the versions of the minutes, the newest first."""
    return list(Minutes.objects.filter(meeting=meeting).order_by("-number"))


def disputes_of(meeting):
    """Return what was said against the minutes, in order."""
    rows = Dispute.objects.filter(meeting=meeting).select_related("raised_by", "settled_by", "minutes")
    return list(rows.order_by("raised_at"))


def receipts_of(minutes):
    """Return who received a version of the minutes, and when."""
    rows = Receipt.objects.filter(minutes=minutes)
    return list(
        rows.select_related("invitation__professional", "invitation__person", "invitation__agency", "meeting")
        .order_by("invitation__number")
    )  # fmt: skip


def quorum_lines(meeting, moment):
    """Return how the quorum stands: while people come and go, each rise and fall with its time."""
    if meeting.held_at is None:
        return [presence.quorum_at(meeting, max(moment, meeting.starts_at)).why]
    return [
        f"{moment.astimezone(LONDON):%H:%M}: {answer.why}"
        for moment, answer in presence.quorum_through(meeting, meeting.held_at)
    ]
