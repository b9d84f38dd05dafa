"""Children on a plan who move between areas: word in writing, the receiving area's conference, responsibility.

The area the child comes from answers for the plan until the receiving area has held its own conference.
"""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.choices import Role, TeamKind
from harbourlight.foundations.agencies.models import Professional, RoleHolding, Team
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.actions import open_episode_of, refer
from harbourlight.practice.childinneed.choices import FROM_ANOTHER_AUTHORITY

from ..choices import ConferenceKind, Direction, EndReason
from ..models import AreaTransfer, ProtectionPlan
from ..pathway import AREA_TRANSFER
from ..pathway.plan import TRANSFER_CLOCK
from . import moments
from .conferences import plan_conference
from .moments import due_of
from .plans import end_plan, end_without_conference, open_plan

TEAMS = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)
TOLD = ("other_authority", "other_category", "other_plan_started_on", "previous_plans", "moved_on", "note")


@transaction.atomic
def notify_in(*, person, area, team, notified_on, by, at, submission=None, **told):
    """Keep that another area told in writing that a child on its plan has moved here for good.

    The transfer-in conference is due from that day (CLK-CPC-007). ``told`` are the other authority, the category,
    beginning and number of plans there, and when the child moved.
    """
    check_begins("notify", person.pk, by, at)
    known = AreaTransfer.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    moments.not_in_future(notified_on, at, "The written word")
    check_told(told)
    if waiting(person.pk, Direction.IN).exists():
        raise StepNotAllowed("A transfer of this child to here is under way already.")
    if ProtectionPlan.objects.running().filter(person=person, is_temporary=False).exists():
        raise StepNotAllowed("The child is on a child protection plan of this area.")
    open_episode_for(person, area, team, moments.moment_of(notified_on, at), by=by, at=at)
    started = moments.moment_of(notified_on, at)
    transfer = AreaTransfer(
        child_ids=[person.pk],
        person=person,
        area=area,
        team=team,
        direction=Direction.IN,
        notified_on=notified_on,
        conference_due_on=due_of(TRANSFER_CLOCK, started),
        submission=submission,
        recorded_at=at,
        recorded_by=by,
        **told,
    )
    transfer.save(force_insert=True)
    record_step(AREA_TRANSFER.step("notify"), transfer, by=by, at=at, before="", happened_at=started)
    chains.work_out(AREA_TRANSFER, transfer, at=at, reason="The transfer was told")
    return transfer


def check_begins(step, person_id, by, at):
    """Refuse whoever sees a child and neither works with the child nor oversees the work."""
    works.check(AREA_TRANSFER, AREA_TRANSFER.step(step), AreaTransfer(child_ids=[person_id]), by, at)


def check_told(told):
    """Refuse word of a transfer that does not say from or to where, or says what it cannot know."""
    unknown = set(told) - set(TOLD)
    if unknown:
        raise TypeError(f"A transfer does not tell {', '.join(sorted(unknown))}")
    if not told.get("other_authority", "").strip():
        raise StepNotAllowed("Enter the other area.")


def open_episode_for(person, area, team, referred_at, *, by, at):
    """Return the open episode of a child who came from another area, opened now where there is none."""
    return (
        open_episode_of(person.pk)
        or refer(
            people=[person], area=area, team=team, referred_at=referred_at, source=FROM_ANOTHER_AUTHORITY, by=by, at=at
        )[0]
    )


def waiting(person_id, direction):
    """Return the transfers of a child that are under way."""
    return AreaTransfer.objects.filter(
        person_id=person_id, direction=direction, state__in=("notified", "conference_planned")
    )


@transaction.atomic
def plan_transfer_conference(*, transfers, starts_at, by, at, chair=None, place="", invitees=(), submission=None):
    """Plan the conference of this area about children whose plans move here, together, and return it."""
    if not transfers or any(each.direction != Direction.IN for each in transfers):
        raise StepNotAllowed("Choose children whose plans move here.")
    first = transfers[0]
    conference = plan_conference(
        kind=ConferenceKind.TRANSFER_IN,
        children=[each.person_id for each in transfers],
        area=first.area,
        team=first.team,
        starts_at=starts_at,
        chair=chair,
        place=place,
        invitees=invitees,
        due_on=min(filter(None, (each.conference_due_on for each in transfers)), default=None),
        submission=submission,
        by=by,
        at=at,
        checks_permission=False,
    )
    for transfer in transfers:

        def fill(fresh):
            fresh.conference = conference

        take(pathway=AREA_TRANSFER, step="plan_conference", record=transfer, by=by, at=at, change=fill)
    return conference


