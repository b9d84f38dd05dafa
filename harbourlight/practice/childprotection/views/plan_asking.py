"""What the pages of plans that ask something have in common: find, ask, do once, show."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.ui import drafts

from ..models import ProtectionPlan
from .asking import not_ours, works_on

PLAN_WITH = ("person", "area", "team", "episode", "key_worker__agency")


def plan_or_404(request, protectionplan_id):
    """Return a plan that this person may see."""
    return get_or_404(
        request, ProtectionPlan.objects.visible_to(request.user).select_related(*PLAN_WITH), pk=protectionplan_id
    )


def was_taken(request, record, submission):
    """Say whether these same answers were sent before and had their effect."""
    if submission is None:
        return False
    return StepTaken.objects.visible_to(request.user).filter(subject_id=record.pk, submission=submission).exists()


def asked(request, form_class, *, key, record, **options):
    """Return a form of a class, with the drafts of whoever asks and the request's moment."""
    draft = drafts.offered(request, key, record.pk)
    return form_class(request.POST or None, draft=draft, moment=request.moment, **options)


def answered(request, *, form, key, record, about, do, said, title, button, then=None, of=None, **more):
    """Show a form about a record, or do what it asks and go on to the record (or ``then``).

    ``do(form)`` acts; a refusal stands above the form. Whoever writes at the same time as somebody else is told,
    and sees both texts: nothing is lost. ``about`` is the line under the heading.
    ``of`` is the plan in which only those write who work with the child.
    """
    if of is not None and not works_on(request, of):
        return not_ours(request, of, title)
    theirs = None
    if form.is_valid():
        try:
            done = None if was_taken(request, record, form.submission) else do(form)
        except ChangedMeanwhile as change:
            theirs = texts_of(form, change.record)
            send_over(form, change.record)
            form.add_error(None, "Somebody else changed this while you were writing. Nothing of yours is lost.")
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, key, record.pk)
            messages.success(request, said)
            return redirect(where(then, done, record))
    context = {
        "form": form,
        "record": record,
        "about": about,
        "title": title,
        "button": button,
        "theirs": theirs,
        **more,
    }
    return render(request, "childprotection/plan_ask.html", context, status=409 if theirs is not None else 200)


def where(then, done, record):
    """Return where to go: the place told, or what a function makes of what was done; else the record."""
    if callable(then):
        return record if done is None else then(done)
    return then or record


def texts_of(form, record):
    """Return what is recorded now under each question of a form, as (question, text)."""
    found = []
    for name, field in form.fields.items():
        value = getattr(record, name, None)
        if field.label and value:
            display = getattr(record, f"get_{name}_display", None)
            found.append((field.label, display() if display else value))
    return found


def send_over(form, record):
    """Let a form that came second be sent again over what is recorded now."""
    form.data = form.data.copy()
    form.data["version"] = str(record.version)
