"""Telling the front door: the form of those who are signed in, the telephone form, and one's own contacts."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.notices.duty import whom_to_ring
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import drafts
from harbourlight.foundations.ui.dates import PartialDate

from .. import actions
from ..choices import Source, Urgency
from ..forms.intake import AdultRows, ChildRows, IntakeForm, PhoneForm
from ..models import Contact, ContactChild
from ..pathway import CONTACT

RECEIVED = "contacts_received"
KIND_OF_SECTOR = {
    "police": "6", "education": "2A", "early_years": "2B", "health": "3F", "council": "5B", "probation": "7",
}  # fmt: skip


def bound(request, form_class, draft, **options):
    """Return the form of a contact with its rows of children and adults, bound where something was sent."""
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, draft=draft, moment=request.moment, **options)
    rows = {"draft": draft, "moment": request.moment}
    form.rows = (ChildRows(sent, prefix="children", **rows), AdultRows(sent, prefix="adults", **rows))
    return form


def person_told(model, answers):
    """Return one row of the form as the person it tells of."""
    birth = answers.pop("birth", None) or PartialDate(0)
    if birth.day:
        return model(**answers, born_on=date(*birth))
    return model(**answers, birth_year=birth.year or None, birth_month=birth.month)


def received(request, form, **referrer):
    """Receive what a good form says and return the contact, or None where it could not be received."""
    children, adults = form.rows
    told = {name: answer for name, answer in form.told.items() if name != "are_siblings"}
    try:
        return actions.receive(
            by=request.user if request.user.is_authenticated else None,
            at=request.moment,
            submission=form.submission,
            children=[person_told(actions.ReportedChild, answers) for answers in children.answers],
            adults=[
                person_told(actions.ReportedAdult, {**answers, "relation": answers["relation"] or "household"})
                for answers in adults.answers
            ],
            are_siblings=form.cleaned_data["are_siblings"] is not False,
            **{"happened_at": request.moment, **told, **referrer},
        )
    except StepNotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None


def shown(request, page, form):
    """Return the page of the form."""
    children, adults = form.rows
    return render(request, page, {"form": form, "children": children, "adults": adults})


@needs("frontdoor.contact")
def contact_new(request):
    """Tell the front door about a child or a family."""
    user, draft = request.user, drafts.offered(request, "contact")
    areas = actions.areas_that_receive(request.today, user.agency)
    form = bound(request, IntakeForm, draft, areas=areas)
    contact = form.is_valid() and received(
        request, form, source=Source.WEB, referrer=user, referrer_name=user.name, referrer_job=user.job_title,
        referrer_kind=KIND_OF_SECTOR.get(user.agency.sector, "8"), referrer_agency=user.agency,
        referrer_email=user.email, referrer_phone=user.phone,
    )  # fmt: skip
    if contact:
        drafts.clear(request, "contact")
        return to_received(request, contact)
    return shown(request, "frontdoor/intake_new.html", form)


@needs("frontdoor.screen")
def contact_by_phone(request):
    """Type in what somebody tells the hub by telephone."""
    draft = drafts.offered(request, "phone")
    areas = actions.areas_that_receive(request.today, request.user.agency)
    agencies = actions.agencies_of(areas, request.today)
    form = bound(request, PhoneForm, draft, areas=areas, agencies=agencies, initial={"happened_at": request.moment})
    contact = form.is_valid() and received(request, form, source=Source.PHONE)
    if contact:
        drafts.clear(request, "phone")
        return to_received(request, contact)
    return shown(request, "frontdoor/intake_phone.html", form)


def to_received(request, contact):
    """Remember the reference for the page that follows, which asks no record: a hidden child looks as any other."""
    shown_before = list(request.session.get(RECEIVED, {}).items())[-9:]
    answer = remembered(contact, request.moment)
    request.session[RECEIVED] = {**dict(shown_before), str(contact.id): answer}
    return redirect("frontdoor:contact_received", contact.id)


@needs("frontdoor.contact")
def contact_received(request, contact_id):
    """Say that the contact arrived, its reference, and what happens by when."""
    answer = request.session.get(RECEIVED, {}).get(str(contact_id))
    if answer is None:
        raise Http404("Nothing here, or not for you")
    return render(request, "frontdoor/intake_received.html", read_answer(answer) | {"contact_id": contact_id})


def remembered(contact, at):
    """Return what a session remembers of a contact that was sent: nothing that tells who it is about.

    Of a child who may be in danger now, also who is on duty: they were told, and ringing them is quicker.
    """
    due = actions.decision_due(contact)
    return {
        "reference": contact.reference,
        "due": due.isoformat() if due else "",
        "phone": contact.team.phone if contact.team else "",
        "ring": whom_to_ring(contact.area_id, at) if contact.urgency == Urgency.IMMEDIATE else [],
    }


def read_answer(answer):
    """Return what a session remembers of a contact, with its due day as a date."""
    return answer | {"due": date.fromisoformat(answer["due"]) if answer["due"] else None}


@needs("frontdoor.contact")
def mine(request):
    """List the contacts that this person made."""
    contacts = list(
        Contact.objects.visible_to(request.user).filter(referrer=request.user).order_by("-happened_at")[:200]
    )
    people = {person_id for contact in contacts for person_id in contact.child_ids}
    write_readings(request, sorted(people), Verb.LISTED)
    told: dict = {}
    children = ContactChild.objects.visible_to(request.user).filter(contact__in=contacts).order_by("pk")
    for contact, name in children.values_list("contact", "reported_name"):
        told.setdefault(contact, []).append(name)
    rows = [(contact, ", ".join(told.get(contact.pk, ())), in_words(contact)) for contact in contacts]
    return render(request, "frontdoor/mine.html", {"rows": rows})


@needs("frontdoor.contact")
def mine_contact(request, contact_id):
    """Show how far one of this person's contacts is, and the letters to them; nothing else."""
    contact = get_or_404(request, Contact, pk=contact_id, referrer=request.user)
    letters = Letter.objects.visible_to(request.user).filter(
        subject_id=contact.id, kind="referrer", reader=request.user, sent_at__isnull=False
    )
    return render(
        request,
        "frontdoor/mine_contact.html",
        {
            "contact": contact, "status": in_words(contact), "letters": list(letters.order_by("sent_at")),
            "due": actions.decision_due(contact), "is_told": contact.referrer_told_at is not None,
        },
    )  # fmt: skip


def in_words(contact):
    """Return how far a contact is, in words for its referrer: a decision shows only once they were told."""
    if contact.state == "decided" and contact.referrer_told_at is None:
        return CONTACT.states["screening"]
    return contact.get_outcome_display() if contact.referrer_told_at else CONTACT.states[contact.state]
