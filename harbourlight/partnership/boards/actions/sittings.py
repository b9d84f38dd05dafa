"""Planning the meetings of a body: a year at once, one more, an extraordinary one; moving and calling off."""

import uuid
from datetime import date, datetime, time, timedelta

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import timing, types
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request
from harbourlight.statute import calendar

from ..choices import CHAIRS, ItemState, ReportState, SeatKind, SittingKind
from ..models import ItemProposed, Membership, ReportAsked, Sitting
from ..pathway import DEVELOPMENT_DAY, EXTRAORDINARY
from .items import executive_for
from .members import invitees_of
from .rights import check_arranges, check_oversees, day_of, needed

LEARNING = "Learning shared with us"
USUAL_TIME = time(10)
CHAIRING = {"chair": CHAIRS, "scrutineer": (SeatKind.SCRUTINEER,), "partners": ()}


def type_for(group, kind):
    """Return the name of the kind of meeting that a body holds on a kind of day."""
    if kind == SittingKind.DEVELOPMENT_DAY:
        return DEVELOPMENT_DAY.name
    if kind == SittingKind.EXTRAORDINARY:
        return EXTRAORDINARY.name
    return group.meeting_type


def chair_of(group, on):
    """Return who chairs a body on a date by its rules: chair or vice-chair, the scrutineer, or None to be chosen."""
    rows = Membership.objects.current(on).in_group(group)
    for kind in CHAIRING[group.keeps(on).chaired_by]:
        for membership in rows:
            if membership.seat.kind == kind:
                return membership.who_comes
    return None


def last_day_for_notice(group, starts_at):
    """Return the last day on which an extraordinary meeting at a moment can be called, or None without a rule."""
    due = timing.due_day(EXTRAORDINARY.notice, starts_at, timing.own_of(EXTRAORDINARY.name, group.area_id, group.pk))
    return due.day if due else None


def check_notice(group, starts_at, at):
    """Refuse an extraordinary meeting that is called too late, and say what its rule asks for."""
    last = last_day_for_notice(group, starts_at)
    if last is not None and day_of(at) > last:
        raise StepNotAllowed(
            f"Members need notice of an extraordinary meeting: for this day it had to be given by {last:%-d %B %Y}. "
            "Choose a later day, or record an urgent decision."
        )


@transaction.atomic
def plan_sitting(
    *, group, starts_at, by, at, kind=SittingKind.ORDINARY, reason="", place="", online="", submission=None
):
    """Plan a meeting of a body: its members are invited, its standing items written, what is due before it runs."""
    check_oversees(group, by, at)
    known = Sitting.objects.filter(meeting__submission=submission).first() if submission else None
    if known:
        return known
    if starts_at <= at:
        raise StepNotAllowed("Enter a date in the future.")
    if kind == SittingKind.EXTRAORDINARY:
        reason = needed(reason, "Enter why an extraordinary meeting is needed.")
        check_notice(group, starts_at, at)
    sitting = Sitting(group=group, kind=kind, reason=reason)
    on = day_of(starts_at)
    name = type_for(group, kind)
    meeting = meetings.plan(
        type=name,
        area=group.area,
        starts_at=starts_at,
        subject=sitting,
        team=group.team,
        title=title_of(group, kind),
        place=place,
        online=online,
        chair=chair_of(group, on),
        group_key=group.key,
        body_id=group.pk,
        submission=submission,
        by=by,
        at=at,
    )
    sitting.meeting = meeting
    sitting.save(force_insert=True)
    meetings.invite(meeting=meeting, invitees=invitees_of(group, on), by=by, at=at)
    for title in standing_items(group, kind, on):
        meetings.add_item(meeting=meeting, title=title, by=None, at=at, allowed_late_by=meeting.chair)
    return sitting


def title_of(group, kind):
    """Return what a meeting of a body is called."""
    return group.name if kind == SittingKind.ORDINARY else f"{group.name}: {SittingKind(kind).label.lower()}"


def standing_items(group, kind, on):
    """Return the items that stand on every ordinary agenda of a body; one above others hears what they learned."""
    if kind != SittingKind.ORDINARY:
        return []
    already = {item.lower() for item in types.get(group.meeting_type).agenda}
    learning = [LEARNING] if group.groups.exists() else []
    return [item for item in (*group.keeps(on).standing_items, *learning) if item.lower() not in already]


