"""Asks agencies for the figures they hold: opened, entered, signed off, locked."""

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import printed
from harbourlight.foundations.measures.declarations import ONE_SOURCE
from harbourlight.foundations.measures.entries import Entry, combined, expected, outlier
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions as requests

from ..choices import Missing, Period, RoundState, Source, SubmissionState
from ..models import Round, Submission, SubmittedFigure, Value
from .publish import notice, value_label

QUESTION = "Figures for {month} that your agency holds. Open “Figures asked for”, enter or upload them, and sign off."
PAST = 24
STANDINGS = ("In time", "Late", "Missing", "Waiting")
PARTS = ("numerator", "denominator", "number", "missing", "fewer_than")
FIXED = "This is signed off or locked and cannot be changed."


@transaction.atomic
def open_round(*, area, month, agencies, refs, due_at, by, at, period=Period.MONTH):
    """Ask agencies for figures of a month or quarter; further agencies may be asked later in the same round."""
    held = Round.objects.select_for_update().filter(area=area, period=period, first=month.first).first()
    if held and held.state == RoundState.LOCKED:
        raise StepNotAllowed("This collection is locked.")
    if held is None:
        held = Round(
            area=area, period=period, first=month.first, refs=refs, due_at=due_at, opened_by=by, opened_at=at
        )  # fmt: skip
        held.save(force_insert=True)
    asked_already = set(held.submissions.values_list("agency_id", flat=True))
    wanted = [agency for agency in agencies if agency.pk not in asked_already]
    if not wanted:
        raise StepNotAllowed("These agencies are asked already.")
    question = QUESTION.format(month=f"{month.first:%B %Y}")
    asked = requests.ask(subject=held, agencies=wanted, question=question, due_at=held.due_at, by=by, at=at)
    by_agency = {request.agency_id: request for request in asked}
    Submission.objects.bulk_create(
        Submission(round=held, agency=agency, refs=refs, request=by_agency.get(agency.pk)) for agency in wanted
    )
    held.refs = [*held.refs, *(ref for ref in refs if ref not in held.refs)]
    held.version += 1
    held.save()
    return held


@transaction.atomic
def enter(*, submission, entries, by, at):
    """Keep what an agency gives; outliers are marked and must be explained before it is signed off."""
    fresh = locked(submission, by)
    if fresh.state not in (SubmissionState.WAITING, SubmissionState.STARTED) or fresh.round.state != RoundState.OPEN:
        raise StepNotAllowed(FIXED)
    unasked = [each.ref for each in entries if each.ref not in fresh.refs]
    if unasked:
        raise StepNotAllowed(f"Nobody asked for {', '.join(unasked)}.")
    held = {row.ref: row for row in fresh.figures.select_for_update()}
    for each in entries:
        row = held.get(each.ref) or SubmittedFigure(submission=fresh, ref=each.ref)
        for name in PARTS:
            setattr(row, name, getattr(each, name))
        row.is_outlier, row.explanation = bool(why_strange(fresh, each)), each.explanation
        row.recorded_by, row.recorded_at = by, at
        row.save()
    fresh.state, fresh.entered_by, fresh.entered_at = SubmissionState.STARTED, by, at
    fresh.version += 1
    fresh.save()
    return fresh


def why_strange(submission, one):
    """Say why a figure is far from what the agency gave before, or nothing."""
    return outlier(one.number, past_of(submission, one.ref), registry.INDICATORS[one.ref].unit)


def past_of(submission, ref):
    """Return what an agency gave for an indicator in the months before, the oldest first."""
    rows = SubmittedFigure.objects.filter(
        submission__agency=submission.agency_id, submission__round__area=submission.round.area_id, ref=ref,
        submission__round__period=submission.round.period, submission__round__first__lt=submission.round.first,
    ).order_by("-submission__round__first")  # fmt: skip
    return list(rows.values_list("number", flat=True)[:PAST])[::-1]


def expected_of(submission, ref):
    """Return the range in which figures before lead to expect this one, as printed; nothing without any."""
    unit = registry.INDICATORS[ref].unit
    reach = expected(past_of(submission, ref), unit)
    return f"{printed(reach[0], unit)} to {printed(reach[1], unit)}" if reach else ""


def locked(submission, by):
    """Return a submission fresh and locked; refuse whoever does not work for its agency."""
    fresh = Submission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
    if by.agency_id != fresh.agency_id:
        raise StepNotAllowed("Only the agency that was asked can do this.")
    return fresh


@transaction.atomic
def sign_off(*, submission, by, at, late_reason=""):
    """Hand an agency's figures over: whole, with every outlier explained; a late one says why."""
    fresh = locked(submission, by)
    if fresh.state == SubmissionState.SIGNED_OFF:
        return fresh
    if fresh.state != SubmissionState.STARTED:
        raise StepNotAllowed("Enter the figures first." if fresh.state == SubmissionState.WAITING else FIXED)
    figures = {row.ref: row for row in fresh.figures.all()}
    lacking = [ref for ref in fresh.refs if ref not in figures]
    strange = [ref for ref, row in figures.items() if row.is_outlier and not row.explanation.strip()]
    if lacking:
        raise StepNotAllowed(f"Give a figure, or why there is none, for {', '.join(lacking)}.")
    if strange:
        raise StepNotAllowed(f"Explain what is far from the months before: {', '.join(strange)}.")
    fresh.state, fresh.signed_off_by, fresh.signed_off_at = SubmissionState.SIGNED_OFF, by, at
    fresh.version += 1
    fresh.save()
    answer_request(fresh, by, at, late_reason)
    return fresh


