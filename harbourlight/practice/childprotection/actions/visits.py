"""Visits under a plan: only one at which the child was seen starts the time to the next anew.

The assessment of the same child shows them too, with those of enquiries: nobody writes a visit down twice.
"""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.actions import VisitElsewhere, keeps_visits
from harbourlight.practice.childinneed.choices import SeenAlone

from ..models import ProtectionPlan, Visit
from ..pathway import PLAN
from . import moments


def of_the_family(plan, others=(), **told):
    """Return the ids of the plans of the brothers and sisters who were visited at the same time."""
    return [other.pk for other, _ in others]


@does(PLAN, "visit", also=of_the_family)
def record_visit(
    plan, *, happened_at, was_seen, by, at, was_seen_alone=False, not_seen_reason="", not_alone_reason="", place="",
    was_bedroom_seen=False, was_announced=True, child_said="", observed="", visited_by=None, others=(),
):  # fmt: skip
    """Record a visit under a plan; it counts by the day it happened, however late it is recorded.

    ``others`` are (plan, answers) of brothers and sisters who were visited at the same time: each is recorded apart.
    """
    check_visit(plan, happened_at, was_seen, was_seen_alone, not_seen_reason, not_alone_reason, at)
    visit = Visit(
        child_ids=plan.child_ids, person_id=plan.person_id, area_id=plan.area_id, team_id=plan.team_id, plan=plan,
        happened_at=happened_at, visited_by=visited_by or by, was_seen=was_seen, was_seen_alone=was_seen_alone,
        not_seen_reason="" if was_seen else not_seen_reason.strip(),
        not_alone_reason=not_alone_reason.strip() if was_seen and not was_seen_alone else "", place=place,
        was_bedroom_seen=was_bedroom_seen, was_announced=was_announced, child_said=child_said.strip(),
        observed=observed.strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    visit.save(force_insert=True)
    words = "Seen alone" if was_seen_alone else "Seen" if was_seen else "Not seen"
    for other, told in others:
        record_visit(plan=other, by=by, at=at, **told)
    return Entry(happened_at=happened_at, note=words, because="A visit was recorded", made=visit, says=visit.in_words)


def check_visit(plan, happened_at, was_seen, was_seen_alone, not_seen_reason, not_alone_reason, at):
    """Refuse a visit that says too little or lies outside the plan."""
    moments.not_in_future(happened_at, at, "A visit")
    on = moments.london(happened_at)
    if on < plan.started_on or (plan.ended_on and on > plan.ended_on):
        raise StepNotAllowed("The visit was not during this plan.")
    if not was_seen and not not_seen_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen.")
    if was_seen_alone and not was_seen:
        raise StepNotAllowed("A child who was not seen was not seen alone.")
    if was_seen and not was_seen_alone and not not_alone_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen alone.")
    if was_seen and plan.was_unborn and not is_born(plan, on):
        raise StepNotAllowed("The child was not born on that day. Record the visit as not seen, and what you saw.")


def is_born(plan, on):
    """Say whether the child of a plan that began before the birth was born by a day."""
    born_on = plan.person.born_on
    return born_on is not None and born_on <= on


@does(PLAN, "correct_visit")
def correct_visit(visit, *, happened_at, reason, by, at):
    """Put right when a visit was: the time to the next counts from the true day."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    check_visit(
        visit.plan, happened_at, visit.was_seen, visit.was_seen_alone, visit.not_seen_reason, "yes", at
    )  # fmt: skip
    was, visit.happened_at = visit.happened_at, happened_at
    return Entry(
        happened_at=happened_at, note=f"Visit: it was recorded as {day(was)}. {reason.strip()}",
        because=f"Date corrected: {reason.strip()}",
    )  # fmt: skip


@transaction.atomic
def count_enquiry_visit(*, visit, at):
    """Let a visit during an enquiry count for the plan that the child is on as well, and return the plan or None."""
    on = moments.london(visit.happened_at)
    plan = ProtectionPlan.objects.running().filter(person_id=visit.person_id, started_on__lte=on).first()
    if plan:
        Visit.objects.filter(pk=visit.pk).update(plan=plan)
        chains.work_out(PLAN, plan, at=at, reason="A visit was recorded")
    return plan


@keeps_visits
def visits_of_episode(episode):
    """Return the visits of the enquiries and plans of an episode of need."""
    rows = Visit.objects.filter(Q(enquiry__episode=episode) | Q(plan__episode=episode), person_id=episode.person_id)
    return [in_their_words(visit) for visit in rows.select_related("visited_by")]


def in_their_words(visit):
    """Return a visit as the assessment shows it."""
    alone = SeenAlone.YES if visit.was_seen_alone else SeenAlone.NO
    return VisitElsewhere(
        happened_at=visit.happened_at, place=visit.place, visitor=visit.visited_by, was_seen=visit.was_seen,
        seen_alone=alone if visit.was_seen else "", not_seen_reason=visit.not_seen_reason,
        not_alone_reason=visit.not_alone_reason,
        note="\n".join(text for text in (visit.child_said, visit.observed) if text),
    )  # fmt: skip
