"""What the questions of screening and deciding begin with."""

from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.people.models import Involvement
from harbourlight.foundations.requests.models import Request

from ..actions.decide import threshold_document_for
from ..models import ContactChild
from ..pathway import CONTACT

ASKED_BY_DEFAULT = (Sector.POLICE, Sector.HEALTH)
USUAL_QUESTION = "What do you know about this child and family, since when, and what worries you or goes well?"


@offers(CONTACT, "rate")
def rating_so_far(request, contact):
    """Begin with how the contact is rated."""
    return {"initial": {"rag": contact.rag, "urgency": contact.urgency}}


@offers(CONTACT, "ask")
def agencies_to_ask(request, contact):
    """Offer the agencies of the area, those usually asked first, and the usual question."""
    agencies = contact.area.agencies.current(request.today).exclude(pk=contact.team.agency_id).distinct()
    usual = usual_agencies(request, contact, agencies)
    first = {"agencies": usual, "question": USUAL_QUESTION}
    return {"agencies": agencies.order_by("name"), "usual": usual, "initial": first}


def usual_agencies(request, contact, agencies):
    """Return the agencies ticked at first: police, health as a partner, and the children's schools."""
    services = Involvement.objects.visible_to(request.user).filter(person_id__in=contact.child_ids, ended_on=None)
    theirs = services.exclude(agency=None).values_list("agency_id", flat=True)
    partners = agencies.filter(sector__in=ASKED_BY_DEFAULT, kind="statutory_partner").values_list("pk", flat=True)
    return [*partners, *theirs]


@offers(CONTACT, "decide")
def what_to_decide_by(request, contact):
    """Offer the tiers of the threshold document of the day, the children and the teams; show what agencies hold."""
    document = threshold_document_for(contact)
    asked = Request.objects.visible_to(request.user).filter(subject_id=contact.pk)
    return {
        "document": document,
        "teams": contact.area.teams.current(request.today),
        "children": list(ContactChild.objects.visible_to(request.user).filter(contact=contact)),
        "template": "frontdoor/decide.html",
        "shown": {"contact": contact, "document": document, "answers": asked.select_related("agency")},
        "done": lambda now: "Decided. Now tell the referrer." if now.can_be_told else "Decided and closed.",
    }
