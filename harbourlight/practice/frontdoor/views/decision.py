"""Deciding a contact, telling people, and challenging the decision."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.forms import AnswerChallengeForm, ChallengeForm
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.models import BY_PEOPLE, Letter
from harbourlight.foundations.documents.reading_age import PLAIN_ENOUGH, reading_age
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people import naming
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui import drafts

from ..actions import challenge as challenging
from ..actions import decide as deciding
from ..actions import letters as writing
from ..forms.decision import DecideForm, LetterForm
from ..models import Contact, ContactAdult, ContactChild
from .contact import contact_or_404

LETTER_KINDS = ("referrer", "parents")


@needs("frontdoor.decide")
def decide(request, contact_id):
    """Decide a contact; whoever comes second sees both decisions and loses nothing."""
    record = contact_or_404(request, contact_id)
    children = list(ContactChild.objects.visible_to(request.user).filter(contact=record))
    document = deciding.threshold_document_for(record)
    draft = drafts.offered(request, "contact_decide", record.pk)
    form = DecideForm(
        request.POST or None,
        initial={"version": record.version},
        draft=draft,
        document=document,
        teams=record.area.teams.current(request.today),
        children=children,
    )
    meanwhile = None
    if form.is_valid():
        try:
            deciding.decide(
                contact=record,
                by=request.user,
                at=request.moment,
                version=form.version,
                submission=form.submission,
                **form.decision,
            )
        except ChangedMeanwhile as change:
            meanwhile = change.record
            form.add_error(None, "Somebody else changed this contact while you were writing. Nothing of yours is lost.")
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "contact_decide", record.pk)
            messages.success(request, "Decided. Now tell the referrer.")
            return redirect(record)
    context = {
        "contact": record,
        "children": children,
        "document": document,
        "answers": Request.objects.visible_to(request.user).filter(subject_id=record.pk).select_related("agency"),
        "form": form,
        "meanwhile": meanwhile,
    }
    return render(request, "frontdoor/decide.html", context, status=409 if meanwhile else 200)


@needs("frontdoor.screen")
def letter(request, contact_id, kind):
    """Write a letter about the decision, see its reading age, and send it."""
    if kind not in LETTER_KINDS:
        raise Http404("No such letter")
    record = contact_or_404(request, contact_id)
    reads_here = kind == "referrer" and record.referrer_id is not None
    draft = drafts.offered(request, f"letter_{kind}", record.pk)
    try:
        writing.check_kind(record, kind)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(record)
    first = words_so_far(request, record, kind) | {"told_on": request.today, "told_by": request.user.name}
    form = LetterForm(request.POST or None, initial=first, reads_here=reads_here, draft=draft, moment=request.moment)
    if form.is_valid():
        try:
            done = save_or_send(request, record, kind, form)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, f"letter_{kind}", record.pk)
            return done
    age = reading_age(form["body"].value() or "")
    context = {"contact": record, "kind": kind, "form": form, "age": age, "plain_enough": PLAIN_ENOUGH}
    return render(request, "frontdoor/letter.html", context)


def words_so_far(request, record, kind):
    """Return the words of the letter that waits, or the first words for the outcome."""
    waiting = Letter.objects.visible_to(request.user).filter(subject_id=record.pk, kind=kind, sent_at=None).first()
    if waiting:
        return {name: getattr(waiting, name) for name in ("heading", "to_name", "to_address", "body")}
    adults = ContactAdult.objects.visible_to(request.user).filter(contact=record)
    children = ContactChild.objects.visible_to(request.user).filter(contact=record)
    return writing.first_words(record, kind, request.user, adults, children)


def save_or_send(request, record, kind, form):
    """Keep the letter, and send it where the person pressed so; return where to go."""
    answers = dict(form.cleaned_data)
    way = {name: answers.pop(name) for name in ("channel", "told_on", "told_by")}
    kept = writing.write_letter(contact=record, kind=kind, by=request.user, at=request.moment, **answers)
    if "send" not in request.POST:
        messages.success(request, "Saved. Nothing was sent yet.")
        return redirect("frontdoor:letter", record.pk, kind)
    writing.send_letter(
        contact=record,
        letter=kept,
        **way,
        by=request.user,
        at=request.moment,
        submission=form.submission,
    )
    messages.success(request, "The letter was sent and stamped.")
    return redirect("frontdoor:letter_sent", kept.pk) if way["channel"] in BY_PEOPLE else redirect(record)


@needs("frontdoor.contact")
def letter_sent(request, letter_id):
    """Show a letter as it was sent, to its reader or to those who see the record; it prints as a letter."""
    seen = Letter.objects.visible_to(request.user).select_related("sent_by")
    sent = get_or_404(request, seen, pk=letter_id)
    return render(request, "frontdoor/letter_sent.html", {"letter": sent})


@needs("frontdoor.contact")
def letter_print(request, letter_id):
    """Show a letter that was sent as a sheet to print; what is not sent was not checked, so it is not printed."""
    seen = Letter.objects.visible_to(request.user).exclude(sent_at=None).select_related("sent_by__agency")
    sent = get_or_404(request, seen, pk=letter_id)
    write_readings(request, sent.child_ids, Verb.EXPORTED)
    return render(request, "frontdoor/letter_print.html", {"letter": sent})


@needs("frontdoor.challenge")
def challenge(request, contact_id):
    """Challenge the decision on a contact."""
    record = get_or_404(request, Contact, pk=contact_id)
    draft = drafts.offered(request, "contact_challenge", record.pk)
    form = ChallengeForm(request.POST or None, draft=draft)
    if form.is_valid():
        try:
            challenging.challenge(contact=record, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "contact_challenge", record.pk)
            messages.success(request, "A senior manager will answer you within two working days.")
            return redirect("today:today")
    return render(request, "frontdoor/challenge.html", {"contact": record, "form": form})


@needs("frontdoor.answer_challenge")
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
    return contact_or_404(request, raised.subject_id)


@needs("frontdoor.challenge")
def challenge_answer(request, challenge_id):
    """Read a challenge; a senior manager answers it, and whoever raised it reads the answer."""
    seen = Challenge.objects.visible_to(request.user).select_related("raised_by", "answered_by")
    raised = get_or_404(request, seen, pk=challenge_id)
    may_answer = (
        may(request.user, "frontdoor.answer_challenge", request.today) and raised.raised_by_id != request.user.pk
    )
    if (
        not may_answer
        and raised.raised_by_id != request.user.pk
        and not may(request.user, "frontdoor.read", request.today)
    ):
        return redirect("today:today")
    record = contact_of(request, raised)
    form = None
    if may_answer and raised.state == "raised":
        draft = drafts.offered(request, "challenge_answer", raised.pk)
        form = AnswerChallengeForm(request.POST or None, initial={"version": raised.version}, draft=draft)
    if form and form.is_valid():
        try:
            challenging.answer_challenge(
                challenge=raised,
                by=request.user,
                at=request.moment,
                version=form.version,
                submission=form.submission,
                **form.cleaned_data,
            )
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "challenge_answer", raised.pk)
            messages.success(request, "Your answer was recorded.")
            return redirect("frontdoor:challenges")
    return render(request, "frontdoor/challenge_answer.html", {"raised": raised, "contact": record, "form": form})
