"""The date of a conference put right after the fact: everything that counts from it moves, and the history stays."""

from functools import partial

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day

from ..choices import ConferenceDecision
from ..models import AreaTransfer, CategoryChange, ConferenceChild
from ..pathway import AREA_TRANSFER, CONFERENCE, ENQUIRY, PLAN
from . import moments
from .plan_dates import correct_plan

DATED = {ConferenceDecision.PLAN: "began_at", ConferenceDecision.ENDS: "ended_at"}


@does(CONFERENCE, "correct")
def correct_conference(conference, *, held_at, reason, by, at):
    """Put right when a conference was held: the plans it began, reviewed or ended move with it."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    moments.not_in_future(held_at, at, "A conference that is recorded as held")
    was, conference.held_at = conference.held_at, held_at
    note = f"It was recorded as {day(was)}. {reason.strip()}"
    moves = None if held_at == was else partial(move_all, reason=reason.strip(), by=by, at=at)
    return Entry(happened_at=held_at, note=note, after=moves)


def move_all(conference, *, reason, by, at):
    """Move what counts from a conference for each of its children."""
    meeting = conference.meeting
    meeting.held_at = conference.held_at
    meeting.save(update_fields=("held_at",))
    for row in ConferenceChild.objects.filter(conference=conference).select_related("enquiry", "plan__person"):
        move_child(row, conference.held_at, reason, by=by, at=at)
    move_transfers(conference, reason, at=at)


def move_child(row, held_at, reason, *, by, at):
    """Move what counts from a conference for one child."""
    row.held_at, row.held_on = held_at, moments.london(held_at)
    row.save(update_fields=("held_at", "held_on"))
    if row.enquiry:
        row.enquiry.icpc_held_on = row.held_on
        row.enquiry.save(update_fields=("icpc_held_on",))
        chains.work_out(ENQUIRY, row.enquiry, at=at, reason=f"Date corrected: {reason}")
    if row.plan is None:
        return
    if row.decision in DATED:
        correct_plan(
            plan=row.plan, field=DATED[row.decision], to=held_at, reason=reason, by=by, at=at, checks_permission=False
        )
    elif row.decision == ConferenceDecision.GOES_ON:
        if row.held_on <= row.plan.started_on:
            raise StepNotAllowed("A review comes after the day on which the plan began.")
        chains.work_out(PLAN, row.plan, at=at, reason=f"Date corrected: {reason}")
    CategoryChange.objects.filter(plan=row.plan, conference_id=row.conference_id).update(changed_on=row.held_on)


def move_transfers(conference, reason, *, at):
    """Let the responsibility for children who moved here begin on the true day of the conference."""
    for transfer in AreaTransfer.objects.filter(conference=conference):
        if transfer.state == "moved":
            transfer.responsibility_moved_on = moments.london(conference.held_at)
            transfer.save(update_fields=("responsibility_moved_on",))
        chains.work_out(AREA_TRANSFER, transfer, at=at, reason=f"Date corrected: {reason}")