@transaction.atomic
def plan_year(*, group, days, by, at, place="", submission=None):
    """Plan a year's meetings of a body; ``days`` are (kind, moment). The same submission again plans nothing."""
    check_arranges(group, by, at)
    planned = []
    for kind, starts_at in days:
        own = uuid.uuid5(submission, f"{kind} {starts_at.isoformat()}") if submission else None
        planned.append(
            plan_sitting(group=group, starts_at=starts_at, kind=kind, place=place, submission=own, by=by, at=at)
        )
    return planned


def usual_days(group, year):
    """Return the days that a year's calendar usually has, as (kind, moment): spread evenly, on working days.

    Four meetings a year are one each quarter; a development day comes first, when the year's plan is gone through.
    """
    rules = group.keeps(date(year, 1, 1))
    number = rules.meetings_a_year
    days = [(SittingKind.ORDINARY, moment_of(year, max(12 * turn // number, 1), 11)) for turn in range(1, number + 1)]
    days += [
        (SittingKind.DEVELOPMENT_DAY, moment_of(year, min(1 + turn, 12), 20)) for turn in range(rules.development_days)
    ]
    return sorted(days, key=lambda pair: pair[1])


def moment_of(year, month, day):
    """Return the usual time on a day of a month, or on the next working day."""
    on = date(year, month, day)
    while not calendar.is_working_day(on):
        on += timedelta(days=1)
    return datetime.combine(on, USUAL_TIME, LONDON)


@transaction.atomic
def move(*, sitting, starts_at, reason, by, at, place=None, submission=None, version=None):
    """Move a meeting: reports, changes and items are then due by its new date, and an extraordinary one has notice."""
    group = sitting.group
    check_oversees(group, by, at)
    if starts_at <= at:
        raise StepNotAllowed("Enter a date in the future.")
    if sitting.kind == SittingKind.EXTRAORDINARY:
        check_notice(group, starts_at, at)
    moved = meetings.move(
        meeting=sitting.meeting,
        starts_at=starts_at,
        reason=reason,
        place=place,
        by=by,
        at=at,
        submission=submission,
        version=version,
    )
    sitting.meeting = moved
    return sitting


@meetings.when("moved")
def is_moved(meeting, *, by, at):
    """Let what a body is owed before a meeting be due by its new date, whichever page moved it."""
    for sitting in Sitting.objects.filter(meeting=meeting).select_related("group"):
        follow(sitting, meeting)


@transaction.atomic
def count_again(sitting, *, at):
    """Count again what is due before a planned meeting, by the rules as they now are."""
    timing.count_again(sitting.meeting, at=at)
    follow(sitting, sitting.meeting)


def follow(sitting, moved):
    """Let reports, changes, items and requests of a meeting be due as its rules count from its date.

    What was given already is judged by the new date too; the history of each row keeps the old one.
    """
    papers = timing.due_of(moved, timing.PAPERS) or moved.starts_at
    reports = ReportAsked.objects.filter(sitting=sitting).exclude(state=ReportState.WITHDRAWN)
    reports.update(due_at=papers)
    reports.exclude(changes_due_at=None).update(changes_due_at=timing.due_of(moved, "changes") or moved.starts_at)
    items_in = timing.due_of(moved, "items")
    proposed = ItemProposed.objects.filter(sitting=sitting)
    proposed.update(due_at=items_in)
    if items_in and executive_for(sitting.group):
        proposed.filter(state=ItemState.LATE, proposed_at__lte=items_in).update(state=ItemState.PROPOSED)
        proposed.filter(state=ItemState.PROPOSED, proposed_at__gt=items_in).update(state=ItemState.LATE)
    with as_system("a report that waits is due by the new date, whoever sees the request for it"):
        asked = ReportAsked.objects.filter(sitting=sitting, given_at=None).values("pk")
        Request.objects.filter(subject_id__in=asked).unanswered().update(due_at=papers)


@transaction.atomic
def call_off(*, sitting, reason, by, at, submission=None, version=None):
    """Call a meeting off with a reason."""
    check_oversees(sitting.group, by, at)
    sitting.meeting = meetings.call_off(
        meeting=sitting.meeting, reason=reason, by=by, at=at, submission=submission, version=version
    )
    return sitting


@meetings.when("called_off")
def is_called_off(meeting, *, by, at):
    """Let nobody owe a report to a meeting that is called off, whichever page called it off."""
    asked = ReportAsked.objects.filter(sitting__meeting=meeting, state=ReportState.ASKED)
    with as_system("a report for a meeting that is called off is no longer asked for, whoever sees the request"):
        Request.objects.filter(subject_id__in=list(asked.values_list("pk", flat=True))).unanswered().update(
            state="withdrawn"
        )
    asked.update(state=ReportState.WITHDRAWN)
