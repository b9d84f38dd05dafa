"""Writes what a step leaves behind (steps, deadlines, chronology lines, grants) as the engines do, in bulk."""

from datetime import datetime
from functools import cache

from harbourlight.demo import hours
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.statute import clocks
from harbourlight.statute.errors import NotInForce, UnusableMoment


@cache
def _due_on(rule, day):
    """Give the answer of a limit in days; it depends on the London date only."""
    return clocks.due(rule, day)


def due(rule, started):
    """Give the answer of the law for one rule and start, or None where no limit was in force."""
    try:
        return _due_on(rule, started.astimezone(LONDON).date())
    except NotInForce:
        return None
    except UnusableMoment:
        return clocks.due(rule, started)


def take_step(world, pathway, record, name, *, by, at, note="", submission=None, told_by=None):
    """Move a record as ``pathways.actions.take`` does: its state, version, step row and chronology lines."""
    declared = pathway.step(name)
    before = record.state if declared.frm else ""
    record.state = declared.to or record.state
    if declared.frm:
        record.version += 1
    keep_step(world, declared, record, before, by=by, at=at, note=note, submission=submission, told_by=told_by)


def keep_step(world, declared, record, before, *, by, at, note="", submission=None, told_by=None):
    """Write the step row and the chronology lines of a step, as ``pathways.actions.record_step`` does."""
    world.make(
        StepTaken,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        child_ids=record.child_ids,
        area_id=None if record.child_ids else record.area_id,
        step=declared.name,
        from_state=before,
        to_state=record.state,
        taken_by=by,
        happened_at=at,
        recorded_at=at,
        note=note,
        submission=submission,
    )
    if declared.is_told:
        write_lines(world, record, declared.says, at=at, by=by, is_significant=declared.is_significant, agency=told_by)


def write_lines(world, record, what, *, at, by, is_significant=False, agency=None):
    """Write one chronology line for each child of a record."""
    for child_id in record.child_ids:
        world.make(
            Line,
            person_id=child_id,
            happened_at=at,
            recorded_at=at,
            recorded_by=by,
            agency_id=agency.id if agency else by.agency_id if by else None,
            what=what,
            is_significant=is_significant,
            source_kind=record._meta.label_lower,
            source_id=record.pk,
        )


def run_clock(world, rule, record, *, started, owner=None):
    """Start one clock for a record, in the version of the day, and give its row."""
    answer = due(rule, started)
    if answer is None:
        return None
    clock = answer.clock
    return world.make(
        Deadline,
        clock=clock.id,
        clock_version=answer.version,
        title=clock.must_happen[:200],
        is_alarm=clock.runs_as_alarm,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        child_ids=record.child_ids,
        area_id=record.area_id,
        team=record.team,
        owner=owner,
        started_at=started,
        due_on=None if isinstance(answer.due, datetime) else answer.due,
        due_at=due_moment(answer.due),
    )


def run_local_clock(world, clock, title, record, *, started, working_days, team=None, owner=None):
    """Start a clock of the area's own, as ``pathways.local`` does, and give its row."""
    return world.make(
        Deadline,
        clock=clock,
        clock_version=f"local setting: {working_days} working days",
        title=title,
        is_alarm=True,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        child_ids=record.child_ids,
        area_id=record.area_id,
        team=team,
        owner=owner,
        started_at=started,
        due_on=hours.next_working_day(started.astimezone(LONDON).date(), working_days),
        due_at=hours.end_of_working_day(started, working_days),
    )


def grant(
    world,
    person_ids,
    *,
    by,
    at,
    reason,
    source,
    basis=Basis.ALLOCATED,
    until=None,
    team=None,
    agency=None,
    professional=None,
    scope=Scope.RECORD,
):
    """Give one holder sight of people, and give the rows."""
    holder = professional or team or agency
    return [
        world.make(
            Grant,
            person_id=person_id,
            professional=professional,
            team=team,
            agency=agency,
            holder_id=holder.id,
            basis=basis,
            scope=scope,
            reason=reason,
            source=source,
            valid_from=at,
            valid_until=until,
            granted_by=by,
            granted_at=at,
        )
        for person_id in person_ids
    ]
