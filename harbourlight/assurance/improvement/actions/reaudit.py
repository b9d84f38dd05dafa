"""Auditing again what a recommendation asked for: planned from it, and what was found."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Found
from ..models import ReAudit
from ..pathway import KEEP, RECOMMENDATION
from .rights import check_may, check_there, london


@transaction.atomic
def plan_reaudit(*, recommendation, what, due_on, by, at, submission=None):
    """Plan that what a recommendation asked for is looked at again."""
    check_may(by, KEEP, at)
    check_there(recommendation, by, KEEP)
    if not what.strip():
        raise StepNotAllowed("Enter what is looked at again.")
    known = ReAudit.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    planned = ReAudit(
        recommendation=recommendation, what=what.strip(), due_on=due_on, planned_by=by, planned_at=at,
        submission=submission,
    )  # fmt: skip
    planned.save(force_insert=True)
    return planned


@transaction.atomic
def record_reaudit(*, reaudit, found, note, done_on, by, at, due_on=None):
    """Write down what a re-audit found; where nothing holds, what was accepted as done is to be done again.

    ``due_on`` is then the new date of each that is opened again.
    """
    check_may(by, KEEP, at)
    check_there(reaudit.recommendation, by, KEEP)
    found = Found(found)
    fresh = ReAudit.objects.select_for_update(of=("self",)).get(pk=reaudit.pk)
    if fresh.done_on:
        raise StepNotAllowed("What this re-audit found is already written down.")
    if not note.strip():
        raise StepNotAllowed("Enter what was found.")
    if found == Found.NOT_HELD and (due_on is None or due_on < london(at)):
        raise StepNotAllowed("Enter the new date by which it is to be done.")
    fresh.found, fresh.note, fresh.done_on = found, note.strip(), done_on
    fresh.recorded_by, fresh.recorded_at = by, at
    fresh.save()
    if found == Found.NOT_HELD:
        for row in fresh.recommendation.addressees.filter(state="accepted"):
            reopen(row, due_on=due_on, note=note.strip(), by=by, at=at)
    return fresh


def reopen(addressee, *, due_on, note, by, at):
    """Put a recommendation that was accepted as done back on the list, with a new date."""

    def fill(fresh):
        fresh.left_list_on = None
        fresh.due_on = fresh.first_due_on = due_on
        fresh.times_moved = 0
        fresh.reminded_at = fresh.escalated_at = None

    return take(pathway=RECOMMENDATION, step="reopen", record=addressee, by=by, at=at, change=fill, note=note)
