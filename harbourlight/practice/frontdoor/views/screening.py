"""What the questions of screening and deciding begin with."""

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Involvement
from harbourlight.foundations.requests.choices import USUAL, AnswerWithin
from harbourlight.foundations.requests.models import Request

from ..actions.ask import whom_to_look_up
from ..actions.decide import threshold_document_for
from ..actions.family import children_on_file
from ..actions.joining import about_the_same
from ..choices import Rag, Urgency, Worry
from ..models import ContactChild
from ..pathway import CONTACT

MOST_OFFERED = 20
ASKED_BY_DEFAULT = (Sector.POLICE, Sector.HEALTH)
USUAL_QUESTION = "What do you know about this child and family, since when, and what worries you or goes well?"


@offers(CONTACT, "rate")
def rating_so_far(request, contact):
    """Begin with how the contact is rated."""
    return {"initial": {"rag": contact.rag, "urgency": contact.urgency}}


@offers(CONTACT, "correct_receipt")
def receipt_so_far(request, contact):
    """Begin with when the contact is recorded to have been received."""
    return {"initial": {"to": contact.happened_at}}


@offers(CONTACT, "join")
def to_join_with(request, contact):
    """Offer the waiting contacts about the same family."""
    others = list(about_the_same(contact, request.user)[:MOST_OFFERED])
    if not others:
        raise StepNotAllowed("No other contact about this family waits for a decision.")
    write_readings(request, {child for row in others for child in row.child_ids}, Verb.LISTED)
    return {"others": others}


@offers(CONTACT, "ask")
def agencies_to_ask(request, contact):
    """Offer the agencies of the area, those usually asked first, the usual question, why, and whom to look up."""
    agencies = contact.area.agencies.current(request.today).exclude(pk=contact.team.agency_id).distinct()
    usual = usual_agencies(request, contact, agencies)
    worries = ", ".join(worries_of(contact))
    first = {
        "agencies": usual, "question": USUAL_QUESTION, "why": f"Worries: {worries.lower()}" if worries else "",
        "whom": whom_to_look_up(contact=contact, reader=request.user),
        "within": AnswerWithin.SAME_DAY.value if cannot_wait(contact) else USUAL.value,
    }  # fmt: skip
    return {"agencies": agencies.order_by("name__letters"), "usual": usual, "initial": first}


def worries_of(contact):
    """Return the worries of a contact in words."""
    return [Worry(value).label for value in contact.worries if value in Worry]


def cannot_wait(contact):
    """Say whether a contact is red or a child may be in danger now: then agencies answer today."""
    return contact.rag == Rag.RED or contact.urgency == Urgency.IMMEDIATE


def usual_agencies(request, contact, agencies):
    """Return the agencies ticked at first: police, health as a partner, and the children's schools."""
    services = Involvement.objects.visible_to(request.user).filter(person_id__in=contact.child_ids, ended_on=None)
    theirs = services.exclude(agency=None).values_list("agency_id", flat=True)
    partners = agencies.filter(sector__in=ASKED_BY_DEFAULT, kind="statutory_partner").values_list("pk", flat=True)
    return [*partners, *theirs]


def born_and_named(person):
    """Return a child with the year of birth, as a search tells of them."""
    year = person.born_on.year if person.born_on else person.birth_year
    return f"{person}, born {year}" if year else str(person)


@offers(CONTACT, "decide")
def what_to_decide_by(request, contact):
    """Offer the tiers of the threshold document of the day, the children and the teams; show what agencies hold."""
    document = threshold_document_for(contact)
    on_file = children_on_file(contact=contact, reader=request.user)
    write_readings(request, [person.pk for person in on_file], Verb.FOUND)
    asked = Request.objects.visible_to(request.user).filter(subject_id=contact.pk)
    return {
        "document": document,
        "teams": contact.area.teams.current(request.today),
        "children": list(ContactChild.objects.visible_to(request.user).filter(contact=contact)),
        "on_file": [(str(person.pk), f"{born_and_named(person)}, {words}") for person, words in on_file.items()],
        "template": "frontdoor/decide.html",
        "shown": {"contact": contact, "document": document, "answers": asked.select_related("agency")},
        "done": lambda now: "Decided. Now tell the referrer." if now.can_be_told else "Decided and closed.",
    }