@transaction.atomic
def correct_notice(*, transfer, notified_on, reason, by, at, version=None):
    """Put right when the written word came: the limit of the conference counts from the true day."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    moments.not_in_future(notified_on, at, "The written word")
    started = moments.moment_of(notified_on, at)

    def fill(fresh):
        fresh.notified_on = notified_on
        fresh.conference_due_on = due_of(TRANSFER_CLOCK, started) if fresh.direction == Direction.IN else None
        return Entry(
            note=f"It was recorded as {transfer.notified_on:%d/%m/%Y}. {reason.strip()}",
            because=f"Date corrected: {reason.strip()}",
        )

    corrected = take(
        pathway=AREA_TRANSFER, step="correct", record=transfer, by=by, at=at, change=fill, version=version,
        happened_at=started,
    )  # fmt: skip
    if corrected.direction == Direction.IN and corrected.conference:
        corrected.conference.children.filter(person_id=corrected.person_id).update(due_on=corrected.conference_due_on)
    return corrected


@transaction.atomic
def end_transfer(*, transfer, ended_on, note, by, at, version=None):
    """End a transfer without a plan here: the conference decided against one, or the family did not move."""
    moments.not_in_future(ended_on, at, "The end of the transfer")
    if not note.strip():
        raise StepNotAllowed("Enter why the transfer ended.")

    def fill(fresh):
        fresh.ended_on, fresh.note = ended_on, f"{fresh.note}\n{note.strip()}".strip()

    ended = take(
        pathway=AREA_TRANSFER, step="end", record=transfer, by=by, at=at, change=fill, version=version,
        happened_at=moments.moment_of(ended_on, at), note=note,
    )  # fmt: skip
    if transfer.state == "temporary" and transfer.plan and transfer.plan.state == "open":
        end_without_conference(
            plan=transfer.plan, reason=EndReason.TEMPORARY_ENDED, ended_on=ended_on, note=note, by=by, at=at
        )
    return ended


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
    check_told(told)
    if plan.state != "open" or plan.is_temporary:
        raise StepNotAllowed("Only a running plan of this area moves to another.")
    if waiting(plan.person_id, Direction.OUT).exists():
        raise StepNotAllowed("A transfer of this child to another area is under way already.")
    transfer = AreaTransfer(
        child_ids=plan.child_ids,
        person_id=plan.person_id,
        plan=plan,
        area_id=plan.area_id,
        team_id=plan.team_id,
        direction=Direction.OUT,
        notified_on=notified_on,
        submission=submission,
        recorded_at=at,
        recorded_by=by,
        **told,
    )
    transfer.save(force_insert=True)
    started = moments.moment_of(notified_on, at)
    record_step(AREA_TRANSFER.step("notify"), transfer, by=by, at=at, before="", happened_at=started)
    return transfer


@transaction.atomic
def take_over_there(*, transfer, conference_on, by, at, note="", version=None, submission=None):
    """Keep that the other area held its conference on a day and answers for the child: the plan here ends then."""
    if transfer.direction != Direction.OUT:
        raise StepNotAllowed("This child moves here: this area's own conference takes the child over.")
    moments.not_in_future(conference_on, at, "The conference of the other area")
    if conference_on < transfer.notified_on:
        raise StepNotAllowed("The other area's conference cannot come before it was told.")

    def fill(fresh):
        fresh.responsibility_moved_on = conference_on

    moved = take(
        pathway=AREA_TRANSFER, step="take_over", record=transfer, by=by, at=at, change=fill, version=version,
        submission=submission, happened_at=moments.moment_of(conference_on, at), note=note,
    )  # fmt: skip
    if transfer.plan.state == "open":
        end_plan(
            plan=transfer.plan,
            reason=EndReason.MOVED,
            ended_at=moments.moment_of(conference_on, at),
            step="end_without_conference",
            note=f"{moved.other_authority} held its conference. {note}".strip(),
            by=by,
            at=at,
            checks_permission=False,
        )
    return moved


@transaction.atomic
def register_temporarily(*, person, area, team, since, by, at, submission=None, **told):
    """Register a child for a time who stays here and is on another area's plan; that area answers for the plan.

    Visits are kept here; the child is left out of the counts of plans.
    """
    check_begins("register", person.pk, by, at)
    known = AreaTransfer.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    moments.not_in_future(since, at, "The stay")
    check_told(told)
    if not told.get("other_category"):
        raise StepNotAllowed("Select the category of the other area's plan.")
    began_at = moments.moment_of(since, at)
    episode = open_episode_for(person, area, team, began_at, by=by, at=at)
    plan = open_plan(
        episode=episode,
        began_at=began_at,
        category=told["other_category"],
        is_temporary=True,
        from_transfer=False,
        by=by,
        at=at,
    )
    transfer = AreaTransfer(
        child_ids=[person.pk],
        person=person,
        plan=plan,
        area=area,
        team=team,
        direction=Direction.IN,
        state="temporary",
        is_permanent=False,
        notified_on=since,
        submission=submission,
        recorded_at=at,
        recorded_by=by,
        **told,
    )
    transfer.save(force_insert=True)
    record_step(AREA_TRANSFER.step("register"), transfer, by=by, at=at, before="", happened_at=began_at)
    return transfer


def chairs_in(area, on):
    """Return the conference chairs of an area on a day, as a queryset."""
    held = RoleHolding.objects.current(on).filter(Q(area=area) | Q(area=None), role=Role.CONFERENCE_CHAIR)
    return Professional.objects.current(on).filter(pk__in=held.values("professional")).order_by("name")


def teams_in(area, on):
    """Return the teams of an area that work with children on a plan, as a queryset."""
    return Team.objects.current(on).filter(area=area, kind__in=TEAMS).order_by("name")
