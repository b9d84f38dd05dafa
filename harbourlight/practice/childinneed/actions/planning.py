"""Child in need plans: start, change, review and end them; and the times in which another plan holds the child."""

from django.db import transaction

from harbourlight.foundations.actions import actions as tracked
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.pathways.works import day_of

from ..choices import Elsewhere, PlanEnd
from ..models import CountedElsewhere, Plan, PlanOutcome, PlanReview
from ..pathway import EPISODE

WORDS = ("summary", "family_view", "contingency")
ENDS_PLAN = {Elsewhere.PROTECTION: PlanEnd.PROTECTION, Elsewhere.LOOKED_AFTER: PlanEnd.LOOKED_AFTER}


@does(EPISODE, "start_plan")
def start_plan(episode, *, by, at, started_on=None, outcomes=(), **words):
    """Start a child in need plan and return it.

    ``outcomes`` are dicts of ``what`` is to change and its ``measure``; ``words`` are its summary, family_view,
    contingency. It cannot run beside a child protection plan.
    """
    started_on = started_on or day_of(at)
    check_day(started_on, episode.referred_on, at, "A plan cannot start before the referral.")
    if CountedElsewhere.objects.filter(episode=episode, ended_on=None).exists():
        raise StepNotAllowed("The child is on a child protection plan or looked after. One plan holds both.")
    if Plan.objects.filter(episode=episode, ended_on__gt=started_on).exists():
        raise StepNotAllowed("An earlier plan had not ended on that day.")
    made = Plan.of(episode, started_on=started_on, recorded_at=at, recorded_by=by, **words)
    made.save(force_insert=True)
    write_outcomes(made, outcomes)
    return Entry(made=made, happened_at=min(as_moment(started_on), at))


def check_day(day, first, at, words):
    """Refuse a day before the first possible one, or in the future."""
    if day < first:
        raise StepNotAllowed(words)
    if day > day_of(at):
        raise StepNotAllowed("The day cannot be in the future.")


def write_outcomes(plan, outcomes):
    """Keep what a plan is to change, in order."""
    first = plan.outcomes.count()
    PlanOutcome.objects.bulk_create(
        PlanOutcome.of(plan.episode, plan=plan, number=first + number, what=told["what"].strip(),
                       measure=told["measure"].strip())
        for number, told in enumerate(outcomes, 1)
        if told["what"].strip()
    )  # fmt: skip


@does(EPISODE, "give_action")
def give_action(plan, *, by, at, **told):
    """Give somebody, of any agency or of the family, something to do for the plan."""
    tracked.give_action(source=plan, by=by, at=at, team=plan.episode.team, **told)
    return Entry(is_beside=True)


@does(EPISODE, "change_plan")
def change_plan(plan, *, by, at, outcomes=(), reached=(), **words):
    """Change the words of a plan, add outcomes, and note which (by their ids) were reached today; return it."""
    for name in WORDS:
        setattr(plan, name, words.get(name, getattr(plan, name)))
    write_outcomes(plan, outcomes)
    plan.outcomes.filter(pk__in=reached, reached_on=None).update(reached_on=day_of(at))


@does(EPISODE, "review_plan")
def review_plan(plan, *, reviewed_on, by, at, **told):
    """Keep a review of a plan: the area's interval to the next one runs from the day it was held."""
    check_day(reviewed_on, plan.started_on, at, "A review cannot come before the plan.")
    made = PlanReview.of(
        plan.episode, plan=plan, reviewed_on=reviewed_on, recorded_at=at, recorded_by=by, **told
    )  # fmt: skip
    made.save(force_insert=True)
    return Entry(note=made.get_decision_display(), happened_at=min(as_moment(reviewed_on), at))


@does(EPISODE, "end_plan")
def end_plan(plan, *, reason, by, at, ended_on=None, note=""):
    """End a plan with the reason; the interval to its next review stops."""
    ended_on = ended_on or day_of(at)
    check_day(ended_on, plan.started_on, at, "A plan cannot end before it started.")
    plan.ended_on, plan.end_reason, plan.end_note = ended_on, PlanEnd(reason), note.strip()
    when = min(as_moment(ended_on), at)
    return Entry(note=PlanEnd(reason).label, happened_at=when, because="The plan has ended")


@transaction.atomic
def count_elsewhere(*, episode, kind, started_on, by, at):
    """Count a child from a day on as protected or looked after; a child in need plan ends on that day.

    Called again while such a time runs, it returns that one.
    """
    had = CountedElsewhere.objects.filter(episode=episode, kind=kind, ended_on=None).first()
    if had:
        return had
    plan = Plan.objects.filter(episode=episode, ended_on=None).first()
    if plan:
        end_plan(
            plan=plan, reason=ENDS_PLAN[Elsewhere(kind)], ended_on=max(plan.started_on, started_on), by=by, at=at,
            checks_permission=False,
        )  # fmt: skip
    made = CountedElsewhere.of(episode, kind=kind, started_on=started_on)
    made.save(force_insert=True)
    return made


def count_in_need_again(*, episode, kind, ended_on, by, at):
    """End a time in which a child was counted elsewhere: from the next day the child counts as in need."""
    rows = CountedElsewhere.objects.filter(episode=episode, kind=kind, ended_on=None)
    rows.update(ended_on=min(ended_on, day_of(at)))
