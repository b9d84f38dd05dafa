"""Figures that other agencies hold: asked for, given on each agency's own pages, and watched by the business unit."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import SHOWN, printed
from harbourlight.foundations.measures.cells import csv_text
from harbourlight.foundations.measures.declarations import Span
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.uploads import say_what_is_left

from ..actions import collect
from ..choices import Missing, RoundState, SubmissionState
from ..forms import COLUMNS, EntryForm, OpenForm, SendBackForm, SignOffForm, UploadForm
from ..models import Round, Submission, SubmittedFigure


def own(request):
    """Return the submissions of the person's own agency."""
    return Submission.objects.visible_to(request.user).of_agency(request.user).select_related("round__area")


def indicators_of(submission):
    """Return the indicators an agency is asked for."""
    return [registry.INDICATORS[ref] for ref in submission.refs if ref in registry.INDICATORS]


@needs("dataset.submit")
def asked(request):
    """List what the person's agency was asked for, the newest first."""
    lines = [(row, collect.standing(row, request.moment)) for row in own(request).order_by("-round__first", "pk")]
    return render(request, "dataset/asked.html", {"lines": lines, "agency": request.user.agency})


def place_of(request, asked):
    """Return where figures that a request asks for are given, or where the business unit watches them."""
    mine = own(request).filter(request=asked.pk).first()
    if mine is not None and may(request.user, "dataset.submit", request.today):
        return reverse("dataset:submission", args=[mine.pk])
    return (
        reverse("dataset:round", args=[asked.subject_id]) if may(request.user, "dataset.collect", request.today) else ""
    )


