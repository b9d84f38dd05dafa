"""Child in need plans: start, change, review and end them."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..choices import PlanEnd
from ..models import CountedElsewhere, Plan, PlanOutcome, PlanReview
from ..pathway import EPISODE, PLAN_REVIEW
from .assessing import midday
from .clocks import cancel, london, meet, start_plan_clock
from .sight import check_works

WORDS = ("summary", "family_view", "contingency")


@transaction.atomic
def start_plan(*, episode, by, at, started_on=None, outcomes=(), submission=None, **words):
    """Start a child in need plan and return it.

    ``outcomes`` are (what is to change, how we will know); ``words`` are its summary, family_view, contingency.
    It cannot run beside a child protection plan.
    """
    check_works(episode, by, at)
    started_on = started_on or london(at)
    check_day(started_on, episode.referred_on, at, "A plan cannot start before the referral.")
    if CountedElsewhere.objects.filter(episode=episode, ended_on=None).exists():
        raise StepNotAllowed("The child is on a child protection plan or looked after. One plan holds both.")
    had = Plan.objects.filter(episode=episode, ended_on__gt=started_on)
    if had.exists():
        raise StepNotAllowed("An earlier plan had not ended on that day.")
    made = Plan.of(episode, started_on=started_on, recorded_at=at, recorded_by=by, **words)

    def store(fresh):
        made.save(force_insert=True)
        write_outcomes(fresh, made, outcomes)
        start_plan_clock(episode=fresh, started=midday(started_on), at=at)

    take(
        pathway=EPISODE,
        step="start_plan",
        record=episode,
        by=by,
        at=at,
        change=store,
        happened_at=min(midday(started_on), at),
        submission=submission,
    )
    return Plan.objects.filter(episode=episode, ended_on=None).get()


def check_day(day, first, at, words):
    """Refuse a day before the first possible one, or in the future."""
    if day < first:
        raise StepNotAllowed(words)
    if day > london(at):
        raise StepNotAllowed("The day cannot be in the future.")


def write_outcomes(episode, plan, outcomes):
    """Keep what a plan is to change, in order."""
    first = plan.outcomes.count()
    PlanOutcome.objects.bulk_create(
        PlanOutcome.of(episode, plan=plan, number=first + number, what=what.strip(), measure=measure.strip())
        for number, (what, measure) in enumerate(outcomes, 1)
        if what.strip()
    )


def hold_plan(plan, version=None):
    """Lock a plan and return it as it now is; raises ChangedMeanwhile where it moved on."""
    fresh = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this plan while you were writing.", fresh)
    if fresh.ended_on:
        raise StepNotAllowed("The plan has ended.")
    fresh.version += 1
    return fresh


@transaction.atomic
def change_plan(*, plan, by, at, version=None, outcomes=(), reached=(), submission=None, **words):
    """Change the words of a plan, add outcomes, and note which were reached today; return it."""
    check_works(plan.episode, by, at)
    fresh = hold_plan(plan, version)
    for name in WORDS:
        setattr(fresh, name, words.get(name, getattr(fresh, name)))

    def store(episode):
        fresh.save()
        write_outcomes(episode, fresh, outcomes)
        fresh.outcomes.filter(pk__in=[row.pk for row in reached], reached_on=None).update(reached_on=london(at))

    take(pathway=EPISODE, step="change_plan", record=fresh.episode, by=by, at=at, change=store, submission=submission)
    return fresh


@transaction.atomic
def review_plan(
    *, plan, reviewed_on, took_part, progress, decision, by, at, child_view="", version=None, submission=None
):
    """Keep a review of a plan: the area's interval to the next one runs from the day it was held."""
    check_works(plan.episode, by, at)
    fresh = hold_plan(plan, version)
    check_day(reviewed_on, fresh.started_on, at, "A review cannot come before the plan.")
    made = PlanReview.of(
        fresh.episode,
        plan=fresh,
        reviewed_on=reviewed_on,
        took_part=took_part,
        progress=progress,
        child_view=child_view,
        decision=decision,
        recorded_at=at,
        recorded_by=by,
    )

    def store(episode):
        fresh.save()
        made.save(force_insert=True)
        meet(episode, PLAN_REVIEW, at=min(midday(reviewed_on), at))
        start_plan_clock(episode=episode, started=midday(reviewed_on), at=at)

    take(
        pathway=EPISODE,
        step="review_plan",
        record=fresh.episode,
        by=by,
        at=at,
        change=store,
        happened_at=min(midday(reviewed_on), at),
        note=made.get_decision_display(),
        submission=submission,
    )
    return made


@transaction.atomic
def end_plan(*, plan, reason, by, at, ended_on=None, note="", version=None, submission=None, checks_permission=True):
    """End a plan with the reason; the interval to its next review stops."""
    if checks_permission:
        check_works(plan.episode, by, at)
    fresh = hold_plan(plan, version)
    ended_on = ended_on or london(at)
    check_day(ended_on, fresh.started_on, at, "A plan cannot end before it started.")
    fresh.ended_on, fresh.end_reason, fresh.end_note = ended_on, PlanEnd(reason), note.strip()

    def store(episode):
        fresh.save()
        cancel(episode, PLAN_REVIEW, reason="The plan has ended", at=at)

    take(
        pathway=EPISODE,
        step="end_plan",
        record=fresh.episode,
        by=by,
        at=at,
        change=store,
        happened_at=min(midday(ended_on), at),
        note=PlanEnd(reason).label,
        submission=submission,
        checks_permission=checks_permission,
    )
    return fresh
