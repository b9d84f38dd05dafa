"""Letters about a decision: written, read for how plain they are, sent, printed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.documents.models import BY_PEOPLE, Letter
from harbourlight.foundations.documents.reading_age import PLAIN_ENOUGH, reading_age
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.asker import Question, ask

from ..actions import letters as writing
from ..forms.decision import LetterForm
from ..models import ContactAdult, ContactChild
from ..pathway import CONTACT

LETTER_KINDS = ("referrer", "parents")


@needs("frontdoor.screen")
def letter(request, contact_id, kind):
    """Write a letter about the decision, see its reading age, and send it."""
    if kind not in LETTER_KINDS:
        raise Http404("No such letter")
    record = pages.find(request, CONTACT, contact_id)
    try:
        writing.check_kind(record, kind)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(record)
    first = words_so_far(request, record, kind) | {"told_on": request.today, "told_by": request.user.name}
    reads_here = kind == "referrer" and record.referrer_id is not None
    form = LetterForm(request.POST or None, initial=first, reads_here=reads_here, moment=request.moment)
    sends = "send" in request.POST
    question = Question(
        title=f"Letter to the {kind}", button="Send", about=f"Contact {record.reference}",
        back=(record.get_absolute_url(), "Contact"), template="frontdoor/letter.html",
        said="The letter was sent and stamped." if sends else "Saved. Nothing was sent yet.",
        then=lambda kept: way_on(record, kept) if sends else redirect("frontdoor:letter", record.pk, kind).url,
    )  # fmt: skip
    age = reading_age(form["body"].value() or "")
    return ask(request, form, question, lambda form: save_or_send(request, record, kind, form), record=record,
               age=age, plain_enough=PLAIN_ENOUGH)  # fmt: skip


def way_on(record, kept):
    """Return where a letter that was sent leads: to the sheet to print, where people take it to its reader."""
    return redirect("frontdoor:letter_sent", kept.pk).url if kept.channel in BY_PEOPLE else record


def words_so_far(request, record, kind):
    """Return the words of the letter that waits, or the first words for the outcome."""
    waiting = Letter.objects.visible_to(request.user).filter(subject_id=record.pk, kind=kind, sent_at=None).first()
    if waiting:
        return {name: getattr(waiting, name) for name in ("heading", "to_name", "to_address", "body")}
    adults = ContactAdult.objects.visible_to(request.user).filter(contact=record)
    children = ContactChild.objects.visible_to(request.user).filter(contact=record)
    return writing.first_words(record, kind, request.user, adults, children)


def save_or_send(request, record, kind, form):
    """Keep the letter, and send it where the person pressed so; return it."""
    answers = dict(form.cleaned_data)
    way = {name: answers.pop(name) for name in ("channel", "told_on", "told_by")}
    kept = writing.write_letter(contact=record, kind=kind, by=request.user, at=request.moment, **answers)
    if "send" not in request.POST:
        return kept
    return writing.send_letter(
        contact=record, letter=kept, by=request.user, at=request.moment, submission=form.submission, **way
    )  # fmt: skip


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
