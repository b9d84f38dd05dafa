"""When what belongs to a meeting is due: computed from its date, by the statute or an area's own numbers."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.statute import calendar, clocks
from harbourlight.statute.errors import NotInForce

from . import types
from .models import TypeSetting

DISPUTES = "disputes"  # the clock of this key runs from each receipt of the minutes, not from the meeting
PAPERS = "papers"


class Settings(NamedTuple):
    """What holds for a kind of meeting in one area: the groups of its quorum and its own numbers of days."""

    quorum: tuple
    numbers: dict


def settings_of(name, area_id):
    """Return the settings of a kind of meeting in an area: the area's own, else the kind's."""
    kind = types.get(name)
    own = TypeSetting.objects.filter(type=name, area=area_id).first()
    if own is None:
        return Settings(kind.quorum, {})
    groups = kind.quorum if own.quorum is None else tuple(group_from(group) for group in own.quorum)
    return Settings(groups, own.numbers)


def group_from(words):
    """Return a group of a quorum as an area wrote it down; a list becomes a tuple."""
    given: dict = {key: tuple(it) if isinstance(it, list) else it for key, it in words.items()}
    return types.QuorumGroup(**given)


class DueDay(NamedTuple):
    """The last good day of something, by which clock and version."""

    clock: str
    version: str
    day: object


def due_day(timed, started, numbers):
    """Return when something is due that is counted from (or back from) a moment; None before its rule began."""
    number = numbers.get(timed.key)
    if not timed.clock:
        days = timed.working_days if number is None else number
        day = calendar.add_working_days(started.astimezone(LONDON).date(), days)
        return DueDay(f"LOCAL-{timed.key.upper()}"[:20], f"local setting: {days} working days", day)
    clock = clocks.get(timed.clock)
    if number is not None:
        clock = replace(clock, number=number)
    try:
        answer = clocks.due(clock, started)
    except NotInForce:
        return None
    own = f", {number} by the area's own setting" if number is not None else ""
    return DueDay(clock.id, f"{answer.version}{own}"[:80], answer.due)


def due_of(meeting, key):
    """Return the last moment for what is due under a key of a meeting's kind, or None."""
    timed = meeting.kind.timed(key)
    if timed is None:
        return None
    due = due_day(timed, meeting.starts_at, settings_of(meeting.type, meeting.area_id).numbers)
    return due_moment(due.day) if due else None


def had_notice(meeting):
    """Say whether a meeting was called in time, where its kind asks for notice."""
    notice = meeting.kind.notice
    if notice is None:
        return True
    last = due_day(notice, meeting.starts_at, settings_of(meeting.type, meeting.area_id).numbers)
    given = meeting.notice_given_at or meeting.planned_at
    return last is None or given.astimezone(LONDON).date() <= last.day


def start(meeting, timed, *, started, at, owner=None):
    """Start one clock of a meeting, counted from a moment; none before its rule began."""
    due = due_day(timed, started, settings_of(meeting.type, meeting.area_id).numbers)
    if due is None:
        return
    Deadline(
        clock=due.clock,
        clock_version=due.version,
        title=timed.words[:200],
        is_alarm=True,
        subject_kind=meeting._meta.label_lower,
        subject_id=meeting.pk,
        child_ids=meeting.child_ids,
        area_id=meeting.area_id,
        team_id=meeting.team_id,
        owner=owner,
        started_at=min(started, at),
        due_on=None if isinstance(due.day, datetime) else due.day,
        due_at=due_moment(due.day),
    ).save(force_insert=True)


def start_before(meeting, *, at, owner=None):
    """Start the clocks that count back from a meeting's date."""
    for timed in meeting.kind.before:
        start(meeting, timed, started=meeting.starts_at, at=at, owner=owner)


def start_after(meeting, *, at, owner=None):
    """Start the clocks that run from the day a meeting was held."""
    for timed in meeting.kind.after:
        if timed.key != DISPUTES:
            start(meeting, timed, started=meeting.held_at, at=at, owner=owner)


def names_of(timed_ones):
    """Return the names under which clocks run for some timed things."""
    return [timed.clock or f"LOCAL-{timed.key.upper()}"[:20] for timed in timed_ones]


def running(meeting, timed_ones):
    """Return the running clocks of a meeting for some timed things."""
    return Deadline.objects.filter(subject_id=meeting.pk, clock__in=names_of(timed_ones)).running()


def stop(meeting, key, *, at):
    """Mark the clock of a key as met, whoever owns it."""
    timed = meeting.kind.timed(key)
    if timed:
        with as_system("the clock of a meeting stops whoever owns it"):
            running(meeting, [timed]).update(met_at=at)


def cancel_before(meeting, *, at, reason):
    """Cancel the clocks that count back from a meeting's date."""
    running(meeting, meeting.kind.before).update(cancelled_at=at, cancel_reason=reason)
