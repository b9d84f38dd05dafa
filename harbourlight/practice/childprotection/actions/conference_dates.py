"""The date of a conference put right after the fact: everything that counts from it moves, and the history stays."""

from django.db import transaction

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import ConferenceDecision
from ..models import AreaTransfer, CategoryChange, ConferenceChild
from ..pathway import AREA_TRANSFER, CONFERENCE, ENQUIRY, PLAN
from . import moments
from .plan_dates import correct_plan

DATED = {ConferenceDecision.PLAN: "began_at", ConferenceDecision.ENDS: "ended_at"}


@transaction.atomic
def correct_conference(*, conference, held_at, reason, by, at, version=None, submission=None):
    """Put right when a conference was held: the plans it began, reviewed or ended move with it."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    moments.not_in_future(held_at, at, "A conference that is recorded as held")
    was = conference.held_at

    def fill(fresh):
        fresh.held_at = held_at

    corrected = take(
        pathway=CONFERENCE,
        step="correct",
        record=conference,
        by=by,
        at=at,
        change=fill,
        version=version,
        submission=submission,
        happened_at=held_at,
        note=f"It was recorded as {moments.london(was):%d/%m/%Y}. {reason.strip()}",
    )
    if corrected.held_at == was:
        return corrected
    meeting = corrected.meeting
    meeting.held_at = held_at
    meeting.save(update_fields=("held_at",))
    for row in ConferenceChild.objects.filter(conference=corrected).select_related("enquiry", "plan__person"):
        move_child(row, held_at, reason.strip(), by=by, at=at)
    move_transfers(corrected, reason.strip(), at=at)
    return corrected


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
