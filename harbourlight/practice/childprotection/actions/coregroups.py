"""Core groups: those who work with the family between conferences, and the combined chronology they keep."""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import record_step, take
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import RefreshState
from ..models import ChronologyRefresh, ConferenceChild, CoreGroup, ProtectionPlan
from ..pathway import CORE_GROUP, PLAN
from ..pathway.plan import ONE_OF_THEM
from .moments import london, not_in_future
from .plan_facts import days_of, next_core_group_due
from .plan_sight import members_see

LEFT_OUT = ("chair", "minutes", "interpreter")  # seats of a conference that a core group does not take over


@works.stands(CORE_GROUP, ONE_OF_THEM)
def works_with_one(group, by, at):
    """Say whether somebody works with one of the children of a core group: one worker may keep it for a family."""
    plans = ProtectionPlan.objects.filter(pk__in=group.plan_ids).select_related("episode")
    return any(works.capacity(PLAN, PLAN.step("meet"), plan, by, at) for plan in plans)


@transaction.atomic
def plan_core_group(*, plans, starts_at, by, at, chair=None, place="", invitees=None, submission=None):
    """Plan a core group about the plans of one family and return it.

    Without ``invitees`` the members so far are invited: of the last core group, else of the conference.
    """
    known = CoreGroup.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    plans = [plan for plan in plans if plan.state == "open" and not plan.is_temporary]
    if not plans:
        raise StepNotAllowed("Choose at least one child who is on a child protection plan of this area.")
    child_ids = [plan.person_id for plan in plans]
    wanted = members_so_far(plans) if invitees is None else list(invitees)
    group = CoreGroup(
        child_ids=child_ids,
        plan_ids=[plan.pk for plan in plans],
        area_id=plans[0].area_id,
        team_id=plans[0].team_id,
        number=1 + max(held_before(plan) for plan in plans),
        due_on=next_core_group_due(plans),
        planned_for=starts_at,
        submission=submission,
        recorded_at=at,
        recorded_by=by,
    )
    works.check(CORE_GROUP, CORE_GROUP.step("plan"), group, by, at)
    group.meeting = meetings.plan(
        type="core_group",
        area=plans[0].area,
        team=plans[0].team,
        starts_at=starts_at,
        children=child_ids,
        subject=group,
        chair=chair or plans[0].key_worker or by,
        place=place,
        by=by,
        at=at,
    )
    group.save(force_insert=True)
    record_step(CORE_GROUP.step("plan"), group, by=by, at=at, before="", happened_at=at)
    meetings.invite(
        meeting=group.meeting, invitees=[each for each in wanted if not is_chair(group, each)], by=by, at=at
    )
    for plan in plans:
        members_see(plan, group, by=by, at=at)
    return group


def is_chair(group, invitee):
    """Say whether somebody is the chair of a core group already, who is invited as such."""
    return invitee.professional is not None and invitee.professional.pk == group.meeting.chair_id


def held_before(plan):
    """Return how many core groups of a plan were held."""
    return CoreGroup.objects.filter(plan_ids__contains=[plan.pk], state="held").count()


def last_meeting_of(plan):
    """Return the id of the meeting that says who works with the family: the last core group, else the conference."""
    group = CoreGroup.objects.filter(plan_ids__contains=[plan.pk]).exclude(state="called_off").order_by("-planned_for")
    latest = group.values_list("meeting_id", flat=True).first()
    rows = ConferenceChild.objects.filter(plan=plan).order_by("-held_at")
    return latest or rows.values_list("conference__meeting_id", flat=True).first()


def members_of(plan):
    """Return the invitations that say who the members of a plan's core group are."""
    invited = Invitation.objects.filter(meeting_id=last_meeting_of(plan)).expected()
    return list(invited.select_related("professional__agency", "person", "agency", "meeting"))


def members_so_far(plans):
    """Return the members of the core groups of some plans as invitees, each once."""
    found = {}
    for plan in plans:
        for row in members_of(plan):
            if row.seat in LEFT_OUT and (row.professional_id is None or row.meeting.type != "core_group"):
                continue
            seat = "social_worker" if row.seat == "chair" else row.seat
            key = row.professional_id or row.person_id or row.name or row.agency_id
            found[key] = meetings.Invitee(
                seat,
                professional=row.professional,
                agency=row.agency,
                person=row.person,
                name=row.name,
                email=row.email,
                needs=row.needs,
            )
    return list(found.values())


@transaction.atomic
def move_core_group(*, core_group, starts_at, reason, by, at, version=None, submission=None):
    """Move a planned core group, with the reason; its last day stays where it was."""

    def fill(fresh):
        meetings.move(meeting=fresh.meeting, starts_at=starts_at, reason=reason, by=by, at=at)
        fresh.planned_for = starts_at

    return take(
        pathway=CORE_GROUP, step="move", record=core_group, by=by, at=at, change=fill, version=version, note=reason,
        submission=submission,
    )  # fmt: skip


@transaction.atomic
def call_off_core_group(
    *, core_group, reason, by, at, version=None, submission=None, checks_permission=True
):  # fmt: skip
    """Call a planned core group off, with the reason."""

    def fill(fresh):
        # Whoever ends a plan need not be the one who arranges its core groups.
        arranger = by if checks_permission else fresh.meeting.chair or by
        meetings.call_off(meeting=fresh.meeting, reason=reason, by=arranger, at=at)

    return take(
        pathway=CORE_GROUP, step="call_off", record=core_group, by=by, at=at, change=fill, version=version, note=reason,
        submission=submission, checks_permission=checks_permission,
    )  # fmt: skip


