"""The pages of question sets and of answers: read, print, fill in elsewhere, read a second time, settle."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.measures.cells import csv_text
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import drafts
from harbourlight.foundations.ui.uploads import say_what_is_left

from . import actions
from .choices import Reader
from .comparing import Pair, agreement
from .declarations import PURPOSES, Question, QuestionSet
from .forms import AnswersForm, BringForm, ReaderForm, SettleForm
from .installed import library
from .library import UnknownSet
from .models import Answer, Answering
from .paper import paper_form
from .scoring import Given, asked_of, score
from .sheets import dictionary, read_sheet, sheet
from .uses import Use, use_of

MOST_FAULTS = 20
SECOND_WITHIN = 20  # working days that what was graded stays open to its second reader


Who = Callable[[Answering, Use], bool]


class Request(HttpRequest):
    """A request of somebody who is signed in, with its moment and day."""

    user: Professional
    moment: datetime
    today: date


def set_or_404(key: str, version: str) -> QuestionSet:
    """Return a version of a set."""
    try:
        return library().load(key, version)
    except UnknownSet as trouble:
        raise Http404(str(trouble)) from None


@needs("signed in")
def question_sets(request: Request) -> HttpResponse:
    """List every version of every set."""
    rows = [(each, PURPOSES[each.purpose], each.is_in_force(request.today)) for each in library().all()]
    return render(request, "questionnaires/sets.html", {"rows": rows})


@needs("signed in")
def question_set(request: Request, key: str, version: str) -> HttpResponse:
    """Show a set as a kind of setting is asked it."""
    found = set_or_404(key, version)
    kind = kind_of(request, found)
    parts = [
        (part, [(each, each.words_for(kind)) for each in part.questions if shown(each, kind)]) for part in found.parts
    ]
    shown_set = {"set": found, "purpose": PURPOSES[found.purpose], "kind": kind, "parts": parts}
    return render(request, "questionnaires/set.html", shown_set)


def shown(question: Question, kind: str) -> bool:
    """Say whether a question is shown: all of them where no kind is chosen."""
    return not kind or question.concerns(kind, {question.for_flag})


def kind_of(request: Request, found: QuestionSet) -> str:
    """Return the kind of setting that the address names."""
    kind = request.GET.get("kind", "")
    if kind and kind not in found.kinds:
        raise Http404("No such kind")
    return kind


@needs("signed in")
def paper(request: Request, key: str, version: str) -> HttpResponse:
    """Give the paper form of a set."""
    found = set_or_404(key, version)
    answer = HttpResponse(paper_form(found, kind_of(request, found)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.key}.pdf"'
    return answer


@needs("signed in")
def blank_sheet(request: Request, key: str, version: str) -> HttpResponse:
    """Give a set as a table to fill in."""
    found = set_or_404(key, version)
    return as_csv(sheet(found, {}, kind_of(request, found), found.flags), found.key)


@needs("signed in")
def key_to_sheet(request: Request, key: str, version: str) -> HttpResponse:
    """Give what each key and code of a set means."""
    return as_csv(dictionary(set_or_404(key, version)), f"{key}-key")


def as_csv(rows: Sequence[Sequence[str]], name: str) -> HttpResponse:
    """Return a table as a file; no cell of it runs as a formula."""
    text = csv_text(rows[0], rows[1:])
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def found_or_404(request: Request, answering_id: Any, who: Who) -> tuple[Answering, Use]:
    """Return an answering that this person may see, for whoever ``who`` names; else 404 as for one that is not."""
    rows = Answering.objects.visible_to(request.user).select_related("area", "agency", "answerer", "second_reader")
    record = get_or_404(request, rows, pk=answering_id)
    use = use_of(record.set_key)
    if use is None or not who(record, use):
        raise Http404("Nothing here, or not for you")
    return record, use


def answers_it(request: Request) -> Who:
    """Return who answers: the answerer, with the permission of the room."""
    return lambda record, use: (
        record.answerer_id == request.user.pk and may(request.user, use.may_answer, request.today)
    )


def reads_second(request: Request) -> Who:
    """Return who reads a second time: the reader who was named, with the permission of the room."""
    return lambda record, use: (
        bool(use.may_second)
        and record.second_reader_id == request.user.pk
        and may(request.user, use.may_second, request.today)
    )


def reads(request: Request) -> Who:
    """Return who reads the answers: the answerer and the second reader."""
    return lambda record, use: answers_it(request)(record, use) or reads_second(request)(record, use)


def given_by(request: Request, record: Answering, *readers: Reader) -> dict[str, Given]:
    """Return the answers of some readers that this person may see."""
    found: dict[str, Given] = (
        Answer.objects.visible_to(request.user).filter(answering=record, reader__in=readers).by_key()
    )
    return found


@needs("signed in")
def answers(request: Request, answering_id: Any) -> HttpResponse:
    """Show answers with what they come to, and the second reader's beside the first."""
    record, use = found_or_404(request, answering_id, reads(request))
    first, second, settled = (given_by(request, record, reader) for reader in Reader)
    found = record.question_set
    rows = [
        [question.asks, *(in_words(question, given.get(question.key)) for given in (first, second, settled))]
        for question in asked_of(found, first or second, record.kind)
    ]
    both = [Pair(key, first[key].code, second[key].code) for key in first if key in second]
    told = {
        "record": record, "set": found, "rows": rows, "scored": score(found, settled_over(first, settled), record.kind),
        "agreement": agreement(found.scales[found.score.scale], both) if both and found.score.scale else None,
        "is_answerer": record.answerer_id == request.user.pk, "may_second": bool(use.may_second),
        "room": reverse(use.address, args=[record.pk]) if use.address else "",
        "differing": actions.differing(record) if record.second_signed_at else [],
    }  # fmt: skip
    return render(request, "questionnaires/answers.html", told)