@needs("dataset.submit")
def submission(request, submission_id):
    """Enter what the agency holds, and see what is still to be explained."""
    record = get_or_404(request, own(request), pk=submission_id)
    held = held_of(request, record)
    form = EntryForm(
        request.POST or None, indicators=indicators_of(record), held=held, strange=strange_of(record, held),
        before=before_of(record),
    )  # fmt: skip
    if form.is_valid():
        try:
            collect.enter(submission=record, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The figures are kept. Nobody has signed them off yet.")
            return redirect("dataset:submission", record.pk)
    is_open = record.state in (SubmissionState.WAITING, SubmissionState.STARTED)
    context = {
        "record": record, "form": form if is_open else None, "lines": lines_of(record, held),
        "standing": collect.standing(record, request.moment), "is_open": is_open,
    }  # fmt: skip
    return render(request, "dataset/submission.html", context)


def held_of(request, record):
    """Return the figures given so far, by reference."""
    rows = SubmittedFigure.objects.visible_to(request.user).filter(submission=record)
    return {row.ref: row for row in rows}


def before_of(record):
    """Return the last 13 figures that an agency gave and what they lead to expect, in words, by reference."""
    found = {}
    for one in indicators_of(record):
        past = [printed(number, one.unit) or "none" for number in collect.past_of(record, one.ref)[-SHOWN:]]
        if past:
            found[one.ref] = (
                f"Your last {len(past)}, the oldest first: {', '.join(past)}. "
                f"Expected: {collect.expected_of(record, one.ref) or 'nothing yet'}."
            )
    return found


def strange_of(record, held):
    """Return why figures are far from those before, by reference."""
    return {ref: collect.why_strange(record, row) for ref, row in held.items() if row.is_outlier}


def lines_of(record, held):
    """Return what was given, as (indicator, figure in words, explanation, whether one is lacking)."""
    found = []
    for one in indicators_of(record):
        row = held.get(one.ref)
        text = "Not given yet" if row is None else figure_words(row)
        lacks = bool(row and row.is_outlier and not row.explanation)
        found.append((one, text, row.explanation if row else "", lacks))
    return found


def figure_words(row):
    """Return a given figure with its parts, or why there is none."""
    if row.fewer_than:
        return f"Fewer than {row.fewer_than}"
    if row.missing:
        return Missing(row.missing).label
    if row.denominator is None:
        return f"{row.number:.0f}"
    return f"{row.numerator:.0f} of {row.denominator:.0f}"


@needs("dataset.submit")
def template(request, submission_id):
    """Give an empty file with the figures that are asked for."""
    record = get_or_404(request, own(request), pk=submission_id)
    rows = [(one.ref, "", "", "", "", "", one.title) for one in indicators_of(record)]
    answer = HttpResponse(csv_text((*COLUMNS, "title"), rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return answer


@needs("dataset.submit")
def upload(request, submission_id):
    """Take the figures from a file: whole, or not at all."""
    record = get_or_404(request, own(request), pk=submission_id)
    form = UploadForm(request.POST or None, request.FILES or None, indicators=indicators_of(record))
    if form.is_valid():
        try:
            collect.enter(
                submission=record, entries=form.cleaned_data["file"], by=request.user, at=request.moment
            )  # fmt: skip
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The file was taken. Nobody has signed the figures off yet.")
            say_what_is_left(request, form.left)
            return redirect("dataset:submission", record.pk)
    return render(request, "dataset/upload.html", {"record": record, "form": form, "columns": COLUMNS})


@needs("dataset.sign_off")
def sign_off(request, submission_id):
    """Hand the agency's figures over."""
    record = get_or_404(request, own(request), pk=submission_id)
    form = SignOffForm(request.POST or None, is_late=request.moment > record.round.due_at)
    if form.is_valid():
        try:
            collect.sign_off(
                submission=record, by=request.user, at=request.moment,
                late_reason=form.cleaned_data.get("late_reason", ""),
            )  # fmt: skip
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The figures are signed off.")
            return redirect("dataset:asked")
    context = {"record": record, "form": form, "lines": lines_of(record, held_of(request, record))}
    return render(request, "dataset/sign_off.html", context)


@needs("dataset.collect")
def rounds(request):
    """List the collections of an area, and how each agency stood in the months that show on a sheet."""
    area = area_of(request)
    rows = Round.objects.visible_to(request.user).filter(area=area).prefetch_related("submissions__round")
    lines = [(row, counts(row, request.moment)) for row in rows.order_by("-first")]
    months = Month.of(request.today).last_of(SHOWN)
    month = months[-1].back(1)
    context = {"area": area, "lines": lines, "agencies": standings(request, area, months), "month": month}
    return render(request, "dataset/rounds.html", context)


def standings(request, area, months):
    """Return how often each agency of an area was in time, late, missing or waited for, by name."""
    begins = months[0].span[0]
    rows = Submission.objects.visible_to(request.user).filter(round__area=area, round__due_at__gte=begins)
    found = {}
    for row in rows.select_related("agency", "round").order_by("agency__name__letters"):
        stood = found.setdefault(row.agency, dict.fromkeys(collect.STANDINGS, 0))
        stood[collect.standing(row, request.moment)] += 1
    return [(agency, list(stood.items())) for agency, stood in found.items()]


@needs("dataset.collect")
def behind(request, ref):
    """List what agencies were asked for that was due in a month, and how each stood: what DS-01 and DS-02 count."""
    measure, area = registry.MEASURES.get(ref), area_of(request)
    if measure is None or measure.address != "dataset:behind":
        raise Http404("No such number")
    month = Month.read(request.GET.get("month"), request.today)
    asked_for = measure.rows(area, Span(month, month, request.moment)).visible_to(request.user)
    rows = asked_for.select_related("agency", "round").order_by("agency__name__letters", "round__due_at")
    lines = [(row, collect.standing(row, request.moment)) for row in rows]
    context = {"measure": measure, "area": area, "month": month, "lines": lines}
    return render(request, "dataset/behind.html", context)


def counts(row, at):
    """Return how many agencies stand how, in words."""
    found = {}
    for each in row.submissions.all():
        words = collect.standing(each, at).lower()
        found[words] = found.get(words, 0) + 1
    return ", ".join(f"{number} {words}" for words, number in sorted(found.items()))


@needs("dataset.collect")
def open_round(request):
    """Ask agencies for figures."""
    area = area_of(request)
    form = OpenForm(
        request.POST or None, moment=request.moment,
        initial={"period": "month", "month": collect.last_month(request.moment)},
        agencies=area.agencies.current(request.today).order_by("name__letters"), indicators=collect.collectable(),
    )  # fmt: skip
    if form.is_valid():
        asked_for = dict(form.cleaned_data)
        due_on = asked_for.pop("due_on")
        due_at = datetime.combine(due_on + timedelta(days=1), time(0), LONDON) - timedelta(minutes=1)
        try:
            made = collect.open_round(area=area, due_at=due_at, by=request.user, at=request.moment, **asked_for)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The agencies are asked.")
            return redirect("dataset:round", made.pk)
    return render(request, "dataset/open_round.html", {"area": area, "form": form})


@needs("dataset.collect")
def round_page(request, round_id):
    """Show how each agency stands, and what it gave."""
    record = get_or_404(request, Round, pk=round_id)
    rows = (
        Submission.objects.visible_to(request.user)
        .filter(round=record)
        .select_related("agency", "signed_off_by", "sent_back_by")
    )
    figures = SubmittedFigure.objects.visible_to(request.user).filter(submission__round=record)
    held = {}
    for row in figures:
        held.setdefault(row.submission_id, {})[row.ref] = row
    lines = []
    for row in rows.order_by("agency__name__letters"):
        row.round = record
        lines.append((row, collect.standing(row, request.moment), lines_of(row, held.get(row.pk, {}))))
    agencies = [row for row, _, _ in lines]
    context = {
        "record": record, "lines": lines, "is_open": record.state == RoundState.OPEN, "agencies": agencies,
        "beside": [(one, [side(row, held.get(row.pk, {}).get(one.ref), one.ref) for row in agencies])
                   for one in indicators_of(record)],
    }  # fmt: skip
    return render(request, "dataset/round.html", context)


def side(submission, row, ref):
    """Return what one agency gave for an indicator, what was expected of it, and whether it lies outside."""
    if ref not in submission.refs:
        return {"text": "Not asked", "expected": "", "is_outlier": False}
    return {
        "text": "Not given yet" if row is None else figure_words(row), "expected": collect.expected_of(submission, ref),
        "is_outlier": bool(row and row.is_outlier),
    }  # fmt: skip


@require_POST
@needs("dataset.collect")
def lock(request, round_id):
    """Close a collection; its figures become those of the area."""
    record = get_or_404(request, Round, pk=round_id)
    collect.lock(round_=record, by=request.user, at=request.moment)
    messages.success(request, "The collection is locked, and its figures stand in the dataset.")
    return redirect("dataset:round", record.pk)


@needs("dataset.collect")
def send_back(request, submission_id):
    """Give figures back to their agency."""
    record = get_or_404(request, Submission.objects.visible_to(request.user).select_related("agency"), pk=submission_id)
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        try:
            collect.send_back(submission=record, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The figures went back.")
            return redirect("dataset:round", record.round_id)
    return render(request, "dataset/send_back.html", {"record": record, "form": form})
