"""Putting right a date that was recorded wrongly: the clocks move, what was recorded stays in the history."""

from datetime import date, datetime

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import AssessmentKind, AssessmentState
from ..models import Assessment, Correction, Episode, Plan, PlanReview, Visit
from ..pathway import EPISODE, PLAN_REVIEW, REVIEW_POINT
from .again import records_of, remember_again
from .assessing import count_days, midday
from .clocks import LAW, cancel, due_of, kind_of, london, running, start_assessment_clocks, start_plan_clock
from .sight import check_works

# What can be put right, and what a page calls it.
DATES = {
    (Episode, "referred_at"): "Referral received",
    (Episode, "closed_on"): "Episode closed",
    (Assessment, "started_on"): "Assessment started",
    (Assessment, "completed_at"): "Assessment finished",
    (Plan, "started_on"): "Plan started",
    (Plan, "ended_on"): "Plan ended",
    (PlanReview, "reviewed_on"): "Plan reviewed",
    (Visit, "happened_at"): "Visit",
}


def day(value):
    """Return the London date of a date or moment."""
    return london(value) if isinstance(value, datetime) else value


@transaction.atomic
def correct_date(*, record, field, to, reason, by, at, submission=None):
    """Put a date of an episode, or of something in it, right, with the reason; clocks that counted from it move.

    ``to`` is a date or a moment; where only the date is known, a moment is its midday. The old deadline is
    cancelled with the reason and a new one stands in its place, met where the old one was. Returns the record.
    """
    what = DATES.get((type(record), field))
    fresh = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    episode = fresh if isinstance(fresh, Episode) else fresh.episode
    check_works(episode, by, at)
    was = getattr(fresh, field)
    if what is None or was is None:
        raise StepNotAllowed("There is no such date to put right.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the date was wrong.")
    now = moment_of(to, at) if isinstance(was, datetime) else to
    if day(now) > london(at):
        raise StepNotAllowed("The day cannot be in the future.")
    if day(now) == day(was):
        raise StepNotAllowed("That is the date already recorded.")
    setattr(fresh, field, now)
    kept = Correction.of(
        episode,
        what=what,
        was=day(was).isoformat(),
        now=day(now).isoformat(),
        reason=reason.strip(),
        corrected_by=by,
        corrected_at=at,
    )

    def store(locked):
        if fresh.pk == locked.pk:
            setattr(locked, field, now)
            locked.save()
        else:
            fresh.save()
        check_order(locked)
        move_clocks(locked, fresh, field, was, f"{what}: {reason.strip()}", at)
        kept.save(force_insert=True)

    take(
        pathway=EPISODE,
        step="correct",
        record=episode,
        by=by,
        at=at,
        change=store,
        submission=submission,
        note=f"{what}: {day(was):%d/%m/%Y} becomes {day(now):%d/%m/%Y}. {reason.strip()}",
    )
    remember_again(episode.person_id)
    return type(record).objects.get(pk=record.pk)


def moment_of(to, at):
    """Return a moment; of a date its midday in London, and of today no later than now."""
    if isinstance(to, datetime):
        return to
    return min(midday(to), at) if to == london(at) else midday(to)


def check_order(episode):
    """Refuse dates that would stand in an impossible order."""
    first, last = episode.referred_on, episode.closed_on or date.max
    if first > last:
        raise StepNotAllowed("The episode would end before it began.")
    pairs = [
        (row.started_on, row.completed_on) for row in Assessment.objects.filter(episode=episode)
    ] + [(row.started_on, row.ended_on) for row in Plan.objects.filter(episode=episode)]  # fmt: skip
    for start, finish in pairs:
        if not first <= start <= (finish or last) or (finish and finish > last):
            raise StepNotAllowed("The dates would contradict each other: look at the referral, the start and the end.")
    check_neighbours(episode, first, last)


