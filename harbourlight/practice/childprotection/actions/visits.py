"""Visits under a plan: only one at which the child was seen starts the time to the next anew."""

from django.db import transaction

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..models import ProtectionPlan, Visit
from ..pathway import PLAN
from . import moments


@transaction.atomic
def record_visit(
    *,
    plan,
    happened_at,
    was_seen,
    by,
    at,
    was_seen_alone=False,
    not_seen_reason="",
    not_alone_reason="",
    place="",
    was_bedroom_seen=False,
    was_announced=True,
    child_said="",
    observed="",
    visited_by=None,
    submission=None,
):
    """Record a visit under a plan; it counts by the day it happened, however late it is recorded."""
    known = Visit.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_visit(plan, happened_at, was_seen, was_seen_alone, not_seen_reason, not_alone_reason, at)
    visit = Visit(
        child_ids=plan.child_ids,
        person_id=plan.person_id,
        area_id=plan.area_id,
        team_id=plan.team_id,
        plan=plan,
        happened_at=happened_at,
        visited_by=visited_by or by,
        was_seen=was_seen,
        was_seen_alone=was_seen_alone,
        not_seen_reason="" if was_seen else not_seen_reason.strip(),
        not_alone_reason=not_alone_reason.strip() if was_seen and not was_seen_alone else "",
        place=place,
        was_bedroom_seen=was_bedroom_seen,
        was_announced=was_announced,
        child_said=child_said.strip(),
        observed=observed.strip(),
        submission=submission,
        recorded_at=at,
        recorded_by=by,
    )
    words = "Seen alone" if was_seen_alone else "Seen" if was_seen else "Not seen"

    def keep(fresh):
        visit.save(force_insert=True)
        return Entry(note=words, because="A visit was recorded")

    take(pathway=PLAN, step="visit", record=plan, by=by, at=at, happened_at=happened_at, change=keep)
    return visit


@transaction.atomic
def record_family_visit(*, visits, by, at, submission=None):
    """Record one visit to several children of a family, each apart; ``visits`` are (plan, answers), the first first.

    The same submission again records nothing.
    """
    known = Visit.objects.filter(submission=submission).first() if submission else None
    if known:
        return [known]
    (plan, told), *others = visits
    first = record_visit(plan=plan, by=by, at=at, submission=submission, **told)
    return [first, *(record_visit(plan=other, by=by, at=at, **answers) for other, answers in others)]


def check_visit(plan, happened_at, was_seen, was_seen_alone, not_seen_reason, not_alone_reason, at):
    """Refuse a visit that says too little or lies outside the plan."""
    moments.not_in_future(happened_at, at, "A visit")
    day = moments.london(happened_at)
    if day < plan.started_on or (plan.ended_on and day > plan.ended_on):
        raise StepNotAllowed("The visit was not during this plan.")
    if not was_seen and not not_seen_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen.")
    if was_seen_alone and not was_seen:
        raise StepNotAllowed("A child who was not seen was not seen alone.")
    if was_seen and not was_seen_alone and not not_alone_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen alone.")
    if was_seen and plan.was_unborn and not is_born(plan, day):
        raise StepNotAllowed("The child was not born on that day. Record the visit as not seen, and what you saw.")


def is_born(plan, day):
    """Say whether the child of a plan that began before the birth was born by a day."""
    born_on = plan.person.born_on
    return born_on is not None and born_on <= day


@transaction.atomic
def correct_visit(*, visit, happened_at, reason, by, at, version=None):
    """Put right when a visit was: the time to the next counts from the true day."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    plan = visit.plan
    fresh = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this visit while you were working on it.", fresh)
    check_visit(plan, happened_at, fresh.was_seen, fresh.was_seen_alone, fresh.not_seen_reason, "yes", at)
    was, fresh.happened_at = fresh.happened_at, happened_at
    fresh.version += 1
    fresh.save()
    note = f"Visit: it was recorded as {was:%d/%m/%Y}. {reason.strip()}"

    def tell(_):
        return Entry(note=note, because=f"Date corrected: {reason.strip()}")

    take(pathway=PLAN, step="correct", record=plan, by=by, at=at, happened_at=happened_at, change=tell)
    return fresh


@transaction.atomic
def count_enquiry_visit(*, visit, at):
    """Let a visit during an enquiry count for the plan that the child is on as well, and return the plan or None."""
    day = moments.london(visit.happened_at)
    plan = ProtectionPlan.objects.running().filter(person_id=visit.person_id, started_on__lte=day).first()
    if plan:
        Visit.objects.filter(pk=visit.pk).update(plan=plan)
        chains.work_out(PLAN, plan, at=at, reason="A visit was recorded")
    return plan
