"""What the front door shows on everybody's first page: ways in, contacts made, letters, challenges, silent agencies."""

from django.db.models import Q
from django.urls import reverse

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.words import day, moment

from ..models import Contact
from .intake import in_words

MOST_SHOWN = 20
LETTERS_SHOWN = MADE_SHOWN = 5
WAYS = (
    ("frontdoor.read", "Hand-over list", "handover"),
    ("frontdoor.screen", "Record a telephone call", "contact_by_phone"),
    ("frontdoor.load", "Load police notifications", "police_upload"),
    ("frontdoor.indicators", "Figures of the front door", "figures"),
    ("frontdoor.contact", "My contacts", "mine"),
)


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


def ways(request):
    """Return the pages of the front door that somebody needs at any moment, as (text, address, no date)."""
    return [
        (text, reverse(f"frontdoor:{name}"), None)
        for permission, text, name in WAYS
        if may(request.user, permission, request.today)
    ]


def made(request):
    """Return the newest contacts that somebody made, each with how far it is."""
    if not may(request.user, "frontdoor.contact", request.today):
        return []
    rows = yield made_by_me.bind(asker=request.user.pk)
    return ("frontdoor/made.html", {"made": [(row, in_words(row)) for row in rows]}) if rows else []


def letters(request):
    """Return the newest letters to somebody, as (text, address, no date)."""
    rows = yield letters_to_me.bind(asker=request.user.pk)
    return [(f"Letter of {day(row.sent_at)}", address_of("frontdoor:letter_sent", row.pk), None) for row in rows]


def challenged(request):
    """Return the challenges that wait for a senior manager, or one's own, as (text, address, the day of the answer)."""
    answers = may(request.user, "frontdoor.answer_challenge", request.today)
    rows = yield (challenges_to_answer if answers else my_challenges).bind(asker=request.user.pk)
    return [
        (
            f"Challenge of {day(row.raised_at)}: {row.get_state_display().lower()}",
            address_of("frontdoor:challenge_answer", row.pk),
            None if row.answered_at else row.due_at,
        )
        for row in rows
    ]


def silent(request):
    """Return what reminders did not move, for the managers who must ring the agency."""
    if not may(request.user, "frontdoor.decide", request.today):
        return []
    teams = [team for team, _ in teams_today(request)]
    rows = yield escalated_requests.bind(asker=request.user.pk, teams=teams)
    return [
        (
            f"{row.agency}{f', {row.agency.phone}' if row.agency.phone else ''}: due {moment(row.due_at)}",
            address_of("requests:answer", row.pk),
            None,
        )
        for row in rows
    ]