def check_neighbours(episode, first, last):
    """Refuse dates by which two episodes of a child would overlap."""
    for other in Episode.objects.of_people(records_of(episode.person_id)).exclude(pk=episode.pk):
        if first < (other.closed_on or date.max) and other.referred_on < last:
            raise StepNotAllowed("The episode would overlap another episode of this child.")


def move_clocks(episode, record, field, was, reason, at):
    """Move the clocks that count from a date that changed."""
    if field == "referred_at":
        move_first(episode, was, reason, at)
    elif isinstance(record, Assessment) and field == "started_on" and not record.is_first:
        if record.kind != AssessmentKind.CORE:
            count_from(episode, record, midday(was), midday(record.started_on), reason, at)
    elif field == "completed_at":
        count_days(record, record.completed_at)
        record.save()
        counted = episode.referred_at if record.is_first else midday(record.counted_from_on)
        restart(episode, record, counted, counted, reason, at)
        move_core(episode, record, was, reason, at)
    elif isinstance(record, (Plan, PlanReview)) and field != "ended_on":
        move_plan_clock(episode, reason, at)


def move_first(episode, was, reason, at):
    """Move the first assessment of an episode, or the clock of the one that is still to start."""
    first = Assessment.objects.filter(episode=episode, is_first=True).exclude(state=AssessmentState.STOPPED).first()
    if first:
        first.kind = kind_of(episode.referred_at)
    count_from(episode, first, was, episode.referred_at, reason, at)


def count_from(episode, assessment, was, now, reason, at):
    """Count an assessment from another moment, and its clock with it."""
    if assessment:
        assessment.counted_from_on = london(now)
        assessment.due_on = due_of(now, is_core=assessment.kind == AssessmentKind.CORE)
        if assessment.completed_at:
            count_days(assessment, assessment.completed_at)
        assessment.save()
    restart(episode, assessment, was, now, reason, at)


def restart(episode, assessment, was, now, reason, at):
    """Cancel the clocks of an assessment that counted from one moment, and run them from another."""
    is_core = bool(assessment) and assessment.kind == AssessmentKind.CORE
    old = law_of(episode, was, is_core)
    Deadline.objects.filter(pk__in=[row.pk for row in old]).update(cancelled_at=at, cancel_reason=reason[:200])
    points = list(running(episode, REVIEW_POINT).values_list("clock", flat=True))
    cancel(episode, REVIEW_POINT, reason=reason, at=at)
    finished = assessment.completed_at if assessment else None
    if not (old or episode.is_open):
        return
    start_assessment_clocks(episode=episode, started=now, at=at, is_core=is_core, points=points)
    if finished:
        Deadline.objects.running().filter(subject_id=episode.pk, clock__in=LAW, started_at=now).update(met_at=finished)


def law_of(episode, started, is_core):
    """Return the standing deadlines in law of an assessment that counts from a moment."""
    rows = Deadline.objects.filter(subject_id=episode.pk, clock__in=LAW, cancelled_at=None)
    return [
        row for row in rows
        if london(row.started_at) == london(started) and (row.clock == LAW[-1]) == is_core
    ]  # fmt: skip


def move_core(episode, record, was, reason, at):
    """Move the core assessment of the old rules, which counts from the end of the initial one."""
    core = Assessment.objects.filter(episode=episode, kind=AssessmentKind.CORE).first()
    if core and record.kind == AssessmentKind.INITIAL:
        core.started_on = record.completed_on
        count_from(episode, core, was, record.completed_at, reason, at)


def move_plan_clock(episode, reason, at):
    """Run the area's interval to the next review from the last review, or from the start of the plan."""
    plan = Plan.objects.filter(episode=episode, ended_on=None).first()
    if plan is None:
        return
    last = plan.reviews.order_by("reviewed_on").last()
    cancel(episode, PLAN_REVIEW, reason=reason, at=at)
    start_plan_clock(episode=episode, started=midday(last.reviewed_on if last else plan.started_on), at=at)