@transaction.atomic
def hold_core_group(
    *,
    core_group,
    held_at,
    attendance,
    progress,
    by,
    at,
    inquorate_reason="",
    analysis="",
    is_chronology_refreshed=False,
    version=None,
    submission=None,
):
    """Record that a core group met: who was there, how far the plans are, and whether the chronology was refreshed.

    The time to the next one counts from the day it met, for each plan. Without a refresh the combined
    chronology of each child is stale from now on.
    """
    not_in_future(held_at, at, "A core group that is recorded as held")
    if not progress.strip():
        raise StepNotAllowed("Enter how far the plan is.")
    if submission and StepTaken.objects.filter(subject_id=core_group.pk, submission=submission).exists():
        return CoreGroup.objects.get(pk=core_group.pk)
    plans = list(ProtectionPlan.objects.filter(pk__in=core_group.plan_ids).select_related("person"))

    def fill(fresh):
        meeting = meetings.record_attendance(meeting=fresh.meeting, rows=list(attendance), by=by, at=at)
        meetings.hold(meeting=meeting, happened_at=held_at, inquorate_reason=inquorate_reason, by=by, at=at)
        fresh.held_at, fresh.progress = held_at, progress.strip()
        fresh.chronology_refreshed_at = at if is_chronology_refreshed else None

    held = take(
        pathway=CORE_GROUP,
        step="hold",
        record=core_group,
        by=by,
        at=at,
        change=fill,
        version=version,
        submission=submission,
        happened_at=held_at,
    )
    for plan in plans:
        meet(plan, held, is_chronology_refreshed, analysis, by=by, at=at)
    held.next_due_on = next_core_group_due(plans)
    held.save(update_fields=("next_due_on",))
    return held


def meet(plan, group, is_refreshed, analysis, *, by, at):
    """Keep for one plan that its core group met."""
    if plan.state != "open":
        return

    def fill(fresh):
        fresh.chronology_state = RefreshState.FRESH if is_refreshed else RefreshState.STALE

    met = take(
        pathway=PLAN, step="meet", record=plan, by=by, at=at, change=fill, happened_at=group.held_at,
        checks_permission=False,
    )  # fmt: skip
    members_see(met, group, by=by, at=at)
    if is_refreshed:
        store_refresh(met, group, analysis, by=by, at=at)


@transaction.atomic
def refresh_chronology(*, plan, analysis, by, at, version=None, submission=None):
    """Keep that the combined chronology of a child was brought up to date, and what the pattern of events says."""
    if not analysis.strip():
        raise StepNotAllowed("Enter what the pattern of events says.")

    def fill(fresh):
        fresh.chronology_state = RefreshState.FRESH

    fresh = take(
        pathway=PLAN, step="refresh_chronology", record=plan, by=by, at=at, change=fill, version=version,
        submission=submission,
    )  # fmt: skip
    if ChronologyRefresh.objects.filter(plan=fresh, refreshed_at=at).exists():
        return fresh
    store_refresh(fresh, None, analysis, by=by, at=at)
    return fresh


def store_refresh(plan, group, analysis, *, by, at):
    """Store that a chronology was brought up to date, with the agencies whose parts are in it."""
    lines = Line.objects.filter(person_id=plan.person_id, agency__isnull=False)
    ChronologyRefresh(
        child_ids=plan.child_ids,
        plan=plan,
        core_group=group,
        refreshed_at=at,
        refreshed_by=by,
        agency_ids=list(lines.values_list("agency_id", flat=True).distinct().order_by()),
        analysis=analysis.strip(),
        recorded_at=at,
        recorded_by=by,
    ).save(force_insert=True)


def chronology_of(plan, at):
    """Return (how the combined chronology stands, its last refresh or None, how many events are new since).

    Only significant events count: those that the core group has not seen together. It is stale when one of them has
    waited for longer than the area's number of days, or a core group met and did not bring it up to date.
    """
    last = ChronologyRefresh.objects.filter(plan=plan).select_related("refreshed_by").order_by("-refreshed_at").first()
    if last is None:
        return "", None, 0
    newer = Line.objects.filter(
        person_id=plan.person_id, is_significant=True, recorded_at__gt=last.refreshed_at
    ).order_by("recorded_at")
    waits_from = newer.values_list("recorded_at", flat=True).first()
    has_waited = waits_from is not None and (london(at) - london(waits_from)).days > days_of(plan.area_id, waits_from)
    met_since = CoreGroup.objects.filter(
        plan_ids__contains=[plan.pk], state="held", held_at__gt=last.refreshed_at
    ).exclude(pk=last.core_group_id)  # type: ignore[misc]
    is_stale = has_waited or met_since.exists() or plan.chronology_state == RefreshState.STALE
    return (RefreshState.STALE if is_stale else RefreshState.FRESH), last, newer.count()


def professionals_of(plan):
    """Return the professionals of a plan's core group, as a queryset: those to whom its actions can be given."""
    ids = [row.professional_id for row in members_of(plan) if row.professional_id]
    return Professional.objects.filter(Q(pk__in=ids) | Q(pk=plan.key_worker_id)).order_by("name")
