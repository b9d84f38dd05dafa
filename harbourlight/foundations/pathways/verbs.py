"""The room's part of a step, made into the whole step.

A room writes only what no other room does: ``@does(CASE, "close")`` on a function of the locked record and the
answers. Whoever calls it takes the step: permission, who works on the record, version, second sending, step row,
chronology and clocks are the engine's.

``@takes(CASE, "visit")`` is for the few functions that take their steps themselves: on several records at once, or one
of several steps by what was answered.
"""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction

from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.looking import open_for_good

from . import chains, works
from .actions import Entry, record_step, take
from .models import StepTaken
from .steps import READER, ChangedMeanwhile, Part, Pathway, Step, StepNotAllowed

NOT_OPEN = (
    "You may begin this only for children whose whole record is open to you, and not by an emergency opening. "
    "Make a contact with the front door instead."
)


def does(
    pathway: Pathway, *names: str, also: Callable[..., Any] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a room's function the work of one or more steps; of several, the first that can be taken is taken.

    The function gets the locked record (under the name of its first parameter), ``by``, ``at`` and the answers; it
    refuses, or sets fields, and may return an ``Entry`` or a note. Of a step that creates, it gets the answers, ``by``
    and ``at``, and returns the saved record, or (record, ``Entry``).
    What is called takes the step, with ``version``, ``submission``, ``happened_at`` and ``checks_permission`` besides;
    it returns what the entry says was ``made``, else the part or the record on which the step was taken.
    Of a step ``of`` a part it gets the locked part, which is then saved as its next version.
    ``also`` tells, of the record and the answers, the ids of other records on which the function takes a step too.
    Of a step that corrects a date, the function only refuses: it gets the locked record and ``to``, the true day.
    """
    steps = [pathway.step(name) for name in names]

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        if steps[0].corrects:
            pathway.verbs.update(dict.fromkeys(names, function))
            return function
        verb = begin(pathway, steps[0], function) if steps[0].creates else change(pathway, steps, function, also)
        pathway.verbs.update(dict.fromkeys(names, verb))
        return verb

    return mark


def takes(pathway: Pathway, *names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the page of a step call a function of the room that takes its steps itself, as it is.

    It gets the record, or the part of it, under the name of its first parameter, ``by``, ``at``, ``version``,
    ``submission`` and the answers. The page has asked before whether the person works on the record.
    """

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.noun = noun_of(function)  # type: ignore[attr-defined]
        pathway.verbs.update(dict.fromkeys(names, function))
        return function

    return mark


def noun_of(function: Callable[..., Any]) -> str:
    """Return the name of a function's first parameter: what its step is taken on."""
    return next(iter(inspect.signature(function).parameters))


def change(
    pathway: Pathway, steps: list[Step], function: Callable[..., Any], also: Callable[..., Any] | None = None
) -> Callable[..., Any]:
    """Return the verb that takes a step on a record, or on a part of it."""
    noun, asks_when = noun_of(function), "happened_at" in inspect.signature(function).parameters
    part = pathway.part(steps[0].of) if steps[0].of else None

    @wraps(function)
    def verb(
        *, by: Any, at: datetime, version: int | None = None, submission: Any = None,
        happened_at: datetime | None = None, checks_permission: bool = True, **answers: Any,
    ) -> Any:  # fmt: skip
        subject = answers.pop(noun)
        record = works.follow(subject, part.record) if part else subject
        if asks_when:
            answers["happened_at"] = happened_at
        declared = that_can_be_taken(pathway, steps, record, subject)
        has_version = part is not None and hasattr(subject, "version")
        made: list[Any] = []

        def act(fresh: Any) -> Entry:
            held = hold(part, subject, fresh, version) if part else fresh
            hindrance = chains.hindrance(pathway, declared, held)
            if hindrance:
                raise StepNotAllowed(hindrance)
            entry = entry_of(function(held, by=by, at=at, **answers))
            if part and not entry.is_beside:
                keep(held)
            made.append(entry.made or (held if part else None))
            return entry

        taken = take(
            pathway=pathway, step=declared.name, record=record, by=by, at=at, version=None if has_version else version,
            submission=submission, happened_at=happened_at, checks_permission=checks_permission, change=act,
            also=also(record, **answers) if also else (),
        )  # fmt: skip
        return next(filter(None, made), subject if part else taken)

    verb.noun = noun  # type: ignore[attr-defined]
    return verb


def that_can_be_taken(pathway: Pathway, steps: list[Step], record: Any, subject: Any) -> Step:
    """Return the first step that the state allows and nothing hinders; where there is none, the first."""
    if len(steps) == 1:
        return steps[0]
    allowed = [step for step in steps if record.state in step.frm]
    free = (step for step in allowed if not chains.hindrance(pathway, step, subject))
    return next(free, (allowed or steps)[0])


def hold(part: Part, subject: Any, record: Any, version: int | None) -> Any:
    """Lock a part and return it as it now is, with the locked record; raises ChangedMeanwhile where it moved on."""
    held = type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    before, _, last = part.record.rpartition(".")
    setattr(works.follow(held, before) if before else held, last, record)
    if version is not None and getattr(held, "version", version) != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", held)
    return held


def keep(held: Any) -> None:
    """Save a locked part, as its next version where it has one."""
    if hasattr(held, "version"):
        held.version += 1
    held.save()


def begin(pathway: Pathway, declared: Step, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the verb that begins a record."""
    asks_when = "happened_at" in inspect.signature(function).parameters

    @wraps(function)
    @transaction.atomic
    def verb(
        *, by: Any, at: datetime, submission: Any = None, happened_at: datetime | None = None,
        checks_permission: bool = True, **answers: Any,
    ) -> Any:  # fmt: skip
        known = begun_before(pathway, declared, submission, by)
        if known is not None:
            return known
        if asks_when:
            answers["happened_at"] = happened_at
        about = answers.get(declared.about)
        if checks_permission and by is not None:
            check_begins(pathway, declared, about, by, at, area=answers.get("area"))
        one_at_a_time(pathway, about)
        made = function(by=by, at=at, **answers)
        record, told = made if isinstance(made, tuple) else (made, None)
        entry = entry_of(told)
        record_step(
            declared, record, by=by, at=at, before="", happened_at=entry.happened_at or happened_at or at,
            note=entry.note, submission=submission, says=entry.says,
        )  # fmt: skip
        if entry.after:
            entry.after(record)
        chains.work_out(pathway, record, at=at, reason=declared.says)
        return record

    return verb


def begun_before(pathway: Pathway, declared: Step, submission: Any, by: Any) -> Any:
    """Return the record that the same sending began before, or None."""
    if submission is None:
        return None
    row = StepTaken.objects.filter(
        subject_kind=pathway.kind, step=declared.name, submission=submission, taken_by=by
    ).first()
    return row and apps.get_model(pathway.kind)._default_manager.filter(pk=row.subject_id).first()


class About(NamedTuple):
    """A child of whom a record is to begin, as a record about that child alone; or an area, of one about no child."""

    child_ids: list[Any]
    area_id: Any = None


def check_begins(pathway: Pathway, declared: Step, about: Any, by: Any, at: datetime, area: Any = None) -> None:
    """Refuse whoever holds no permission to begin, or does not stand to each child in a way that is enough.

    Where the step names no way, the record of each child must be open to them by more than an emergency or a question
    what they know: to have been asked is no reason to begin. A record about no child begins in an ``area``, in which
    one of the ways that the step names must hold.
    """
    if not works.may(by, declared.may, works.day_of(at)):
        raise StepNotAllowed(works.NOT_PERMITTED)
    if area is not None and declared.works and not ids_of(about):
        there = About([], area.pk)
        if not any(works.stands_as(pathway, way, there, by, at) for way in declared.works):
            raise StepNotAllowed(works.NOT_PERMITTED)
    for child in ids_of(about):
        ways = declared.works or (READER,)
        if not any(stands_to_begin(pathway, way, About([child]), by, at) for way in ways):
            raise StepNotAllowed(NOT_OPEN)


def stands_to_begin(pathway: Pathway, way: str, about: About, by: Any, at: datetime) -> bool:
    """Say whether a person stands to a child in a way that lets them begin a record."""
    if way == READER and READER not in pathway.ways:
        return bool(open_for_good(about.child_ids, by, at, but=(Basis.BREAK_GLASS, Basis.ASKED)))
    return works.stands_as(pathway, way, about, by, at)


def ids_of(about: Any) -> set[Any]:
    """Return the ids of the child or the children that a record is about."""
    many = about if isinstance(about, list | tuple | set) else [] if about is None else [about]
    return {getattr(each, "pk", each) for each in many}


def one_at_a_time(pathway: Pathway, about: Any) -> None:
    """Let the second of two who begin for the same child at once wait, and then see what the first began."""
    with connection.cursor() as cursor:
        for child in sorted(map(str, ids_of(about))):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{pathway.kind} {child}"])


def entry_of(told: Any) -> Entry:
    """Return what a room's part of a step told, as an entry; a text is its note."""
    if isinstance(told, Entry):
        return told
    return Entry(note=told) if isinstance(told, str) else Entry()
