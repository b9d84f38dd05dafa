"""The date of a conference put right after the fact: everything that counts from it moves, and the history stays."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import ConferenceDecision
from ..models import AreaTransfer, CategoryChange, ConferenceChild
from ..pathway import CONFERENCE
from ..pathway.enquiry import CONFERENCE_CLOCK
from ..pathway.plan import TRANSFER_CLOCK
from . import clocks
from .plan_clocks import keep_clocks
from .plan_dates import correct_plan

DATED = {ConferenceDecision.PLAN: "began_at", ConferenceDecision.ENDS: "ended_at"}


@transaction.atomic
def correct_conference(*, conference, held_at, reason, by, at, version=None, submission=None):
    """Put right when a conference was held: the plans it began, reviewed or ended move with it."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    clocks.not_in_future(held_at, at, "A conference that is recorded as held")
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
        note=f"It was recorded as {clocks.london(was):%d/%m/%Y}. {reason.strip()}",
    )
    if corrected.held_at == was:
        return corrected
    meeting = corrected.meeting
    meeting.held_at = held_at
    meeting.save(update_fields=("held_at",))
    for row in ConferenceChild.objects.filter(conference=corrected).select_related("enquiry", "plan__person"):
        move_child(row, held_at, reason.strip(), by=by, at=at)
    move_transfers(corrected, held_at)
    return corrected


def move_child(row, held_at, reason, *, by, at):
    """Move what counts from a conference for one child."""
    row.held_at, row.held_on = held_at, clocks.london(held_at)
    row.save(update_fields=("held_at", "held_on"))
    if row.enquiry:
        row.enquiry.icpc_held_on = row.held_on
        row.enquiry.save(update_fields=("icpc_held_on",))
        meet_again(CONFERENCE_CLOCK, row.enquiry_id, held_at)
    if row.plan is None:
        return
    if row.decision in DATED:
        correct_plan(
            plan=row.plan, field=DATED[row.decision], to=held_at, reason=reason, by=by, at=at, checks_permission=False
        )
    elif row.decision == ConferenceDecision.GOES_ON:
        if row.held_on <= row.plan.started_on:
            raise StepNotAllowed("A review comes after the day on which the plan began.")
        keep_clocks(row.plan, reason=f"Date corrected: {reason}", at=at)
    CategoryChange.objects.filter(plan=row.plan, conference_id=row.conference_id).update(changed_on=row.held_on)


def move_transfers(conference, held_at):
    """Let the responsibility for children who moved here begin on the true day of the conference."""
    for transfer in AreaTransfer.objects.filter(conference=conference, state="moved"):
        transfer.responsibility_moved_on = clocks.london(held_at)
        transfer.save(update_fields=("responsibility_moved_on",))
        meet_again(TRANSFER_CLOCK, transfer.pk, held_at)


def meet_again(clock, subject_id, held_at):
    """Let the clock of a conference be met on the true day."""
    rows = Deadline.objects.filter(subject_id=subject_id, clock=clock, cancelled_at=None, met_at__isnull=False)
    rows.update(met_at=held_at)
