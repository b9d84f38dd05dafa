"""Child protection plans: a conference begins one, reviews it, ends it; few ends need no conference."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.practice.childinneed.actions import (
    count_elsewhere,
    count_in_need_again,
    open_episode_of,
    stands_against_closing,
)
from harbourlight.practice.childinneed.choices import Elsewhere
from harbourlight.practice.childinneed.models import CountedElsewhere

from ..choices import NEEDS_CONFERENCE_TO_END, ConferenceDecision, ConferenceKind, EndReason
from ..models import CategoryChange, Conference, CoreGroup, ProtectionPlan
from ..pathway import AREA_TRANSFER, PLAN
from . import moments
from .conferences import call_off_conference
from .coregroups import call_off_core_group, leave_core_group
from .grants import limit_sight_of_chairs, limit_sight_of_members
from .plan_facts import transfer_of

ADULT_AT = 18
SAME_DAY = "A plan cannot end on the day it began: the census refuses it. It ends on a later day."
ONE_DAY = timedelta(days=1)


@stands_against_closing
def plan_runs(episode):
    """Say that an episode cannot be closed while its child is on a plan."""
    runs = ProtectionPlan.objects.running().filter(episode=episode).exists()
    return "The child is on a child protection plan. A conference ends the plan first." if runs else ""


@transaction.atomic
def begin_plan(*, decision, by, at, key_worker=None, is_temporary=False):
    """Begin the plan that a conference decided for one child, start its clocks, and return it.

    ``decision`` is the child's row of the conference, which was held; the plan begins on that day. A plan of
    a child who came on another area's plan takes that area's responsibility over.
    """
    conference = decision.conference
    episode = open_episode_of(decision.person_id)
    if episode is None:
        raise StepNotAllowed("The child has no open episode as a child in need.")
    moved_here = transfer_of(decision.person_id) if conference.kind == ConferenceKind.TRANSFER_IN else None
    end_temporary(decision.person_id, conference.held_at, by=by, at=at)
    plan = open_plan(
        episode=episode, began_at=conference.held_at, category=decision.category,
        is_temporary=is_temporary or conference.is_temporary,
        from_transfer=conference.kind == ConferenceKind.TRANSFER_IN,
        told_before=moved_here.previous_plans if moved_here else 0, key_worker=key_worker,
        what_must_change=conference.outline_plan, by=by, at=at,
    )  # fmt: skip
    if moved_here:
        take_over_here(transfer=moved_here, plan=plan, conference=conference, by=by, at=at)
    return plan


def take_over_here(*, transfer, plan, conference, by, at):
    """Keep that this area answers from now on for a child whose plan moved here."""

    def fill(fresh):
        fresh.plan, fresh.conference, fresh.responsibility_moved_on = plan, conference, plan.started_on

    return take(
        pathway=AREA_TRANSFER, step="take_over", record=transfer, by=by, at=at, change=fill,
        happened_at=conference.held_at, checks_permission=False,
    )  # fmt: skip


def open_plan(
    *, episode, began_at, category, by, at, is_temporary, from_transfer, told_before=0, key_worker=None,
    what_must_change="",
):  # fmt: skip
    """Store a plan of a child, count the child on it, and start its moments."""
    person = episode.person
    started_on = moments.london(began_at)
    refuse_overlap(episode.person_id, started_on)
    earlier = earlier_plans(episode.person_id, started_on, from_transfer=from_transfer)
    plan = ProtectionPlan(
        child_ids=[episode.person_id], person=person, episode=episode, area_id=episode.area_id, team=episode.team,
        began_at=began_at, started_on=started_on, initial_category=category, latest_category=category,
        is_temporary=is_temporary, from_transfer=from_transfer,
        was_unborn=person.expected_on is not None and (person.born_on is None or person.born_on > started_on),
        previous_plans=len(earlier) + told_before, previous_ended_on=earlier[0].ended_on if earlier else None,
        key_worker=key_worker or episode.worker, what_must_change=what_must_change, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    plan.save(force_insert=True)
    says = "Registered for a time: another area’s child protection plan" if is_temporary else ""
    record_step(PLAN.step("begin"), plan, by=by, at=at, before="", happened_at=began_at, says=says)
    chains.work_out(PLAN, plan, at=at, reason="The plan began")
    count_elsewhere(episode=episode, kind=Elsewhere.PROTECTION, started_on=started_on, by=by, at=at)
    return plan


def refuse_overlap(person_id, started_on, besides=None, ended_on=None):
    """Refuse a plan that would run at the same time as another plan of the child."""
    others = ProtectionPlan.objects.filter(Q(ended_on=None) | Q(ended_on__gt=started_on), person_id=person_id)
    if ended_on:
        others = others.filter(started_on__lt=ended_on)
    if others.exclude(pk=besides).exists():
        raise StepNotAllowed("The child is on a child protection plan at that time already: two plans cannot overlap.")


def earlier_plans(person_id, started_on, *, from_transfer=False):
    """Return the plans of a child that had ended by a day, the last ended first.

    A temporary registration was another area's plan, so it counts; but not where that very plan moves here.
    """
    rows = ProtectionPlan.objects.filter(person_id=person_id, ended_on__lte=started_on)
    if from_transfer:
        rows = rows.filter(is_temporary=False)
    return list(rows.order_by("-ended_on"))


def end_temporary(person_id, held_at, *, by, at):
    """End the temporary registration of a child for whom a conference here begins a plan."""
    running = ProtectionPlan.objects.running().filter(person_id=person_id, is_temporary=True).first()
    if running is None:
        return
    note = "A plan of this area began"
    end_plan(
        plan=running, reason=EndReason.TEMPORARY_ENDED, ended_at=held_at, step="end_without_conference", note=note,
        by=by, at=at, checks_permission=False,
    )  # fmt: skip
    ended_on = moments.london(held_at)

    def fill(fresh):
        fresh.ended_on = ended_on

    for stay in running.transfers.filter(state="temporary"):
        take(
            pathway=AREA_TRANSFER, step="end", record=stay, by=by, at=at, change=fill, happened_at=held_at, note=note,
            checks_permission=False,
        )  # fmt: skip


@transaction.atomic
def review_plan(*, decision, by, at):
    """Keep that a review conference lets the plan go on, with its category, and return the plan."""
    plan = reviewed(decision)
    held_at = decision.conference.held_at

    def fill(fresh):
        if decision.category and decision.category != fresh.latest_category:
            change_category(fresh, decision, held_at, by=by, at=at)

    return take(
        pathway=PLAN, step="review", record=plan, by=by, at=at, change=fill, happened_at=held_at,
        checks_permission=False,
    )  # fmt: skip


def reviewed(decision):
    """Return the plan a review conference decided about; the conference came after the plan began."""
    plan = decision.plan
    if plan is None:
        raise StepNotAllowed("The child is not on a child protection plan.")
    if moments.london(decision.conference.held_at) <= plan.started_on:
        raise StepNotAllowed("A review comes after the day on which the plan began.")
    # The clocks of the plan are worked out from decided reviews, this one among them.
    decision.save()
    return plan


def change_category(plan, decision, held_at, *, by, at):
    """Keep that a conference changed the category of a plan."""
    CategoryChange(
        child_ids=plan.child_ids, plan=plan, conference_id=decision.conference_id, changed_on=moments.london(held_at),
        before=plan.latest_category, after=decision.category, reason=decision.rationale, recorded_at=at,
        recorded_by=by,
    ).save(force_insert=True)  # fmt: skip
    plan.latest_category = decision.category
    record_step(
        PLAN.step("change_category"), plan, by=by, at=at, before=plan.state, happened_at=held_at,
        note=decision.rationale,
    )  # fmt: skip


@transaction.atomic
def end_plan_at_conference(*, decision, by, at):
    """End the plan that a review conference ended, and return it."""
    plan = reviewed(decision)
    counted = CountedElsewhere.objects.filter(episode=plan.episode, kind=Elsewhere.LOOKED_AFTER, ended_on=None)
    return end_plan(
        plan=plan, reason=EndReason.LOOKED_AFTER if counted.exists() else EndReason.NO_LONGER_AT_RISK,
        ended_at=decision.conference.held_at, step="end", note=decision.rationale, by=by, at=at,
        checks_permission=False,
    )  # fmt: skip


def end_plan(
    *, plan, reason, ended_at, step, by, at, note="", version=None, submission=None, checks_permission=True
):  # fmt: skip
    """End a plan on the London day of a moment: its clocks stop, and the child counts as in need again."""
    ended_on = moments.london(ended_at)
    moments.not_in_future(ended_at, at, "The end of the plan")
    if ended_on <= plan.started_on:
        raise StepNotAllowed(SAME_DAY)

    def fill(fresh):
        fresh.ended_at, fresh.ended_on = ended_at, ended_on
        fresh.end_reason, fresh.end_note = EndReason(reason), note.strip()
        return Entry(note=f"{EndReason(reason).label}. {note.strip()}".strip(), because="The plan ended")

    ended = take(
        pathway=PLAN, step=step, record=plan, by=by, at=at, change=fill, version=version, submission=submission,
        happened_at=ended_at, checks_permission=checks_permission,
    )  # fmt: skip
    end_what_hangs(ended, by=by, at=at)
    limit_sight_of_chairs(ended.child_ids, at=at)
    limit_sight_of_members(ended, by=by, at=at)
    count_in_need_again(
        episode=ended.episode, kind=Elsewhere.PROTECTION, ended_on=ended_on - ONE_DAY, by=by, at=at
    )  # fmt: skip
    return ended


def end_what_hangs(plan, *, by, at):
    """Call off the core groups and reviews that were to come where no child of theirs is on a plan any more.

    Where a brother or sister is, they go on without this child. Whoever ends a plan need not be the one who arranges
    them.
    """
    told = {"reason": "The child protection plan ended", "by": by, "at": at, "checks_permission": False}
    for group in CoreGroup.objects.filter(plan_ids__contains=[plan.pk], state="planned").select_related("meeting"):
        if ProtectionPlan.objects.running().filter(pk__in=group.plan_ids).exists():
            leave_core_group(group, plan, by=by, at=at)
        else:
            call_off_core_group(core_group=group, arranger=group.meeting.chair, **told)
    reviews = Conference.objects.filter(kind=ConferenceKind.REVIEW, state="planned", children__plan=plan)
    for review in reviews.select_related("meeting__chair"):
        if not ProtectionPlan.objects.running().filter(person_id__in=review.child_ids).exists():
            call_off_conference(conference=review, arranger=review.meeting.chair, **told)


@takes(PLAN, "end_without_conference")
@transaction.atomic
def end_without_conference(plan, *, reason, ended_on, by, at, note="", version=None, submission=None):
    """End a plan for which no conference is held: the child died or turned 18, or a temporary stay ended.

    A plan of a child who moved for good ends with the other area's conference (``transfers``).
    """
    reason = EndReason(reason)
    if reason in NEEDS_CONFERENCE_TO_END:
        raise StepNotAllowed("Only a conference can decide this.")
    if reason == EndReason.MOVED:
        raise StepNotAllowed("Record the transfer: the plan ends with the conference of the new area.")
    check_reason(plan, reason, ended_on)
    return end_plan(
        plan=plan, reason=reason, ended_at=moments.moment_of(ended_on, at), step="end_without_conference", note=note,
        by=by, at=at, version=version, submission=submission,
    )  # fmt: skip


def check_reason(plan, reason, ended_on):
    """Refuse a reason that does not fit the child."""
    person = plan.person
    if (reason == EndReason.TEMPORARY_ENDED) != plan.is_temporary and reason not in (EndReason.DIED, EndReason.ADULT):
        raise StepNotAllowed("Only a temporary registration ends as one.")
    if reason == EndReason.ADULT and (person.born_on is None or age_on(person.born_on, ended_on) < ADULT_AT):
        raise StepNotAllowed("The child had not turned 18 on that day.")
    if reason == EndReason.DIED and person.died_on and ended_on < person.died_on:
        raise StepNotAllowed("The child was alive on that day.")


def age_on(born_on, day):
    """Return an age in full years on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@does(PLAN, "allocate")
def allocate_plan(plan, *, key_worker, by, at):
    """Give a plan another key worker, who takes its running clocks over."""
    plan.key_worker = key_worker
    return f"Key worker: {key_worker}"


# What follows from a conference's decision for one child; each takes ``decision``, ``by``, ``at`` and gives the plan.
FOLLOWS = {
    ConferenceDecision.PLAN: begin_plan,
    ConferenceDecision.GOES_ON: review_plan,
    ConferenceDecision.ENDS: end_plan_at_conference,
}
