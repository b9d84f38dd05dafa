"""The rows that a step leaves behind: what was done, the clocks that run, the lines of the chronology.

They are made here alone, as columns and values (those of a grant by ``access.actions.grants_for``). ``actions.take``
keeps them one by one; the receipt of a batch, the census and the demonstration keep many at once.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.chronology.actions import lines_for
from harbourlight.statute import clocks
from harbourlight.statute.clocks import Due
from harbourlight.statute.errors import NotInForce, OutsideCalendar

from .steps import Step

LONGEST_TITLE = 200
LONGEST_VERSION = 80


class Subject(NamedTuple):
    """The record that rows are about: its kind, its id, its children, and its area where it is about no child."""

    kind: str
    id: Any
    child_ids: list[Any]
    area_id: Any = None
    team_id: Any = None
    owner_id: Any = None


def subject_of(record: Any, **more: Any) -> Subject:
    """Return a record as the subject of rows."""
    return Subject(record._meta.label_lower, record.pk, list(record.child_ids), record.area_id, **more)


def step_row(
    declared: Step,
    subject: Subject,
    *,
    to_state: str,
    by: Any,
    at: datetime,
    before: str = "",
    happened_at: datetime | None = None,
    note: str = "",
    submission: Any = None,
    capacity: str = "",
    agency_id: Any = None,
) -> dict[str, Any]:
    """Return the columns of the row that a step was taken."""
    return {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "child_ids": subject.child_ids,
        "area_id": None if subject.child_ids else subject.area_id,
        "step": declared.name,
        "from_state": before,
        "to_state": to_state,
        "taken_by_id": by.pk if by else None,
        "capacity": capacity,
        "agency_id": agency_id,
        "happened_at": happened_at or at,
        "recorded_at": at,
        "note": note,
        "submission": submission,
    }


def line_rows(
    declared: Step,
    subject: Subject,
    *,
    by: Any,
    at: datetime,
    agency_id: Any,
    happened_at: datetime | None = None,
    says: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield the columns of a step's line in the chronology of each child; none where another step tells it."""
    if declared.is_told:
        yield from lines_for(
            subject.child_ids, what=says or declared.says, happened_at=happened_at or at, by=by, at=at,
            agency_id=agency_id, source_kind=subject.kind, source_id=subject.id,
            is_significant=declared.is_significant, is_process=not declared.is_event,
        )  # fmt: skip


def due_of(clock: str, started: date | datetime) -> Due | None:
    """Return what a limit (its id, or a rule's name) says of a start, or None where no rule of that day says one."""
    try:
        return clocks.due(clock, started)
    except (NotInForce, OutsideCalendar):
        return None


def deadline_row(
    subject: Subject,
    *,
    clock: str,
    version: str,
    title: str,
    started: datetime,
    due: date | datetime,
    met: datetime | None = None,
    is_alarm: bool = True,
) -> dict[str, Any]:
    """Return the columns of a clock that runs for a record."""
    return {
        "clock": clock,
        "clock_version": version[:LONGEST_VERSION],
        "title": title[:LONGEST_TITLE],
        "is_alarm": is_alarm,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "child_ids": subject.child_ids,
        "area_id": subject.area_id,
        "team_id": subject.team_id,
        "owner_id": subject.owner_id,
        "started_at": started,
        "due_on": None if isinstance(due, datetime) else due,
        "due_at": due_moment(due),
        "met_at": met,
    }


def deadline_by_law(subject: Subject, answer: Due, *, started: datetime, met: datetime | None = None) -> dict[str, Any]:
    """Return the columns of a clock of the statute that runs for a record."""
    return deadline_row(
        subject, clock=answer.clock.id, version=answer.version, title=answer.clock.must_happen, started=started,
        due=answer.due, met=met, is_alarm=answer.clock.runs_as_alarm,
    )  # fmt: skip


def due_moment(due: date | datetime) -> datetime:
    """Return the last moment of a due date or time (the end of the day in London for a date)."""
    if isinstance(due, datetime):
        return due
    return datetime.combine(due + timedelta(days=1), time(0), LONDON) - timedelta(microseconds=1)
