"""Child protection plans: a conference begins one, reviews it, ends it."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import record_step
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.actions import open_episode_of

from ..choices import ConferenceDecision, ConferenceKind
from ..models import ProtectionPlan
from ..pathway import PLAN
from ..pathway.plan import FIRST_CORE_GROUP_CLOCK, FIRST_REVIEW_CLOCK, SEEN_CLOCK
from . import clocks


@transaction.atomic
def begin_plan(*, decision, by, at, key_worker=None, is_temporary=False):
    """Begin the plan that a conference decided for one child, start its clocks, and return it.

    ``decision`` is the child's row of the conference, which was held; the plan begins on that day.
    """
    conference = decision.conference
    if ProtectionPlan.objects.running().filter(person_id=decision.person_id).exists():
        raise StepNotAllowed("The child is already on a child protection plan.")
    episode = open_episode_of(decision.person_id)
    if episode is None:
        raise StepNotAllowed("The child has no open episode as a child in need.")
    earlier = ProtectionPlan.objects.filter(person_id=decision.person_id).order_by("-ended_on")
    plan = ProtectionPlan(
        child_ids=[decision.person_id],
        person_id=decision.person_id,
        episode=episode,
        area=conference.area,
        team=episode.team,
        began_at=conference.held_at,
        started_on=clocks.london(conference.held_at),
        initial_category=decision.category,
        latest_category=decision.category,
        is_temporary=is_temporary,
        from_transfer=conference.kind == ConferenceKind.TRANSFER_IN,
        was_unborn=decision.person.born_on is None and decision.person.expected_on is not None,
        previous_plans=earlier.count(),
        previous_ended_on=earlier.values_list("ended_on", flat=True).first(),
        key_worker=key_worker or episode.worker,
        first_core_group_due_on=clocks.due_of(FIRST_CORE_GROUP_CLOCK, conference.held_at),
        review_due_on=clocks.due_of(FIRST_REVIEW_CLOCK, conference.held_at),
        visit_due_on=clocks.due_of(SEEN_CLOCK, conference.held_at),
        recorded_at=at,
        recorded_by=by,
    )
    plan.save(force_insert=True)
    record_step(PLAN.step("begin"), plan, by=by, at=at, before="", happened_at=conference.held_at)
    for clock in (FIRST_CORE_GROUP_CLOCK, FIRST_REVIEW_CLOCK, SEEN_CLOCK):
        clocks.start(clock, record=plan, started=conference.held_at, at=at, owner=plan.key_worker)
    return plan


def review_plan(*, decision, by, at):
    """Keep that a review conference lets the plan go on, with its category, and return the plan."""
    raise StepNotAllowed("Review conferences cannot be decided yet.")


def end_plan_at_conference(*, decision, by, at):
    """End the plan that a review conference ended, and return it."""
    raise StepNotAllowed("Review conferences cannot be decided yet.")


# What follows from a conference's decision for one child; each takes ``decision``, ``by``, ``at`` and gives the plan.
FOLLOWS = {
    ConferenceDecision.PLAN: begin_plan,
    ConferenceDecision.GOES_ON: review_plan,
    ConferenceDecision.ENDS: end_plan_at_conference,
}
