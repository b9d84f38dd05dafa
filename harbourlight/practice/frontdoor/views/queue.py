"""What the pages that are open all day ask the database: the screening board, and lists that name contacts."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..choices import Urgency
from ..models import Contact, ContactChild
from ..pathway import DECISION_CLOCKS, TARGETS

OF_A_CLOCK = (
    "clock", "title", "subject_kind", "subject_id", "child_ids", "due_on", "due_at", "met_at", "cancelled_at",
)  # fmt: skip
SOONEST_FIRST = (Urgency.IMMEDIATE, Urgency.TODAY, Urgency.ROUTINE)


class Waiting(NamedTuple):
    """A contact that waits for a decision, as the board sorts and filters it."""

    pk: UUID
    team: UUID
    owner: UUID | None
    urgency: str
    rag: str
    due_at: datetime | None


@Prepared
def references():
    """The references of contacts."""
    return Contact.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).values_list("pk", "reference")


def names_of_contacts(asker, ids):
    """Return {id: its reference} of contacts, for lists."""
    return dict(references(asker=asker, ids=ids))


def deciding():
    """The running clocks of a decision."""
    return Deadline.objects.visible_to(ASKER).running().filter(clock__in=(*DECISION_CLOCKS, *TARGETS), is_alarm=True)


@Prepared
def board_order():
    """What waits for a decision, urgent first and then by due time: what the board's filters look at."""
    soonest = deciding().filter(subject_id=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    urgency = Case(
        *(When(urgency=value, then=Value(place)) for place, value in enumerate(SOONEST_FIRST)),
        output_field=IntegerField(),
    )
    rows = Contact.objects.visible_to(ASKER).by_grant().waiting().filter(same_event_as=None)
    rows = rows.annotate(due_at=Subquery(soonest), soonness=urgency)
    return rows.order_by("soonness", "due_at", "happened_at", "pk").values_list(*Waiting._fields)


def contacts_with(*more):
    """Contacts, with what a board shows of them and more."""
    rows = Contact.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("owner", "referrer_agency")
    own = ("reference", "happened_at", "urgency", "rag", "source", "child_ids")
    return rows.only(*own, "owner__name", "referrer_agency__name", *more)


@Prepared
def board_rows():
    """Contacts, as the board shows them."""
    return contacts_with()


@Prepared
def handover_rows():
    """Contacts, as the list for the night shows them."""
    return contacts_with("what_happened", "area", "owner__phone")


@Prepared
def decision_clocks():
    """The running decision clocks of contacts, the soonest due last."""
    return deciding().filter(subject_id__any=Parameter("ids")).order_by("-due_at").only(*OF_A_CLOCK)


@Prepared
def unanswered_about():
    """The contacts among some whose requests wait for an answer."""
    rows = Request.objects.visible_to(ASKER).unanswered().filter(subject_id__any=Parameter("ids"))
    return rows.order_by("subject_id").values_list("subject_id").distinct()


@Prepared
def children_of():
    """The children of contacts: the contact, and the child's names."""
    rows = ContactChild.objects.visible_to(ASKER).filter(contact__any=Parameter("ids")).order_by("pk")
    return rows.values_list("contact", "person__first_name", "person__last_name")


@Prepared
def same_household():
    """Pairs of people, one of them given, who live together, whichever of the two the record names first."""
    pairs = Relationship.objects.visible_to(ASKER).filter(lives_with=True, ended_on=None)
    named = Q(person__any=Parameter("ids")) | Q(other__any=Parameter("ids"))
    return pairs.filter(named).values_list("person_id", "other_id")
