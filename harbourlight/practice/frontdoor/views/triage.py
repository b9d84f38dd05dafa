"""Triage of many police notices on one page: rate, open, decide and hand on several at once."""

from django.urls import reverse

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways import several
from harbourlight.foundations.people.models import name_of
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.words import moment

from ..actions.decide import decide, threshold_document_for
from ..actions.police_notices import counted
from ..actions.screen import rate, take_contact
from ..choices import Outcome, PoliceGrade, Rag, Source
from ..forms.triage import HAND_ON, NO_ACTION, OPEN, RATE, TriageForm
from ..models import Contact
from . import queue

SHOWN = 400  # characters of what happened
GRADES = ("", *PoliceGrade.values)
STANDARD = "Standard risk, or not graded"


@needs("frontdoor.screen")
def triage(request):
    """List the police notices that wait, the graver ones first, and do one thing with all that are ticked."""
    rows = waiting_notices(request)
    contacts = list(rows[: several.MOST])
    write_readings(request, {child for contact in contacts for child in contact.child_ids}, Verb.LISTED)
    area = contacts[0].area if contacts else area_of(request)
    form = TriageForm(
        request.POST or None, items=items_of(request, contacts), teams=area.teams.current(request.today),
        document=threshold_document_for(contacts[0]) if contacts else None,
        decides=may(request.user, "frontdoor.decide", request.today),
    )  # fmt: skip
    question = Question(
        title="Police notices to triage", button="Do this with all I ticked", said="", then="frontdoor:triage",
        back=(reverse("frontdoor:board"), "Screening board"), template="pathways/several.html",
    )  # fmt: skip

    def do(form):
        verb = verb_of(form.cleaned_data)
        results = several.act_on_each(
            form.cleaned_data["chosen"], rows, verb, by=request.user, at=request.moment, submission=form.submission
        )
        several.keep(request, results)

    nothing = "" if contacts else "No police notice waits that is open to you."
    return ask(request, form, question, do, results=several.kept(request) if request.method == "GET" else [],
               nothing=nothing)  # fmt: skip


def waiting_notices(request):
    """Return the police notices that wait for the person's hub teams, or all they may see where they sit in none."""
    teams = [team for team, kind in teams_today(request) if kind == TeamKind.MASH]
    rows = Contact.objects.visible_to(request.user).by_grant().waiting()
    rows = rows.filter(source=Source.POLICE, same_event_as=None)
    rows = rows.filter(team__in=teams) if teams else rows
    return rows.select_related("area", "owner").order_by("happened_at")


def items_of(request, contacts):
    """Return the notices as the list shows them: the children, the grade, how many of the family in a year."""
    children = {}
    for contact, *name in queue.children_of(asker=request.user.pk, ids=[contact.pk for contact in contacts]):
        children.setdefault(contact, []).append(name_of(*name))
    numbers = counted(contacts, request.user) if contacts else {}
    grave = sorted(filter(is_grave, contacts), key=lambda each: GRADES.index(each.police_grade), reverse=True)
    return [
        several.Item(
            contact,
            f"{', '.join(children.get(contact.pk, ()))}: {contact.get_police_grade_display() or 'not graded'}"
            f", {in_order(len(numbers[contact.pk]) + 1)} notice of this family in a year",
            f"{contact.reference}, {moment(contact.happened_at)}. {standing(contact)}{contact.what_happened[:SHOWN]}",
            "" if is_grave(contact) else STANDARD,
        )
        for contact in [*grave, *(contact for contact in contacts if not is_grave(contact))]
    ]


def is_grave(contact):
    """Say whether a notice stands open in the list: graded above standard by the police, or rated red by the hub."""
    return contact.police_grade in (PoliceGrade.MEDIUM, PoliceGrade.HIGH) or contact.rag == Rag.RED


def in_order(number):
    """Return a number as a place in a row: "1st", "2nd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def standing(contact):
    """Return how a notice is rated and whose it is, for the list."""
    parts = [contact.get_rag_display()] if contact.rag != Rag.NONE else []
    return "".join(f"{part}. " for part in (*parts, *([str(contact.owner)] if contact.owner else [])))


def verb_of(answers):
    """Return what is done with each notice: a function that says what was done."""

    def act(contact, **told):
        what = answers["what"]
        if what == RATE:
            rated = rate(contact=contact, rag=answers["rag"], urgency=contact.urgency, **told)
            return f"Rated {rated.get_rag_display().lower()}"
        if what == OPEN:
            take_contact(contact=contact, **told)
            return "Yours now"
        outcome = Outcome.NO_ACTION if what == NO_ACTION else answers["outcome"]
        done = decide(
            contact=contact, outcome=outcome, rationale=answers["rationale"], tier=answers.get("tier") or "",
            team=answers["takes_on"] if what == HAND_ON else None, **told,
        )  # fmt: skip
        return f"Decided: {done.get_outcome_display()}"

    return act
