"""Children on a plan who move between areas: word in writing, the receiving area's conference, responsibility.

The area the child comes from answers for the plan until the receiving area has held its own conference.
"""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.choices import Role, TeamKind
from harbourlight.foundations.agencies.models import Professional, RoleHolding, Team
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry, record_step
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.actions import assessed_elsewhere, open_episode_of, refer
from harbourlight.practice.childinneed.choices import FROM_ANOTHER_AUTHORITY
from harbourlight.practice.childinneed.pathway import EPISODE

from ..choices import ConferenceKind, Direction, EndReason
from ..models import AreaTransfer, ProtectionPlan
from ..pathway import AREA_TRANSFER
from ..pathway.plan import TRANSFER_CLOCK
from . import moments
from .conferences import plan_conference
from .plans import end_plan, end_without_conference, open_plan

TEAMS = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)
TOLD = ("other_authority", "other_category", "other_plan_started_on", "previous_plans", "moved_on", "note")


@does(AREA_TRANSFER, "notify")
def notify_in(*, person, team, notified_on, by, at, area=None, **told):
    """Keep that another area told in writing that a child on its plan has moved here for good.

    The transfer-in conference is due from that day (CLK-CPC-007). ``told`` are the other authority, the category,
    beginning and number of plans there, and when the child moved.
    """
    moments.not_in_future(notified_on, at, "The written word")
    check_told(person, told)
    if waiting(person.pk, Direction.IN).exists():
        raise StepNotAllowed("A transfer of this child to here is under way already.")
    if ProtectionPlan.objects.running().filter(person=person, is_temporary=False).exists():
        raise StepNotAllowed("The child is on a child protection plan of this area.")
    area, started = area or team.area, moments.moment_of(notified_on, at)
    open_episode_for(person, area, team, started, by=by, at=at)
    transfer = AreaTransfer(
        child_ids=[person.pk], person=person, area=area, team=team, direction=Direction.IN, notified_on=notified_on,
        conference_due_on=moments.due_of(TRANSFER_CLOCK, started), recorded_at=at, recorded_by=by, **told,
    )  # fmt: skip
    transfer.save(force_insert=True)
    return transfer, Entry(happened_at=started)


def check_begins(step, person_id, by, at):
    """Refuse whoever sees a child and neither works with the child nor oversees the work."""
    works.check(AREA_TRANSFER, AREA_TRANSFER.step(step), AreaTransfer(child_ids=[person_id]), by, at)


def check_told(person, told):
    """Refuse word of a transfer that is about no child, does not say from or to where, or says what it cannot know."""
    unknown = set(told) - set(TOLD)
    if unknown:
        raise TypeError(f"A transfer does not tell {', '.join(sorted(unknown))}")
    if not person.is_child:
        raise StepNotAllowed("Child protection plans are about children.")
    if not told.get("other_authority", "").strip():
        raise StepNotAllowed("Enter the other area.")


def open_episode_for(person, area, team, referred_at, *, by, at, stays_for_a_time=False):
    """Return the open episode of a child who came from another area, opened now where there is none."""
    return (
        open_episode_of(person.pk)
        or refer(
            people=[person],
            area=area,
            team=team,
            referred_at=referred_at,
            source=FROM_ANOTHER_AUTHORITY,
            by=by,
            at=at,
            is_assessed_elsewhere=stays_for_a_time,
        )[0]
    )


def waiting(person_id, direction):
    """Return the transfers of a child that are under way."""
    return AreaTransfer.objects.filter(
        person_id=person_id, direction=direction, state__in=("notified", "conference_planned")
    )


def conference_for(transfers, *, starts_at, by, at, chair=None, place="", invitees=(), submission=None):
    """Plan the conference of this area about children whose plans move here, together, and return it."""
    if not transfers or any(each.direction != Direction.IN for each in transfers):
        raise StepNotAllowed("Choose children whose plans move here.")
    first = transfers[0]
    return plan_conference(
        kind=ConferenceKind.TRANSFER_IN, children=[each.person_id for each in transfers], area=first.area,
        team=first.team, starts_at=starts_at, chair=chair, place=place, invitees=invitees,
        due_on=min(filter(None, (each.conference_due_on for each in transfers)), default=None),
        submission=submission, by=by, at=at, checks_permission=False,
    )  # fmt: skip


@transaction.atomic
def plan_transfer_conference(*, transfers, by, at, **told):
    """Plan the conference of this area about children whose plans move here, together, and return it."""
    conference = conference_for(transfers, by=by, at=at, **told)
    for transfer in transfers:
        expect_conference(transfer=transfer, conference=conference, by=by, at=at)
    return conference


@does(AREA_TRANSFER, "plan_conference")
def expect_conference(transfer, *, conference=None, by, at, **told):
    """Keep which conference of this area is about a child whose plan moves here; plan it where none is named."""
    transfer.conference = conference or conference_for([transfer], by=by, at=at, **told)


@fact(AREA_TRANSFER, "goes_away")
def goes_away(transfer):
    """Tell that another area holds the conference about a child."""
    return "" if transfer.direction == Direction.IN else "The other area holds the conference about this child."


@fact(AREA_TRANSFER, "comes_here")
def comes_here(transfer):
    """Tell that this area holds the conference about a child."""
    words = "This child moves here: this area's own conference takes the child over."
    return words if transfer.direction == Direction.IN else ""


