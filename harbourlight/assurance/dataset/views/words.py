"""Commenting on a figure, asking about it, and answering."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.ui import drafts

from ..actions import words
from ..forms import AnswerForm, AskForm, CommentForm, NoteForm
from ..models import Comment, Question
from .places import indicator_of, month_of

MEANWHILE = "Somebody else changed this while you were writing. Nothing of yours is lost."


def page_of(ref, month, area):
    """Return the address of an indicator's page in a month."""
    return f"{reverse('dataset:indicator', args=[ref])}?month={month}&area={area.code}"


def subject_of(area, ref, month):
    """Return an id for the drafts about one indicator of an area in one month."""
    return uuid.uuid5(area.pk, f"{ref} {month}")


@needs("dataset.comment")
def comment(request, ref):
    """Write or change the comment on an indicator in a month."""
    indicator, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    subject = subject_of(area, ref, month)
    rows = Comment.objects.visible_to(request.user).filter(area=area, first=month.first)
    held = rows.filter(ref=ref).first()
    # The words of another row, where a comment was found on the wrong one: offered, and kept only by a person.
    offered = rows.filter(ref=request.GET.get("from", "")).first()
    form = CommentForm(
        request.POST or None,
        initial={"text": (offered or held).text if offered or held else "", "version": held.version if held else 0},
        draft=drafts.offered(request, "dataset_comment", subject),
    )
    meanwhile = None
    if form.is_valid():
        try:
            words.comment(
                area=area, ref=ref, month=month, by=request.user, at=request.moment,
                version=form.version or 0, **form.cleaned_data,
            )  # fmt: skip
        except words.ChangedMeanwhile as change:
            meanwhile = change.row
            form.add_error(None, MEANWHILE)
        else:
            drafts.clear(request, "dataset_comment", subject)
            messages.success(request, "The comment is kept.")
            return redirect(page_of(ref, month, area))
    context = {"indicator": indicator, "area": area, "month": month, "form": form, "meanwhile": meanwhile}
    return render(request, "dataset/comment.html", context | {"back": page_of(ref, month, area)})


@needs("dataset.load")
def note(request, ref):
    """Say how an indicator is counted from a date on."""
    indicator, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    form = NoteForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        words.note(area=area, ref=ref, by=request.user, at=request.moment, **form.cleaned_data)
        messages.success(request, "The note is kept.")
        return redirect(page_of(ref, month, area))
    context = {"indicator": indicator, "area": area, "form": form, "back": page_of(ref, month, area)}
    return render(request, "dataset/note.html", context)


@needs("dataset.ask")
def ask(request, ref):
    """Keep a question asked at a meeting."""
    indicator, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    subject = subject_of(area, ref, month)
    form = AskForm(request.POST or None, moment=request.moment, draft=drafts.offered(request, "dataset_ask", subject))
    if form.is_valid():
        words.ask(
            area=area, ref=ref, month=month, submission=form.submission, by=request.user, at=request.moment,
            **form.cleaned_data,
        )  # fmt: skip
        drafts.clear(request, "dataset_ask", subject)
        messages.success(request, "The question is kept.")
        return redirect(page_of(ref, month, area))
    context = {"indicator": indicator, "area": area, "month": month, "form": form}
    return render(request, "dataset/ask.html", context | {"back": page_of(ref, month, area)})


@needs("dataset.answer")
def answer(request, question_id):
    """Answer a question, or change the answer."""
    question = get_or_404(request, Question.objects.visible_to(request.user), pk=question_id)
    month = Month.of(question.first)
    back = page_of(question.ref, month, question.area)
    form = AnswerForm(
        request.POST or None,
        initial={"text": question.answer, "version": question.version},
        draft=drafts.offered(request, "dataset_answer", question.pk),
    )
    if form.is_valid():
        try:
            words.answer(
                question=question, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
            )
        except words.ChangedMeanwhile as change:
            question = change.row
            form.add_error(None, MEANWHILE)
        else:
            drafts.clear(request, "dataset_answer", question.pk)
            messages.success(request, "The answer is kept.")
            return redirect(back)
    context = {"question": question, "indicator": registry.INDICATORS.get(question.ref), "month": month, "form": form}
    return render(request, "dataset/answer.html", context | {"back": back})
