"""What is late or waits, of every meeting and body, as one list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.choices import MinutesState, State
from harbourlight.foundations.meetings.models import Dispute, Minutes

from ..choices import ItemState, ReportState, SeatKind, UrgentState
from ..models import Absence, Escalation, ItemProposed, Membership, ReportAsked, Sitting, UrgentDecision
from ..models.keeping import read_rules
from .rights import day_of


@dataclass(frozen=True)
class Line:
    """One thing that waits: what, of whom, for which body, by when; ``name`` and ``pk`` lead to its page."""

    what: str
    who: str
    group: Any
    due_at: Any
    is_late: bool
    name: str
    pk: Any


def late_list(groups, at, *, only_late=True):
    """Return what waits in some bodies, the longest overdue first; with ``only_late`` only what is late."""
    groups = list(groups)
    lines = [
        *reports(groups, at), *changes(groups, at), *items(groups, at), *papers_and_minutes(groups, at),
        *disputes(groups, at), *urgent(groups, at), *escalations(groups, at), *members(groups, at),
        *absences(groups, at),
    ]  # fmt: skip
    kept = [line for line in lines if line.is_late or not only_late]
    return sorted(kept, key=lambda line: (line.due_at is None, line.due_at or at, line.what))


def late_of(sitting, at):
    """Return what is late for one meeting: its reports, changes and items, its papers and its minutes."""
    group = [sitting.group]
    own = set(ReportAsked.objects.filter(sitting=sitting).values_list("pk", flat=True)) | {sitting.pk}
    lines = [*reports(group, at), *changes(group, at), *items(group, at), *papers_and_minutes(group, at)]
    return [line for line in [*lines, *disputes(group, at)] if line.is_late and line.pk in own]


def reports(groups, at):
    """Return the reports that are not given yet."""
    rows = ReportAsked.objects.filter(sitting__group__in=groups, state=ReportState.ASKED)
    rows = rows.filter(sitting__meeting__state=State.PLANNED).select_related("sitting__group", "agency", "author")
    for row in rows:
        who = f"{row.agency.name}{f', {row.author.name}' if row.author else ''}"
        yield Line(f"Report: {row.title}", who, row.sitting.group, row.due_at, row.is_late(at), "boards:report", row.pk)


def changes(groups, at):
    """Return the changes that were asked for and are not made yet."""
    rows = ReportAsked.objects.filter(sitting__group__in=groups, state=ReportState.CHANGES)
    rows = rows.filter(sitting__meeting__state=State.PLANNED).select_related("sitting__group", "agency")
    for row in rows:
        yield Line(
            f"Changes to a report: {row.title}", row.agency.name, row.sitting.group, row.changes_due_at,
            row.are_changes_late(at), "boards:report", row.pk,
        )  # fmt: skip


def items(groups, at):
    """Return the items that wait for the executive or the chair."""
    rows = ItemProposed.objects.filter(sitting__group__in=groups, state__in=(ItemState.PROPOSED, ItemState.LATE))
    for row in rows.filter(sitting__meeting__state=State.PLANNED).select_related("sitting__group"):
        late = row.due_at is not None and at > row.due_at
        who = "The chair" if row.state == ItemState.LATE else "The executive"
        yield Line(
            f"Item: {row.title}", who, row.sitting.group, row.due_at, late, "boards:sitting", row.sitting_id
        )  # fmt: skip


def papers_and_minutes(groups, at):
    """Return the meetings whose papers have not gone out, and those whose minutes have not gone round."""
    rows = Sitting.objects.filter(group__in=groups).whole()
    for row in rows.filter(meeting__state=State.PLANNED, papers_out_at=None, meeting__starts_at__gte=at):
        due = timing.due_of(row.meeting, "papers_out")
        if due:
            yield Line(
                "Agenda and papers go out", "The business unit", row.group, due, at > due, "boards:sitting", row.pk
            )
    held = rows.filter(meeting__state=State.HELD)
    gone = set(
        Minutes.objects.filter(meeting__in=held.values("meeting"))
        .exclude(state=MinutesState.DRAFT)
        .values_list("meeting_id", flat=True)
    )
    for row in held:
        timed = row.meeting.kind.timed("minutes")
        if timed is None or row.meeting_id in gone:
            continue
        due = timing.due_day(timed, row.meeting.held_at, timing.own_for(row.meeting))
        if due:
            last = timing.due_moment(due.day)
            yield Line("Minutes go round", "The business unit", row.group, last, at > last, "boards:sitting", row.pk)


def disputes(groups, at):
    """Return the disputes of minutes that are not settled."""
    rows = Dispute.objects.filter(meeting__sitting__group__in=groups, settled_at=None)
    for row in rows.select_related("meeting__sitting__group", "raised_by"):
        sitting = row.meeting.sitting
        who = row.raised_by.name if row.raised_by else ""
        yield Line("Minutes are disputed", who, sitting.group, row.raised_at, True, "boards:sitting", sitting.pk)


def urgent(groups, at):
    """Return urgent matters: not decided by the day they were needed, or not ratified at the next meeting."""
    rows = UrgentDecision.objects.filter(group__in=groups).select_related("group")
    for row in rows.filter(state=UrgentState.CONSULTING):
        yield Line(
            "Urgent matter", "The chair", row.group, row.needed_by, at > row.needed_by, "boards:urgent", row.pk
        )  # fmt: skip
    for row in rows.filter(state=UrgentState.DECIDED):
        held = Sitting.objects.filter(group=row.group).held().filter(meeting__held_at__gt=row.decided_at)
        missed = held.order_by("meeting__held_at").select_related("meeting").first()
        due = missed.meeting.held_at if missed else None
        yield Line(
            "Urgent decision to ratify", "The meeting", row.group, due, missed is not None, "boards:urgent", row.pk
        )


def escalations(groups, at):
    """Return what waits for the lead representatives."""
    rows = Escalation.objects.filter(group__in=groups, settled_at=None).select_related("group")
    for row in rows:
        yield Line(
            "Answer of the lead representatives", "The lead representatives", row.group, row.due_at, at > row.due_at,
            "boards:escalation", row.pk,
        )  # fmt: skip


def members(groups, at):
    """Return members whose induction is late, who have not accepted the role, or whose term is over."""
    on = day_of(at)
    rows = Membership.objects.current(on).filter(seat__group__in=groups).exclude(seat__kind=SeatKind.OFFICER)
    wanting = rows.filter(Q(induction_on=None) | Q(role_accepted_at=None) | Q(term_until__lt=on))
    by_id = {group.pk: group for group in read_rules(groups)}
    for row in wanting.select_related("seat", "professional"):
        row.seat.group = by_id[row.seat.group_id]
        due = timing.due_moment(row.induction_due_on) if row.induction_due_on else None
        if row.induction_on is None:
            is_late = row.is_induction_late(on)
            yield Line("Induction", row.professional.name, row.seat.group, due, is_late, "boards:membership", row.pk)
        if row.role_accepted_at is None:
            what = "Role description to accept"
            is_late = due is not None and at > due
            yield Line(what, row.professional.name, row.seat.group, due, is_late, "boards:membership", row.pk)
        if row.is_term_over(on):
            over = timing.due_moment(row.term_until)
            yield Line("Term is over", row.professional.name, row.seat.group, over, True, "boards:membership", row.pk)


def absences(groups, at):
    """Return the absences whose challenge is not settled."""
    rows = Absence.objects.filter(sitting__group__in=groups, challenge__state__in=("raised", "answered"))
    for row in rows.select_related("sitting__group", "membership__professional", "agency", "challenge"):
        who = f"{row.membership.professional.name}, {row.agency}"
        due = timing.due_moment(row.challenge.due_on)
        what = f"Absent {row.times} times in a row"
        yield Line(what, who, row.sitting.group, due, at > due, "boards:absence", row.pk)
