"""What the front door shows on everybody's first page: urgent contacts, those one made, letters, challenges."""

from django.db.models import Q

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.words import day

from ..choices import Rag, Urgency
from ..models import Contact, ContactChild
from .intake import in_words

MOST_SHOWN = 20
LETTERS_SHOWN = MADE_SHOWN = 5
MOST_URGENT = 10
SHORT = 12  # words of the referrer


@Prepared
def made_by_me():
    """The newest contacts that the asker made."""
    rows = Contact.objects.visible_to(ASKER).filter(referrer=ASKER.id).order_by("-happened_at")
    return rows.only("reference", "child_ids", "happened_at", "state", "outcome", "referrer_told_at")[:MADE_SHOWN]


@Prepared
def letters_to_me():
    """The newest letters sent to the asker."""
    rows = Letter.objects.visible_to(ASKER).filter(reader=ASKER.id).exclude(sent_at=None)
    return rows.order_by("-sent_at").only("sent_at", "heading", "child_ids")[:LETTERS_SHOWN]


@Prepared
def escalated_requests():
    """The requests of teams that reminders did not move, the soonest due first."""
    rows = (
        Request.objects.visible_to(ASKER).unanswered().exclude(escalated_at=None).filter(team__any=Parameter("teams"))
    )
    return (
        rows.order_by("due_at")
        .select_related("agency")
        .only("due_at", "subject_kind", "child_ids", "agency__name", "agency__phone")[:MOST_SHOWN]
    )


def challenges():
    """The challenges the asker may see, the soonest due first."""
    rows = Challenge.objects.visible_to(ASKER).order_by("due_at")
    return rows.only("subject_kind", "child_ids", "raised_at", "state", "answered_at", "due_at")


@Prepared
def my_challenges():
    """The challenges that the asker raised."""
    return challenges().filter(raised_by=ASKER.id)[:MOST_SHOWN]


@Prepared
def challenges_to_answer():
    """The challenges that wait for a senior manager, and the asker's own."""
    return challenges().filter(Q(state="raised") | Q(raised_by=ASKER.id))[:MOST_SHOWN]


@Prepared
def urgent_contacts():
    """The contacts of some teams that are red or marked urgent and wait for a decision, the oldest first."""
    pressing = Q(rag=Rag.RED) | Q(urgency=Urgency.IMMEDIATE)
    rows = Contact.objects.visible_to(ASKER).waiting().filter(pressing, team__any=Parameter("teams"))
    return (
        rows.order_by("happened_at")
        .select_related("owner", "referrer_agency")
        .only("reference", "happened_at", "child_ids", "what_happened", "rag", "owner__name", "referrer_agency__name")[
            :MOST_URGENT
        ]
    )


@Prepared
def names_told():
    """What the referrers of contacts called their children."""
    rows = ContactChild.objects.visible_to(ASKER).filter(contact__any=Parameter("ids")).order_by("pk")
    return rows.values_list("contact", "reported_name")


def in_few_words(text):
    """Return the first words of what a referrer wrote."""
    some = text.split()
    return " ".join(some[:SHORT]) + (" …" if len(some) > SHORT else "")


def urgent(request):
    """Return what is red or marked urgent and waits for the person's teams, for those who screen or decide."""
    if not may(request.user, "frontdoor.screen", request.today):
        return []
    teams = [team for team, _ in teams_today(request)]
    rows = yield urgent_contacts.bind(asker=request.user.pk, teams=teams)
    return [
        Item(
            what=in_few_words(row.what_happened), href=row.get_absolute_url(), children=tuple(row.child_ids),
            about=row.reference, since=row.happened_at, part="urgent",
            note=f"{row.referrer_agency or 'No agency'}; {f'with {row.owner}' if row.owner else 'nobody has taken it'}",
        )
        for row in rows
    ]  # fmt: skip


def made(request):
    """Return what became of the newest contacts that somebody made."""
    if not may(request.user, "frontdoor.contact", request.today):
        return []
    rows = yield made_by_me.bind(asker=request.user.pk)
    told = (yield names_told.bind(asker=request.user.pk, ids=[row.pk for row in rows])) if rows else []
    return [
        Item(
            what=f"Your contact: {in_words(row).lower()}", href=address_of("frontdoor:mine_contact", row.pk),
            children=tuple(row.child_ids), by=row.happened_at, button="Read", part="outcomes", note=row.reference,
            about=", ".join(name for contact, name in told if contact == row.pk) or row.reference,
        )
        for row in rows
    ]  # fmt: skip


def letters(request):
    """Return the newest letters to somebody."""
    rows = yield letters_to_me.bind(asker=request.user.pk)
    return [
        Item(
            what="A letter to you", href=address_of("frontdoor:letter_sent", row.pk), children=tuple(row.child_ids),
            about=row.heading, by=row.sent_at, button="Read", part="outcomes",
        )
        for row in rows
    ]  # fmt: skip


def challenged(request):
    """Return the challenges that wait for a senior manager, and what became of one's own."""
    answers = may(request.user, "frontdoor.answer_challenge", request.today)
    rows = yield (challenges_to_answer if answers else my_challenges).bind(asker=request.user.pk)
    names = subjects.names_of(rows, asker=request.user.pk)
    return [
        Item(
            what="Answer the challenge to a decision" if row.state == "raised" and answers else
            f"Your challenge to a decision: {row.get_state_display().lower()}",
            href=address_of("frontdoor:challenge_answer", row.pk), children=tuple(row.child_ids),
            about=names.get(row.subject_id) or f"Your challenge of {day(row.raised_at)}",
            by=row.answered_at or row.due_at,
            button="Answer" if row.state == "raised" and answers else "Read",
            part="" if row.state == "raised" and answers else "waiting" if row.state == "raised" else "outcomes",
        )
        for row in rows
    ]  # fmt: skip


def silent(request):
    """Return what reminders did not move, for the managers who must ring the agency."""
    if not may(request.user, "frontdoor.decide", request.today):
        return []
    teams = [team for team, _ in teams_today(request)]
    rows = yield escalated_requests.bind(asker=request.user.pk, teams=teams)
    return [
        Item(
            what=f"Ring {row.agency}: two reminders had no answer", href=address_of("requests:answer", row.pk),
            children=tuple(row.child_ids), about=subjects.words_of(row.subject_kind), by=row.due_at,
            note=row.agency.phone,
        )
        for row in rows
    ]  # fmt: skip


def find(request, words):
    """Return the contacts of a reference, ours or the sender's own, as (text, address, what it is)."""
    if not may(request.user, "frontdoor.read", request.today):
        return []
    number = words.strip()
    rows = Contact.objects.visible_to(request.user).filter(
        Q(reference__iexact=number) | Q(external_reference__iexact=number)
    )
    return [(row.reference, row.get_absolute_url(), "Contact") for row in rows[:MOST_SHOWN]]
