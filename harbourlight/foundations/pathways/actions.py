"""Taking a step, and the deadlines that steps start and stop."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.chronology.models import Line
from harbourlight.statute import clocks

from . import chains, works
from .models import Deadline, StepTaken
from .steps import ChangedMeanwhile, Pathway, Step, StepNotAllowed
from .writing import deadline_by_law, deadline_row, due_moment, line_rows, step_row, subject_of

__all__ = [
    "Entry", "cancel_deadlines", "due_moment", "explain_breach", "record_step", "set_deadline", "start_deadline",
    "stop_deadlines", "take",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What a room's part of a step tells the engine.

    ``note`` and ``happened_at`` stand on the step's row, ``says`` on the chronology's line in place of the declared
    words, ``children`` are those concerned where they are not all of the record's (none: an empty list). ``to`` is the
    state where the step leaves the choice to the room. ``made`` is what the step made, a plan or an assessment: the
    verb returns it, and the page leads on to it. A step on a part that ``is_beside`` leaves the part as it was: whoever
    writes in it is not disturbed. ``after(record)`` is done when the record stands as it will; ``next_step(record)``
    then takes another step at once, and returns the record as that leaves it. ``because`` is kept with the clocks that
    hold no longer, where it is not the note.
    """

    note: str = ""
    happened_at: datetime | None = None
    says: str = ""
    children: list[Any] | None = None
    to: str | None = None
    made: Any = None
    is_beside: bool = False
    after: Callable[[Any], Any] | None = None
    next_step: Callable[[Any], Any] | None = None
    because: str = ""


@transaction.atomic
def take(
    *,
    pathway: Pathway,
    step: str,
    record: Any,
    by: Any,
    at: datetime,
    change: Callable[[Any], Any] | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
    note: str = "",
    submission: Any = None,
    starts: Any = (),
    team: Any = None,
    owner: Any = None,
    children: list[Any] | None = None,
    also: Any = (),
    checks_permission: bool = True,
) -> Any:
    """Take one step on a record, whole or not at all, and return the record as it now is.

    ``change(record)`` is the room's own part: it sets fields on the locked record, and may return an ``Entry``.
    ``version`` is the version the person had before them: if the record moved on, ChangedMeanwhile carries the new
    one. ``submission`` makes a second sending harmless: the same one again from the same person returns the record
    unchanged; somebody else's number says nothing. ``also`` are the ids of other records of the kind on which the step
    takes one too: all are locked in one order, so that two who touch the same ones wait in turn and not for each other.
    Refuses whoever does not work on the record (``works.check``); ``checks_permission`` is left out where the step
    follows from one that somebody took on another record. The record's chains of clocks are worked out anew.
    """
    declared = pathway.step(step)
    fresh = locked(record, also)
    sent = StepTaken.objects.filter(subject_id=fresh.pk, submission=submission).first() if submission else None
    if sent is not None and sent.taken_by_id == (by.pk if by else None):
        return fresh
    capacity = works.check(pathway, declared, fresh, by, at) if checks_permission else ""
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    if fresh.state not in declared.frm:
        raise StepNotAllowed(f"This cannot be done now: it is already “{pathway.states[fresh.state].lower()}”.")
    before = fresh.state
    told = change(fresh) if change else None
    entry = told if isinstance(told, Entry) else Entry()
    fresh.state = pathway.state(entry.to or declared.to or before)
    fresh.version += 1
    fresh.save()
    happened = entry.happened_at or happened_at or at
    record_step(
        declared,
        fresh,
        by=by,
        at=at,
        before=before,
        happened_at=happened,
        note=entry.note or note,
        submission=None if sent else submission,
        children=children if entry.children is None else entry.children,
        says=entry.says,
        capacity=capacity,
        agency_id=works.answers_for(pathway, capacity, by),
    )
    stop_deadlines(record=fresh, names=declared.stops, at=happened)
    for clock_id, started in starts:
        start_deadline(clock_id=clock_id, record=fresh, started=started, at=at, team=team, owner=owner)
    if entry.after:
        entry.after(fresh)
    chains.work_out(pathway, fresh, at=at, reason=entry.because or entry.note or note or declared.says)
    return entry.next_step(fresh) if entry.next_step else fresh


