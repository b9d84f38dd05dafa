"""Taking a step, and the deadlines that steps start and stop."""

from contextlib import nullcontext
from datetime import datetime, time, timedelta

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.chronology.actions import write_lines
from harbourlight.statute import clocks

from .models import Deadline, StepTaken
from .steps import ChangedMeanwhile, StepNotAllowed


@transaction.atomic
def take(
    *,
    pathway,
    step,
    record,
    by,
    at,
    change=None,
    version=None,
    happened_at=None,
    note="",
    submission=None,
    starts=(),
    team=None,
    owner=None,
    children=None,
    checks_permission=True,
):
    """Take one step on a record, whole or not at all, and return the record as it now is.

    ``change(record)`` is the room's own part: it sets fields on the locked record. ``version`` is the
    version the person had before them: if the record moved on, ChangedMeanwhile carries the new one.
    ``submission`` makes the step idempotent: the same one again returns the record unchanged.
    ``starts`` are (clock id, started moment, team, owner) to run; the step's ``stops`` close theirs.
    """
    declared = pathway.step(step)
    model = type(record)
    fresh = model.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if submission and StepTaken.objects.filter(subject_id=fresh.pk, submission=submission).exists():
        return fresh
    if checks_permission and by is not None and not may(by, declared.may, at.astimezone(LONDON).date()):
        raise StepNotAllowed("You do not have permission to do this.")
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    if fresh.state not in declared.frm:
        raise StepNotAllowed(f"This cannot be done now: it is already “{pathway.states[fresh.state].lower()}”.")
    before = fresh.state
    if change:
        change(fresh)
    fresh.state = declared.to or before
    fresh.version += 1
    fresh.save()
    record_step(
        declared,
        fresh,
        by=by,
        at=at,
        before=before,
        happened_at=happened_at or at,
        note=note,
        submission=submission,
        children=children,
    )
    stop_deadlines(record=fresh, names=declared.stops, at=happened_at or at)
    for clock_id, started in starts:
        start_deadline(clock_id=clock_id, record=fresh, started=started, at=at, team=team, owner=owner)
    return fresh


def record_step(declared, record, *, by, at, before, happened_at, note="", submission=None, children=None):
    """Write the immutable step row and the chronology lines of a step."""
    child_ids = children or record.child_ids
    StepTaken.objects.bulk_create(
        [
            StepTaken(
                subject_kind=record._meta.label_lower,
                subject_id=record.pk,
                child_ids=child_ids,
                area_id=None if child_ids else record.area_id,
                step=declared.name,
                from_state=before,
                to_state=record.state,
                taken_by=by,
                happened_at=happened_at,
                recorded_at=at,
                note=note,
                submission=submission,
            )
        ]
    )
    if not declared.is_told:
        return
    write_lines(
        person_ids=child_ids,
        what=declared.says,
        happened_at=happened_at,
        source=record,
        by=by,
        at=at,
        is_significant=declared.is_significant,
    )


def due_moment(due):
    """Return the last moment of a due date or time (the end of the day in London for a date)."""
    if isinstance(due, datetime):
        return due
    return datetime.combine(due + timedelta(days=1), time(0), LONDON) - timedelta(microseconds=1)


def start_deadline(*, clock_id, record, started, at, team=None, owner=None, name=""):
    """Start one clock for a record and return its row."""
    answer = clocks.due(clocks.get(clock_id), started)
    clock = answer.clock
    return Deadline.objects.create(
        clock=clock.id,
        clock_version=answer.version,
        title=clock.must_happen[:200],
        is_alarm=clock.runs_as_alarm,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        child_ids=record.child_ids,
        area_id=record.area_id,
        team=team or getattr(record, "team", None),
        owner=owner,
        started_at=started,
        due_on=None if isinstance(answer.due, datetime) else answer.due,
        due_at=due_moment(answer.due),
    )


def clocks_in_reach(record):
    """Return the block in which the clocks of a record are stopped: of a record about no child all of them."""
    return (
        nullcontext() if record.child_ids else as_system("the clocks of a record about no child stop whoever owns them")
    )


def stop_deadlines(*, record, names, at):
    """Mark the running deadlines of a record as met; ``names`` are clock ids."""
    if names:
        with clocks_in_reach(record):
            Deadline.objects.running().filter(subject_id=record.pk, clock__in=names).update(met_at=at)


def cancel_deadlines(*, record, reason, at):
    """Cancel whatever still runs for a record, with the reason."""
    with clocks_in_reach(record):
        running = Deadline.objects.running().filter(subject_id=record.pk)
        running.update(cancelled_at=at, cancel_reason=reason)


def explain_breach(*, deadline, reason, by, at):
    """Keep the reason why a deadline was missed."""
    if not reason.strip():
        raise StepNotAllowed("Enter why this was late.")
    Deadline.objects.filter(pk=deadline.pk).update(
        breach_reason=reason.strip(), breach_explained_by=by, breach_explained_at=at
    )