@does(AREA_TRANSFER, "correct")
def correct_notice(transfer, *, notified_on, reason, by, at):
    """Put right when the written word came: the limit of the conference counts from the true day."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    moments.not_in_future(notified_on, at, "The written word")
    was, started = transfer.notified_on, moments.moment_of(notified_on, at)
    transfer.notified_on = notified_on
    if transfer.direction == Direction.IN:
        transfer.conference_due_on = moments.due_of(TRANSFER_CLOCK, started)
        if transfer.conference:
            rows = transfer.conference.children.filter(person_id=transfer.person_id)
            rows.update(due_on=transfer.conference_due_on)
    return Entry(
        happened_at=started, note=f"It was recorded as {day(was)}. {reason.strip()}",
        because=f"Date corrected: {reason.strip()}",
    )  # fmt: skip


@does(AREA_TRANSFER, "end")
def end_transfer(transfer, *, ended_on, note, by, at):
    """End a transfer without a plan here: the conference decided against one, or the family did not move."""
    moments.not_in_future(ended_on, at, "The end of the transfer")
    if not note.strip():
        raise StepNotAllowed("Enter why the transfer ended.")
    ends_stay = transfer.state == "temporary" and transfer.plan and transfer.plan.state == "open"
    transfer.ended_on, transfer.note = ended_on, f"{transfer.note}\n{note.strip()}".strip()

    def end_stay(ended):
        end_without_conference(
            plan=ended.plan, reason=EndReason.TEMPORARY_ENDED, ended_on=ended_on, note=note, by=by, at=at
        )

    return Entry(
        happened_at=moments.moment_of(ended_on, at), note=note, after=end_stay if ends_stay else None
    )  # fmt: skip


@transaction.atomic
def notify_out(*, plan, notified_on, by, at, submission=None, **told):
    """Keep that this area told another in writing that a child on its plan has moved there for good.

    The plan goes on here, with its visits and reviews, until the other area has held its conference.
    """
    check_begins("notify", plan.person_id, by, at)
    known = AreaTransfer.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    moments.not_in_future(notified_on, at, "The written word")
    check_told(plan.person, told)
    if plan.state != "open" or plan.is_temporary:
        raise StepNotAllowed("Only a running plan of this area moves to another.")
    if waiting(plan.person_id, Direction.OUT).exists():
        raise StepNotAllowed("A transfer of this child to another area is under way already.")
    transfer = AreaTransfer(
        child_ids=plan.child_ids, person_id=plan.person_id, plan=plan, area_id=plan.area_id, team_id=plan.team_id,
        direction=Direction.OUT, notified_on=notified_on, submission=submission, recorded_at=at, recorded_by=by,
        **told,
    )  # fmt: skip
    transfer.save(force_insert=True)
    started = moments.moment_of(notified_on, at)
    record_step(AREA_TRANSFER.step("notify"), transfer, by=by, at=at, before="", happened_at=started)
    return transfer


@does(AREA_TRANSFER, "take_over")
def take_over_there(transfer, *, conference_on, by, at, note=""):
    """Keep that the other area held its conference on a day and answers for the child: the plan here ends then."""
    moments.not_in_future(conference_on, at, "The conference of the other area")
    if conference_on < transfer.notified_on:
        raise StepNotAllowed("The other area's conference cannot come before it was told.")
    transfer.responsibility_moved_on, held_at = conference_on, moments.moment_of(conference_on, at)

    def end_here(moved):
        if moved.plan.state == "open":
            end_plan(
                plan=moved.plan, reason=EndReason.MOVED, ended_at=held_at, step="end_without_conference",
                note=f"{moved.other_authority} held its conference. {note}".strip(), by=by, at=at,
                checks_permission=False,
            )  # fmt: skip

    return Entry(happened_at=held_at, note=note, after=end_here)


@assessed_elsewhere
def stays_for_a_time(episode):
    """Say that an episode began with a stay for a time: the area that answers for the plan assesses the child."""
    return ProtectionPlan.objects.filter(
        episode=episode, is_temporary=True, began_at=episode.referred_at
    ).exists()  # fmt: skip


@does(AREA_TRANSFER, "register")
def register_temporarily(*, person, team, since, by, at, area=None, **told):
    """Register a child for a time who stays here and is on another area's plan; that area answers for the plan.

    Visits are kept here; the child is left out of the counts of plans.
    """
    moments.not_in_future(since, at, "The stay")
    check_told(person, told)
    if not told.get("other_category"):
        raise StepNotAllowed("Select the category of the other area's plan.")
    area, began_at = area or team.area, moments.moment_of(since, at)
    episode = open_episode_for(person, area, team, began_at, by=by, at=at, stays_for_a_time=True)
    plan = open_plan(
        episode=episode, began_at=began_at, category=told["other_category"], is_temporary=True, from_transfer=False,
        by=by, at=at,
    )  # fmt: skip
    chains.work_out(EPISODE, episode, at=at, reason="Registered for a time: the other area assesses the child")
    transfer = AreaTransfer(
        child_ids=[person.pk], person=person, plan=plan, area=area, team=team, direction=Direction.IN,
        state="temporary", is_permanent=False, notified_on=since, recorded_at=at, recorded_by=by, **told,
    )  # fmt: skip
    transfer.save(force_insert=True)
    return transfer, Entry(happened_at=began_at)


def chairs_in(area, on):
    """Return the conference chairs of an area on a day, as a queryset."""
    held = RoleHolding.objects.current(on).filter(Q(area=area) | Q(area=None), role=Role.CONFERENCE_CHAIR)
    return Professional.objects.current(on).filter(pk__in=held.values("professional")).order_by("name__letters")


def teams_in(area, on):
    """Return the teams of an area that work with children on a plan, as a queryset."""
    return Team.objects.current(on).filter(area=area, kind__in=TEAMS).order_by("name__letters")