def answer_request(submission, by, at, late_reason):
    """Answer the request that asked for the figures, so that nobody is reminded any more."""
    request = submission.request
    if request is not None and request.state in ("asked", "opened"):
        answer = "The figures are signed off."
        requests.reply(request=request, step="answer", by=by, at=at, answer=answer, late_reason=late_reason)


@transaction.atomic
def send_back(*, submission, reason, by, at):
    """Give signed off figures back to their agency, with what is wrong."""
    fresh = Submission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
    if fresh.state != SubmissionState.SIGNED_OFF or fresh.round.state != RoundState.OPEN:
        raise StepNotAllowed("Only signed off figures of an open collection can be sent back.")
    fresh.state = SubmissionState.STARTED
    fresh.sent_back_by, fresh.sent_back_at, fresh.sent_back_reason = by, at, reason
    fresh.signed_off_by = fresh.signed_off_at = None
    fresh.version += 1
    fresh.save()
    return fresh


@transaction.atomic
def lock(*, round_, by, at):
    """Close a collection and keep its figures as those of the area; what nobody signed off is missing."""
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.state == RoundState.LOCKED:
        return fresh
    fresh.state, fresh.locked_by, fresh.locked_at = RoundState.LOCKED, by, at
    fresh.version += 1
    fresh.save()
    submissions = list(
        fresh.submissions.select_for_update(of=("self",)).select_related("agency").prefetch_related("figures")
    )
    fresh.outcome = [keep(fresh, submissions, ref, by, at) for ref in fresh.refs]
    fresh.save()
    for each in submissions:
        each.state = SubmissionState.LOCKED
        each.version += 1
        each.save()
    notice(area=fresh.area, at=at)
    return fresh


def area_figure(submissions, ref):
    """Return the figure of the area from those of the agencies that were asked for it.

    What agencies hold each for its own children is added up. Of an indicator with one source the figure that was
    signed off first is that of the area, as adding would count the same children twice.
    """
    given = [(each, entry_of(each, ref)) for each in submissions if ref in each.refs]
    if registry.INDICATORS[ref].gathers == ONE_SOURCE:
        told = [pair for pair in given if pair[1].missing != Missing.NOT_ANSWERED]
        first = min(told, key=lambda pair: pair[0].signed_off_at, default=None)
        return first[1] if first else Entry(ref, missing=Missing.NOT_ANSWERED)
    return combined([one for _, one in given], registry.INDICATORS[ref].unit)


def entry_of(submission, ref):
    """Return what an agency gave for an indicator, if it signed it off."""
    rows = {row.ref: row for row in submission.figures.all()} if submission.signed_off_at else {}
    row = rows.get(ref)
    if row is None:
        return Entry(ref, missing=Missing.NOT_ANSWERED)
    return Entry(ref, row.numerator, row.denominator, row.number, row.missing, fewer_than=row.fewer_than)


def keep(round_, submissions, ref, by, at):
    """Keep a collected figure in the place of any other, and return what was taken, what lost and what is missing.

    Where no figure was collected, one of another source stays.
    """
    found = area_figure(submissions, ref)
    lacks = [
        each.agency.name for each in submissions
        if ref in each.refs and entry_of(each, ref).missing == Missing.NOT_ANSWERED
    ]  # fmt: skip
    row = Value.objects.select_for_update().filter(
        area=round_.area, ref=ref, period=round_.period, first=round_.first
    ).first()  # fmt: skip
    other = row is not None and row.source != Source.COLLECTED and (row.number is not None or row.missing)
    held = f"{value_label(row)} ({row.get_source_display()[:1].lower()}{row.get_source_display()[1:]})" if other else ""
    if other and row.number is not None and found.missing == Missing.NOT_ANSWERED:
        return {"ref": ref, "taken": "", "lost": "", "stays": held, "missing": lacks}
    row = row or Value(area=round_.area, ref=ref, period=round_.period, first=round_.first)
    for name in PARTS:
        setattr(row, name, getattr(found, name))
    row.source, row.recorded_by, row.recorded_at = Source.COLLECTED, by, at
    row.save()
    return {"ref": ref, "taken": value_label(row), "lost": held, "stays": "", "missing": lacks}


def standing(submission, at):
    """Say how an agency stands: signed off, in time or late, or missing."""
    due = submission.round.due_at
    if submission.signed_off_at:
        return "In time" if submission.signed_off_at <= due else "Late"
    return "Missing" if at > due else "Waiting"


def collectable():
    """Return the indicators that can be asked for: those that nothing here computes."""
    return [each for each in registry.INDICATORS.values() if not registry.is_computed(each) and not is_made(each)]


def is_made(indicator):
    """Say whether an indicator is a rate of others, and so never asked for."""
    return indicator.unit == "rate_per_10000"


def last_month(at):
    """Return the month before this one."""
    return Month.of(at.astimezone(LONDON).date()).back(1)
