"""The one way in which a page asks something: show the questions, do what they ask for, say so, and go on.

A refusal stands above the questions with everything that was typed. Where somebody else changed the record meanwhile,
both texts are shown with 409 and can be sent again over what is recorded now. What is sent twice has one effect, and
what was typed waits as a draft: ``sending`` and ``drafts`` see to that for every form.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .dates import PartialDate
from .forms import Form
from .refusals import ChangedMeanwhile, Refused
from .words import day, moment

MEANWHILE = "Somebody else changed this while you were writing. Nothing of yours is lost: compare, then send again."


class Question(NamedTuple):
    """What a page that asks says besides its form.

    ``title`` heads it and ``button`` sends it; ``said`` is told after it was done (words, or a function of what was
    done). ``about`` names the child or body and the thing, ``intro`` explains, ``back`` is (address, words) of the
    page it hangs on. ``then`` is where to go, or a function of what was done; without it the record's own page.
    ``warnings`` stand above the questions, and ``reads``, as (title, text), what one may open and read first.
    """

    title: str
    button: str
    said: str | Callable[[Any], str] = "Saved."
    about: str = ""
    intro: str = ""
    back: tuple[str, str] = ("", "")
    then: Any = None
    template: str = "ui/ask.html"
    is_warning: bool = False
    warnings: Sequence[str] = ()
    reads: Sequence[tuple[str, str]] = ()


def ask(
    request: HttpRequest,
    form: Form,
    question: Question,
    do: Callable[[Any], Any],
    *,
    record: Any = None,
    rows: Any = None,
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it asks and go on.

    ``do(form)`` acts, whole or not at all, and returns what it made or changed (or nothing). ``rows`` is a list of
    rows in the same form. ``more`` goes to the template. Answers 409 where somebody else was quicker.
    """
    recorded = None
    if form.is_valid() and (rows is None or rows.is_valid()):
        try:
            with transaction.atomic():
                done = do(form)
        except ChangedMeanwhile as change:
            recorded = recorded_now(form, change.record)
            send_over(form, change.record)
            form.add_error(None, MEANWHILE)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_on(request, question, done, record)
    shown = {"form": form, "rows": rows, "question": question, "record": record, "recorded_now": recorded, **more}
    return render(request, question.template, shown, status=200 if recorded is None else 409)


def go_on(request: HttpRequest, question: Question, done: Any, record: Any) -> HttpResponse:
    """Say what was done and lead on."""
    said = question.said(done) if callable(question.said) else question.said
    if said:
        messages.success(request, said)
    then = question.then(done) if callable(question.then) else question.then
    if then is None:
        then = done if hasattr(done, "get_absolute_url") else record
    return redirect(then)


def recorded_now(form: Form, record: Any) -> list[tuple[str, str]]:
    """Return what is recorded now under each question of a form, as (question, words); the state where none is told."""
    found = [
        (str(field.label), in_words(record, name))
        for name, field in form.fields.items()
        if field.label and hasattr(record, name) and not callable(getattr(record, name))
    ]
    if hasattr(record, "get_state_display"):
        found.append(("Where it stands", record.get_state_display()))
    return found


def in_words(record: Any, name: str) -> str:
    """Return the answer that a record holds under a name, as a person reads it."""
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if value is None or value == "":
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if hasattr(value, "hour"):
        return moment(value)
    return day(value) if hasattr(value, "year") or isinstance(value, PartialDate) else str(value)


def send_over(form: Form, record: Any) -> None:
    """Let a form that came second be sent again over what is recorded now."""
    sent: Any = form.data
    again = sent.copy()  # of several answers to one question all stay, so it is no plain dict
    again["version"] = str(record.version)
    form.data = again
