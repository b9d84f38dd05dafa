"""Challenging the decision on a contact, and answering."""

from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.forms import AnswerChallengeForm, ChallengeForm
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.people import naming
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.asker import Question, ask

from ..actions import challenge as challenging
from ..models import Contact
from ..pathway import CONTACT

ANSWER = "frontdoor.answer_challenge"


@needs("frontdoor.challenge")
def challenge(request, contact_id):
    """Challenge the decision on a contact."""
    record = get_or_404(request, Contact, pk=contact_id)
    reads = may(request.user, "frontdoor.read", request.today)
    back = (record.get_absolute_url(), "Contact")
    question = Question(
        title="Challenge the decision", button="Send the challenge", about=f"Contact {record.reference}",
        intro="A senior manager answers within two working days. The answer, and what changes, are kept.",
        said="A senior manager will answer you within two working days.", then="today:today",
        back=back if reads else (address_of("frontdoor:mine_contact", record.pk), "My contact"),
    )  # fmt: skip
    return ask(
        request, ChallengeForm(request.POST or None), question,
        lambda form: challenging.challenge(contact=record, by=request.user, at=request.moment, **form.cleaned_data),
    )  # fmt: skip


@needs(ANSWER)
def challenges(request):
    """List the challenges that wait for an answer, the soonest due first, and the last answered."""
    rows = Challenge.objects.visible_to(request.user).select_related("raised_by", "raising_agency")
    waiting = list(rows.filter(state="raised").order_by("due_at"))
    answered = list(rows.exclude(state="raised").order_by("-answered_at")[:50])
    write_readings(request, {child for row in waiting + answered for child in row.child_ids}, Verb.LISTED)
    names = naming.children_of(request, waiting + answered)
    lines = [(row, names[row.pk], row.due_at < request.moment) for row in waiting]
    told = [(row, names[row.pk]) for row in answered]
    return render(request, "frontdoor/challenges.html", {"waiting": lines, "answered": told})


def contact_of(request, raised):
    """Return the contact that was challenged; its raiser reads the answer even without sight of the contact."""
    if raised.raised_by_id == request.user.pk:
        return Contact.objects.visible_to(request.user).filter(pk=raised.subject_id).first()
    return pages.find(request, CONTACT, raised.subject_id)


@needs("frontdoor.challenge")
def challenge_answer(request, challenge_id):
    """Read a challenge; a senior manager answers it, and whoever raised it reads the answer."""
    seen = Challenge.objects.visible_to(request.user).select_related("raised_by", "answered_by")
    raised = get_or_404(request, seen, pk=challenge_id)
    is_raiser = raised.raised_by_id == request.user.pk
    may_answer = not is_raiser and may(request.user, ANSWER, request.today)
    if not (may_answer or is_raiser or may(request.user, "frontdoor.read", request.today)):
        return redirect("today:today")
    shown = {"raised": raised, "contact": contact_of(request, raised)}
    if not may_answer or raised.state != "raised":
        return render(request, "frontdoor/challenge_answer.html", shown)
    form = AnswerChallengeForm(request.POST or None, initial={"version": raised.version})
    question = Question(
        title="Challenge to a decision", button="Answer", said="Your answer was recorded.",
        then="frontdoor:challenges", template="frontdoor/challenge_answer.html",
    )  # fmt: skip

    def answer(form):
        return challenging.answer_challenge(
            challenge=raised, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        )  # fmt: skip

    return ask(request, form, question, answer, record=raised, **shown)
