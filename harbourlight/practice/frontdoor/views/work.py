"""My work, the team's worklist, and the reasons for what was late."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.actions import explain_breach
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request

from ..forms.screening import BreachForm
from ..models import Contact

MOST_SHOWN = 20
ON_A_PAGE = 50
ADDRESSES = {"frontdoor.contact": "frontdoor:contact", "actions.challenge": "frontdoor:challenge_answer"}


def my_teams(request):
    """Return the ids of the teams the person sits in today."""
    return [membership.team_id for membership in request.user.memberships.current(request.today)]


def mine(request, only_teams=False):
    """Return the deadlines that the person owns, or that belong to the person's teams."""
    whose = Q(team__in=my_teams(request))
    if not only_teams:
        whose |= Q(owner=request.user)
    return Deadline.objects.visible_to(request.user).filter(whose, is_alarm=True)


def unexplained(request):
    """Return the person's deadlines that were missed and say no reason yet, the newest first."""
    late = Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lt=request.moment)
    return mine(request).filter(late, cancelled_at=None, breach_reason="").order_by("-due_at")


def lines_of(request, deadlines):
    """Return (deadline, what it is about, its address) for each deadline, and log the listing."""
    deadlines = list(deadlines)
    ids = [row.subject_id for row in deadlines if row.subject_kind == "frontdoor.contact"]
    names = dict(Contact.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", "reference"))
    write_readings(request, {child for row in deadlines for child in row.child_ids}, Verb.LISTED)
    return [(row, names.get(row.subject_id, ""), address_of(row)) for row in deadlines]


def address_of(deadline):
    """Return the address of what a deadline is about, or an empty string."""
    name = ADDRESSES.get(deadline.subject_kind)
    return reverse(name, args=[deadline.subject_id]) if name else ""


@needs("signed in")
def home(request):
    """Show what is due, what is late, and who waits for this person."""
    if not may(request.user, "frontdoor.contact", request.today):
        return render(request, "frontdoor/home_figures.html")
    person = request.user
    running = mine(request).running().select_related("owner", "team").order_by("due_at")[:MOST_SHOWN]
    letters = Letter.objects.visible_to(person).filter(reader=person).exclude(sent_at=None)
    context = {
        "due": lines_of(request, running),
        "breaches": lines_of(request, unexplained(request)[:MOST_SHOWN]),
        "requests": waiting_requests(request),
        "made": list(Contact.objects.visible_to(person).filter(referrer=person).order_by("-happened_at")[:MOST_SHOWN]),
        "letters": list(letters.order_by("-sent_at")[:5]),
        "challenges": challenges_of(request),
        "escalated": escalated_requests(request),
    }
    return render(request, "frontdoor/home.html", context)


def waiting_requests(request):
    """Return the requests that wait for the person's agency, the soonest due first."""
    if not may(request.user, "requests.answer", request.today):
        return []
    rows = Request.objects.visible_to(request.user).unanswered().filter(agency=request.user.agency)
    return [(row, row.is_late(request.moment)) for row in rows.order_by("due_at")[:MOST_SHOWN]]


def escalated_requests(request):
    """Return the requests that reminders did not move, for the managers who must ring the agency."""
    if not may(request.user, "frontdoor.decide", request.today):
        return []
    rows = Request.objects.visible_to(request.user).unanswered().exclude(escalated_at=None)
    return list(rows.filter(team__in=my_teams(request)).select_related("agency").order_by("due_at")[:MOST_SHOWN])


def challenges_of(request):
    """Return the challenges that wait for a senior manager, or the person's own."""
    rows = Challenge.objects.visible_to(request.user).order_by("due_at")
    if may(request.user, "frontdoor.answer_challenge", request.today):
        return list(rows.filter(Q(state="raised") | Q(raised_by=request.user))[:MOST_SHOWN])
    return list(rows.filter(raised_by=request.user)[:MOST_SHOWN])


@needs("frontdoor.contact")
def team(request):
    """List everything that runs for the person's teams, the soonest due first."""
    rows = mine(request, only_teams=True).running().select_related("owner", "team").order_by("due_at", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "frontdoor/team.html", {"page": page, "lines": lines_of(request, page)})


@needs("frontdoor.contact")
def breach(request, deadline_id):
    """Say why something was late."""
    late = get_or_404(request, mine(request), pk=deadline_id)
    form = BreachForm(request.POST or None, initial={"reason": late.breach_reason})
    if form.is_valid():
        try:
            explain_breach(deadline=late, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "The reason was kept.")
            return redirect("frontdoor:home")
    return render(request, "frontdoor/breach.html", {"late": late, "form": form})
