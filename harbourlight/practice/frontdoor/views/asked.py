"""What the pages that are open all day ask the database: the worklist and the screening board."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When

from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..choices import Urgency
from ..models import Contact, ContactChild
from ..pathway import DECISION_CLOCKS

MOST_SHOWN = 20
LETTERS_SHOWN = MADE_SHOWN = 5
OF_A_CLOCK = (
    "clock", "title", "subject_kind", "subject_id", "child_ids", "due_on", "due_at", "met_at", "cancelled_at",
    "owner__name", "team__name",
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


def clocks():
    """Deadlines that sound an alarm, as the worklist shows them."""
    rows = Deadline.objects.visible_to(ASKER).filter(is_alarm=True)
    return rows.select_related("owner", "team").only(*OF_A_CLOCK)


def missed():
    """The deadlines that were missed and say no reason yet, the newest first."""
    late = Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lt=Parameter("at"))
    return clocks().filter(late, cancelled_at=None, breach_reason="").order_by("-due_at")


@Prepared
def running_of_asker():
    """The clocks that run for the asker, the soonest due first."""
    return clocks().filter(owner=ASKER.id).running().order_by("due_at")[:MOST_SHOWN]


@Prepared
def running_of_team():
    """The clocks that run for one team, the soonest due first."""
    return clocks().filter(team=Parameter("team")).running().order_by("due_at")[:MOST_SHOWN]


@Prepared
def running_of_nobody():
    """The clocks of one team that run for nobody yet, the soonest due first."""
    return clocks().filter(team=Parameter("team"), owner=None).running().order_by("due_at")[:MOST_SHOWN]


def my_running(*, asker, teams, manages):
    """Return the clocks that run for the asker and those of the asker's teams, the soonest due first.

    Of a team's clocks a manager sees all, a worker those that nobody owns: a colleague's work stands in the
    team's worklist. Each is a question of its own, so that the database reads no more than it gives: the
    policies are asked about each row that it looks at, and a team may have ten thousand.
    """
    of_team = running_of_team if manages else running_of_nobody
    found = yield running_of_asker.bind(asker=asker), *(of_team.bind(asker=asker, team=team) for team in teams)
    rows = {row.pk: row for rows in found for row in rows}
    return sorted(rows.values(), key=lambda row: (row.due_at, row.pk))[:MOST_SHOWN]


@Prepared
def missed_of_teams():
    """What was missed of the asker's own and of the asker's teams, for which nobody gave a reason."""
    return missed().filter(Q(owner=ASKER.id) | Q(team__any=Parameter("teams")))[:MOST_SHOWN]


@Prepared
def missed_of_asker():
    """What was missed of the asker's own, and of what nobody in the asker's teams owned."""
    return missed().filter(Q(owner=ASKER.id) | Q(team__any=Parameter("teams"), owner=None))[:MOST_SHOWN]


def my_unexplained(*, asker, teams, at, manages):
    """Return the question what was missed and says no reason yet: all of the teams for a manager."""
    return (missed_of_teams if manages else missed_of_asker).bind(asker=asker, teams=teams, at=at)


@Prepared
def references():
    """The references of contacts."""
    return Contact.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).values_list("pk", "reference")


def names_of_contacts(asker, ids):
    """Return {id: its reference} of contacts, for lists."""
    return dict(references(asker=asker, ids=ids))


@Prepared
def made_by_me():
    """The newest contacts that the asker made."""
    rows = Contact.objects.visible_to(ASKER).filter(referrer=ASKER.id).order_by("-happened_at")
    return rows.only("reference", "happened_at", "state", "outcome", "referrer_told_at")[:MADE_SHOWN]


@Prepared
def letters_to_me():
    """The newest letters sent to the asker."""
    rows = Letter.objects.visible_to(ASKER).filter(reader=ASKER.id).exclude(sent_at=None)
    return rows.order_by("-sent_at").only("sent_at")[:LETTERS_SHOWN]


@Prepared
def escalated_requests():
    """The requests of teams that reminders did not move, the soonest due first."""
    rows = (
        Request.objects.visible_to(ASKER).unanswered().exclude(escalated_at=None).filter(team__any=Parameter("teams"))
    )
    return rows.order_by("due_at").select_related("agency").only("due_at", "agency__name", "agency__phone")[:MOST_SHOWN]


def challenges():
    """The challenges the asker may see, the soonest due first."""
    rows = Challenge.objects.visible_to(ASKER).order_by("due_at")
    return rows.only("raised_at", "state", "answered_at", "due_at")


@Prepared
def my_challenges():
    """The challenges that the asker raised."""
    return challenges().filter(raised_by=ASKER.id)[:MOST_SHOWN]


@Prepared
def challenges_to_answer():
    """The challenges that wait for a senior manager, and the asker's own."""
    return challenges().filter(Q(state="raised") | Q(raised_by=ASKER.id))[:MOST_SHOWN]


def deciding():
    """The running clocks of a decision."""
    return Deadline.objects.visible_to(ASKER).running().filter(clock__in=DECISION_CLOCKS, is_alarm=True)


@Prepared
def board_order():
    """What waits for a decision, urgent first and then by due time: what the board's filters look at."""
    soonest = deciding().filter(subject_id=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    urgency = Case(
        *(When(urgency=value, then=Value(place)) for place, value in enumerate(SOONEST_FIRST)),
        output_field=IntegerField(),
    )
    rows = Contact.objects.visible_to(ASKER).by_grant().waiting().annotate(due_at=Subquery(soonest), place=urgency)
    return rows.order_by("place", "due_at", "happened_at", "pk").values_list(*Waiting._fields)


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
    return deciding().filter(subject_id__any=Parameter("ids")).order_by("-due_at").only(*OF_A_CLOCK[:9])


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
