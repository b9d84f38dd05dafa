"""Dates of a plan put right after the fact: clocks move, and what had been recorded stays to be read."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.actions import birth_fields
from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed.choices import Elsewhere
from harbourlight.practice.childinneed.models import CountedElsewhere

from ..models import ProtectionPlan
from ..pathway import PLAN
from . import moments
from .plans import ONE_DAY, SAME_DAY, earlier_plans, refuse_overlap

DATES = {"began_at": "Plan began", "ended_at": "Plan ended"}


@transaction.atomic
def correct_plan(*, plan, field, to, reason, by, at, version=None, submission=None, checks_permission=True):
    """Put right when a plan began or ended (``field`` is began_at or ended_at, ``to`` a day or a moment).

    A corrected conference calls this for the plan it began or ended.
    """
    was = getattr(plan, field)
    if field not in DATES or was is None:
        raise StepNotAllowed("There is no such date to put right.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    now = to if hasattr(to, "hour") else moments.moment_of(to, at)
    moments.not_in_future(now, at, DATES[field])

    def fill(fresh):
        setattr(fresh, field, now)
        setattr(fresh, DAY_OF[field], moments.london(now))
        check_order(fresh)
        return Entry(
            note=f"{DATES[field]}: it was recorded as {was:%d/%m/%Y}. {reason.strip()}",
            because=f"Date corrected: {reason.strip()}",
        )

    corrected = take(
        pathway=PLAN,
        step="correct",
        record=plan,
        by=by,
        at=at,
        change=fill,
        version=version,
        submission=submission,
        happened_at=now,
        checks_permission=checks_permission,
    )
    move_count(corrected, moments.london(was) if field == "began_at" else corrected.started_on)
    remember_earlier(corrected)
    return corrected


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


@transaction.atomic
def record_birth(*, plan, born_on, by, at, version=None):
    """Record that the child of a plan was born: what waited for the birth counts from it."""
    moments.not_in_future(born_on, at, "The birth")
    if not plan.was_unborn:
        raise StepNotAllowed("The child was born when the plan began.")
    Person.objects.filter(pk=plan.person_id).update(**birth_fields(born_on) | {"expected_on": plan.person.expected_on})
    return take(
        pathway=PLAN, step="correct", record=plan, by=by, at=at, version=version,
        happened_at=moments.moment_of(born_on, at), note="The child was born",
    )  # fmt: skip


@transaction.atomic
def record_earlier_plans(*, plan, elsewhere, last_ended_on, by, at, version=None):
    """Keep how many plans the child had had in other areas, and when the last of all of them ended."""
    if elsewhere < 0:
        raise StepNotAllowed("Enter how many plans the child had elsewhere.")
    if last_ended_on and last_ended_on > plan.started_on:
        raise StepNotAllowed("An earlier plan ended before this one began.")
    here = earlier_plans(plan.person_id, plan.started_on, from_transfer=plan.from_transfer)
    ends = [row.ended_on for row in here if row.pk != plan.pk] + ([last_ended_on] if last_ended_on else [])

    def fill(fresh):
        fresh.previous_plans = len(here) + elsewhere
        fresh.previous_ended_on = max(ends, default=None)

    return take(
        pathway=PLAN, step="write", record=plan, by=by, at=at, change=fill, version=version,
        note=f"Plans in other areas before this one: {elsewhere}",
    )  # fmt: skip