def locked(record: Any, also: Any = ()) -> Any:
    """Return a record as it now is, locked, together with others of its kind, in the order of their ids."""
    rows = type(record).objects.select_for_update(of=("self",))
    if also:
        list(rows.filter(pk__in={record.pk, *also}).order_by("pk").values_list("pk"))
    return rows.get(pk=record.pk)


def record_step(
    declared: Step,
    record: Any,
    *,
    by: Any,
    at: datetime,
    before: str,
    happened_at: datetime,
    note: str = "",
    submission: Any = None,
    children: list[Any] | None = None,
    says: str = "",
    capacity: str = "",
    agency_id: Any = None,
) -> None:
    """Write the immutable step row and the chronology lines of a step.

    A step that concerns none of the children writes no line; its row stays theirs, so that it is seen as the record is.
    """
    subject = subject_of(record)
    if children:
        subject = subject._replace(child_ids=list(children))
    if agency_id is None and not capacity and by is not None:
        agency_id = by.agency_id
    row = step_row(
        declared, subject, to_state=record.state, by=by, at=at, before=before, happened_at=happened_at, note=note,
        submission=submission, capacity=capacity, agency_id=agency_id,
    )  # fmt: skip
    StepTaken.objects.bulk_create([StepTaken(**row)])
    if children is None or children:
        lines = line_rows(
            declared, subject, by=by, at=at, agency_id=agency_id, happened_at=happened_at, says=says,
        )  # fmt: skip
        Line.objects.bulk_create(Line(**line) for line in lines)


def start_deadline(
    *, clock_id: str, record: Any, started: Any, at: datetime, team: Any = None, owner: Any = None, name: str = ""
) -> Deadline:
    """Start one clock for a record and return its row."""
    team = team or getattr(record, "team", None)
    subject = subject_of(record, team_id=team.pk if team else None, owner_id=owner.pk if owner else None)
    answer = clocks.due(clocks.get(clock_id), started)
    return Deadline.objects.create(**deadline_by_law(subject, answer, started=started))


def set_deadline(
    *,
    record: Any,
    clock: str,
    title: str,
    due: Any,
    started: datetime,
    version: str = "the date that was agreed",
    team: Any = None,
    owner: Any = None,
) -> Deadline:
    """Run a clock to a day on which people agreed, or which an area's own number gave, and return its row."""
    subject = subject_of(record, team_id=team.pk if team else None, owner_id=owner.pk if owner else None)
    row = Deadline(**deadline_row(subject, clock=clock, version=version, title=title, started=started, due=due))
    row.save(force_insert=True)
    return row


def clocks_in_reach(record: Any) -> AbstractContextManager[None]:
    """Return the block in which the clocks of a record are stopped: of a record about no child all of them."""
    return (
        nullcontext() if record.child_ids else as_system("the clocks of a record about no child stop whoever owns them")
    )


def stop_deadlines(*, record: Any, names: Sequence[str], at: datetime) -> None:
    """Mark the running deadlines of a record as met; ``names`` are clock ids."""
    if names:
        with clocks_in_reach(record):
            Deadline.objects.running().filter(subject_id=record.pk, clock__in=names).update(met_at=at)


def cancel_deadlines(*, record: Any, reason: str, at: datetime) -> None:
    """Cancel whatever still runs for a record, with the reason."""
    with clocks_in_reach(record):
        running = Deadline.objects.running().filter(subject_id=record.pk)
        running.update(cancelled_at=at, cancel_reason=reason)


def explain_breach(*, deadline: Any, reason: str, by: Any, at: datetime) -> None:
    """Keep the reason why a deadline was missed."""
    if not reason.strip():
        raise StepNotAllowed("Enter why this was late.")
    Deadline.objects.filter(pk=deadline.pk).update(
        breach_reason=reason.strip(), breach_explained_by=by, breach_explained_at=at
    )
