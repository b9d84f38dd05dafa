"""Core groups: those who work with the family between conferences, and the combined chronology they keep."""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import Entry, record_step
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day

from ..choices import RefreshState
from ..models import ChronologyRefresh, ConferenceChild, CoreGroup, ProtectionPlan
from ..pathway import CORE_GROUP, PLAN
from ..pathway.plan import ONE_OF_THEM
from .grants import members_see
from .moments import london, not_in_future
from .plan_facts import days_of, next_core_group_due

LEFT_OUT = ("chair", "minutes", "interpreter")  # seats of a conference that a core group does not take over


@works.stands(CORE_GROUP, ONE_OF_THEM)
def works_with_one(group, by, at):
    """Say whether somebody works with one of the children of a core group: one worker may keep it for a family."""
    plans = ProtectionPlan.objects.filter(pk__in=group.plan_ids).select_related("episode")
    return any(works.capacity(PLAN, PLAN.step("meet"), plan, by, at) for plan in plans)


@transaction.atomic
def plan_core_group(*, plans, starts_at, by, at, chair=None, place="", invitees=None, late_reason="", submission=None):
    """Plan a core group about the plans of one family and return it; after its last day only with the reason.

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
        child_ids=child_ids, plan_ids=[plan.pk for plan in plans], area_id=plans[0].area_id, team_id=plans[0].team_id,
        number=1 + max(held_before(plan) for plan in plans), due_on=next_core_group_due(plans), planned_for=starts_at,
        submission=submission, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    works.check(CORE_GROUP, CORE_GROUP.step("plan"), group, by, at)
    check_in_time(group, late_reason)
    group.meeting = meetings.plan(
        type="core_group", area=plans[0].area, team=plans[0].team, starts_at=starts_at, children=child_ids,
        subject=group, chair=chair or plans[0].key_worker or by, place=place, by=by, at=at,
    )  # fmt: skip
    group.save(force_insert=True)
    record_step(CORE_GROUP.step("plan"), group, by=by, at=at, before="", happened_at=at, note=late_reason.strip())
    meetings.invite(
        meeting=group.meeting, invitees=[each for each in wanted if not is_chair(group, each)], by=by, at=at
    )
    for plan in plans:
        members_see(plan, group, by=by, at=at)
    return group


def check_in_time(group, late_reason):
    """Warn whoever plans a core group for a day after its last one: it needs a reason."""
    if group.due_on and london(group.planned_for) > group.due_on and not late_reason.strip():
        raise StepNotAllowed(f"The last day for this core group is {day(group.due_on)}. Enter why it meets later.")


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
                seat, professional=row.professional, agency=row.agency, person=row.person, name=row.name,
                email=row.email, needs=row.needs,
            )  # fmt: skip
    return list(found.values())


@does(CORE_GROUP, "move")
def move_core_group(core_group, *, starts_at, reason, by, at):
    """Move a planned core group, with the reason; its last day stays where it was."""
    meetings.move(meeting=core_group.meeting, starts_at=starts_at, reason=reason, by=by, at=at)
    core_group.planned_for = starts_at
    return reason


@does(CORE_GROUP, "call_off")
def call_off_core_group(core_group, *, reason, by, at, arranger=None):
    """Call a planned core group off, with the reason; ``arranger`` is who arranges it, where ``by`` does not."""
    meetings.call_off(meeting=core_group.meeting, reason=reason, by=arranger or by, at=at)
    return reason


def leave_core_group(core_group, plan, *, by, at):
    """Take a child whose plan has ended out of a core group that is planned: it meets about the others."""
    core_group.plan_ids = [each for each in core_group.plan_ids if each != plan.pk]
    core_group.child_ids = [each for each in core_group.child_ids if each != plan.person_id]
    core_group.save(update_fields=("plan_ids", "child_ids"))
    meetings.no_longer_about(core_group.meeting, plan.person_id, by=by, at=at)


@does(CORE_GROUP, "hold")
def hold_core_group(
    core_group, *, held_at, progress, by, at, attendance=(), inquorate_reason="", analysis="",
    is_chronology_refreshed=False,
):  # fmt: skip
    """Record that a core group met: who was there, how far the plans are, and whether the chronology was refreshed.

    The time to the next one counts from the day it met, for each plan. Without a refresh the combined
    chronology of each child is stale from now on.
    """
    not_in_future(held_at, at, "A core group that is recorded as held")
    if not progress.strip():
        raise StepNotAllowed("Enter how far the plan is.")
    meeting = meetings.record_attendance(meeting=core_group.meeting, rows=list(attendance), by=by, at=at)
    meetings.hold(meeting=meeting, happened_at=held_at, inquorate_reason=inquorate_reason, by=by, at=at)
    core_group.held_at, core_group.progress = held_at, progress.strip()
    core_group.chronology_refreshed_at = at if is_chronology_refreshed else None

    def tell_plans(held):
        plans = list(ProtectionPlan.objects.filter(pk__in=held.plan_ids).select_related("person"))
        for plan in plans:
            if plan.state == "open":
                meet(plan=plan, group=held, analysis=analysis, by=by, at=at, checks_permission=False)
        held.next_due_on = next_core_group_due(plans)
        held.save(update_fields=("next_due_on",))

    return Entry(happened_at=held_at, after=tell_plans)


@does(PLAN, "meet")
def meet(plan, *, group, analysis, by, at):
    """Keep for one plan that its core group met."""
    is_refreshed = group.chronology_refreshed_at is not None
    plan.chronology_state = RefreshState.FRESH if is_refreshed else RefreshState.STALE

    def follow(met):
        members_see(met, group, by=by, at=at)
        if is_refreshed:
            store_refresh(met, group, analysis, by=by, at=at)

    return Entry(happened_at=group.held_at, because="A core group was recorded", after=follow)


@does(PLAN, "refresh_chronology")
def refresh_chronology(plan, *, analysis, by, at):
    """Keep that the combined chronology of a child was brought up to date, and what the pattern of events says."""
    if not analysis.strip():
        raise StepNotAllowed("Enter what the pattern of events says.")
    plan.chronology_state = RefreshState.FRESH
    store_refresh(plan, None, analysis, by=by, at=at)


@fact(PLAN, "is_of_another_area")
def is_of_another_area(plan):
    """Tell that another area keeps the chronology of a plan, whose child stays here for a time."""
    return "Another area answers for this plan, and keeps its chronology." if plan.is_temporary else ""


def store_refresh(plan, group, analysis, *, by, at):
    """Store that a chronology was brought up to date, with the agencies whose parts are in it."""
    lines = Line.objects.filter(person_id=plan.person_id, agency__isnull=False)
    ChronologyRefresh(
        child_ids=plan.child_ids, plan=plan, core_group=group, refreshed_at=at, refreshed_by=by,
        agency_ids=list(lines.values_list("agency_id", flat=True).distinct().order_by()), analysis=analysis.strip(),
        recorded_at=at, recorded_by=by,
    ).save(force_insert=True)  # fmt: skip


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
    return Professional.objects.filter(Q(pk__in=ids) | Q(pk=plan.key_worker_id)).order_by("name__letters")