def settled_over(first: dict[str, Given], settled: dict[str, Given]) -> dict[str, Given]:
    """Return what was settled in the place of what the first reader answered."""
    return first | settled


def in_words(question: Question, given: Given | None) -> str:
    """Return an answer in words: its label and comment."""
    if given is None:
        return ""
    labels = [choice.label for choice in question.scale.choices if choice.code in given.code.split()]
    return ". ".join(filter(None, [", ".join(labels), given.comment, given.reason]))


@needs("signed in")
def answers_sheet(request: Request, answering_id: Any) -> HttpResponse:
    """Give the answers as a table."""
    record, _ = found_or_404(request, answering_id, answers_it(request))
    write_readings(request, record.child_ids, Verb.EXPORTED)
    given = given_by(request, record, Reader.FIRST)
    return as_csv(sheet(record.question_set, given, record.kind), record.set_key)


@needs("signed in")
def bring(request: Request, answering_id: Any) -> HttpResponse:
    """Bring in a table that was filled in elsewhere; nothing is signed by it."""
    record, use = found_or_404(request, answering_id, answers_it(request))
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given, faults = read_sheet(record.question_set, form.cleaned_data["file"])
        if not faults and record.signed_at:
            faults = ["This was signed already."]
        if not faults:
            actions.give(answering=record, answers=given, by=request.user, at=request.moment)
            messages.success(request, f"{len(given)} answers brought in. Nothing is signed yet.")
            say_what_is_left(request, form.cleaned_data["file"].left)
            return redirect(reverse(use.address or "questionnaires:answers", args=[record.pk]))
        for fault in faults[:MOST_FAULTS]:
            form.add_error("file", fault)
    return render(request, "questionnaires/bring.html", {"form": form, "record": record})


@needs("signed in")
def name_second(request: Request, answering_id: Any) -> HttpResponse:
    """Ask somebody of another agency to read the same thing a second time."""
    record, use = found_or_404(request, answering_id, answers_it(request))
    if not use.may_second:
        raise Http404("Nobody reads this a second time")
    people = actions.readers_for(record, PERMISSIONS[use.may_second] or (), request.today)
    form = ReaderForm(request.POST or None, people=people)
    if form.is_valid():
        reader, until = form.cleaned_data["reader"], end_of_working_day(request.moment, SECOND_WITHIN)
        try:
            actions.name_second_reader(answering=record, reader=reader, until=until, by=request.user, at=request.moment)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{reader} reads it a second time, without seeing your answers.")
            return redirect("questionnaires:answers", record.pk)
    return render(request, "questionnaires/ask.html", {"form": form, "record": record, "title": "Second reader"})


@needs("signed in")
def second(request: Request, answering_id: Any) -> HttpResponse:
    """Answer the same questions as a second reader, blind."""
    record, use = found_or_404(request, answering_id, reads_second(request))
    questions = asked_of(record.question_set, given_by(request, record, Reader.SECOND), record.kind)
    form = AnswersForm(
        request.POST or None, questions=questions, kind=record.kind, whole=True,
        draft=drafts.offered(request, "questionnaires_second", record.pk),
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.sign_second(answering=record, answers=form.answers, by=request.user, at=request.moment)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "questionnaires_second", record.pk)
            messages.success(request, "Your answers are signed. You may now see the first reader’s.")
            return redirect("questionnaires:answers", record.pk)
    room = reverse(use.address, args=[record.pk]) if use.address else ""
    shown = {"form": form, "record": record, "title": "Second reading", "room": room}
    return render(request, "questionnaires/ask.html", shown)


@needs("signed in")
def settle(request: Request, answering_id: Any) -> HttpResponse:
    """Settle where the readers differ; the second reader writes what both agreed."""
    record, _ = found_or_404(request, answering_id, reads_second(request))
    keys = actions.differing(record) if record.second_signed_at and not record.settled_at else []
    questions = [question for question in record.question_set if question.key in keys]
    form = SettleForm(
        request.POST or None, questions=questions, whole=True,
        draft=drafts.offered(request, "questionnaires_settle", record.pk),
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.settle(answering=record, answers=form.answers, by=request.user, at=request.moment)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "questionnaires_settle", record.pk)
            messages.success(request, "Settled. Both first answers are kept.")
            return redirect("questionnaires:answers", record.pk)
    return render(request, "questionnaires/ask.html", {"form": form, "record": record, "title": "Settle"})
