"""Dates of a plan put right after the fact: clocks move, and what had been recorded stays to be read."""

from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.actions import birth_fields
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.choices import Elsewhere
from harbourlight.practice.childinneed.models import CountedElsewhere

from ..models import ProtectionPlan
from ..pathway import PLAN
from . import moments
from .plans import ONE_DAY, SAME_DAY, earlier_plans, refuse_overlap

DATES = {"began_at": "Plan began", "ended_at": "Plan ended"}


@does(PLAN, "correct")
def correct_plan(plan, *, field, to, reason, by, at):
    """Put right when a plan began or ended (``field`` is began_at or ended_at, ``to`` a day or a moment).

    A corrected conference calls this for the plan it began or ended.
    """
    was, started_on = getattr(plan, field), plan.started_on
    if field not in DATES or was is None:
        raise StepNotAllowed("There is no such date to put right.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    now = to if hasattr(to, "hour") else moments.moment_of(to, at)
    moments.not_in_future(now, at, DATES[field])
    setattr(plan, field, now)
    setattr(plan, DAY_OF[field], moments.london(now))
    check_order(plan)

    def follow(corrected):
        move_count(corrected, started_on)
        remember_earlier(corrected)

    return Entry(
        happened_at=now, note=f"{DATES[field]}: it was recorded as {day(was)}. {reason.strip()}",
        because=f"Date corrected: {reason.strip()}", after=follow,
    )  # fmt: skip


DAY_OF = {"began_at": "started_on", "ended_at": "ended_on"}


def check_order(plan):
    """Refuse dates in an impossible order, or over another plan of the child."""
    if plan.ended_on and plan.ended_on <= plan.started_on:
        raise StepNotAllowed(SAME_DAY)
    refuse_overlap(plan.person_id, plan.started_on, besides=plan.pk, ended_on=plan.ended_on)


def move_count(plan, started_on):
    """Let the time in which the child is counted on a plan begin and end with the plan."""
    rows = CountedElsewhere.objects.filter(episode_id=plan.episode_id, kind=Elsewhere.PROTECTION, started_on=started_on)
    rows.update(started_on=plan.started_on, ended_on=plan.ended_on - ONE_DAY if plan.ended_on else None)


def remember_earlier(plan):
    """Let every plan of the child say again which plans were before it."""
    for each in ProtectionPlan.objects.filter(person_id=plan.person_id):
        earlier = earlier_plans(each.person_id, each.started_on, from_transfer=each.from_transfer)
        others = [row for row in earlier if row.pk != each.pk]
        ended_on = others[0].ended_on if others else None
        if each.previous_ended_on != ended_on and (others or each.previous_ended_on):
            each.previous_ended_on = ended_on
            each.save(update_fields=("previous_ended_on",))


@does(PLAN, "record_birth")
def record_birth(plan, *, born_on, by, at):
    """Record that the child of a plan was born: what waited for the birth counts from it."""
    moments.not_in_future(born_on, at, "The birth")
    Person.objects.filter(pk=plan.person_id).update(**birth_fields(born_on) | {"expected_on": plan.person.expected_on})
    plan.person.refresh_from_db()
    return Entry(happened_at=moments.moment_of(born_on, at), because="The child was born")


@fact(PLAN, "was_born")
def was_born(plan):
    """Tell that nobody waits for the birth of the child."""
    return "" if plan.was_unborn and plan.person.born_on is None else "The child was born before."


@does(PLAN, "record_earlier")
def record_earlier_plans(plan, *, elsewhere, last_ended_on, by, at):
    """Keep how many plans the child had had in other areas, and when the last of all of them ended."""
    if elsewhere < 0:
        raise StepNotAllowed("Enter how many plans the child had elsewhere.")
    if last_ended_on and last_ended_on > plan.started_on:
        raise StepNotAllowed("An earlier plan ended before this one began.")
    here = earlier_plans(plan.person_id, plan.started_on, from_transfer=plan.from_transfer)
    ends = [row.ended_on for row in here if row.pk != plan.pk] + ([last_ended_on] if last_ended_on else [])
    plan.previous_plans = len(here) + elsewhere
    plan.previous_ended_on = max(ends, default=None)
    return f"Plans in other areas before this one: {elsewhere}"
