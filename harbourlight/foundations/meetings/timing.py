"""When what belongs to a meeting is due: computed from its date, by the statute or an area's own numbers."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules.declared import counts_from, in_words
from harbourlight.foundations.rules.reading import Numbers, read
from harbourlight.statute import clocks, counting
from harbourlight.statute.errors import NotInForce

from . import types
from .models import Meeting, TypeSetting

DISPUTES = "disputes"  # the clock of this key runs from each receipt of the minutes, not from the meeting
PAPERS = "papers"


def quorum_of(name, area_id):
    """Return the groups of the quorum of a kind of meeting in an area: the area's own, else the kind's."""
    own = TypeSetting.objects.filter(type=name, area=area_id).first()
    if own is None or own.quorum is None:
        return types.get(name).quorum
    return tuple(group_from(group) for group in own.quorum)


def group_from(words):
    """Return a group of a quorum as an area wrote it down; a list becomes a tuple."""
    given: dict = {key: tuple(it) if isinstance(it, list) else it for key, it in words.items()}
    return types.QuorumGroup(**given)


class DueDay(NamedTuple):
    """The last good day of something, by which clock and version."""

    clock: str
    version: str
    day: object


class Own(NamedTuple):
    """An area's own numbers for one kind of meeting, asked for once."""

    name: str
    area_id: object
    numbers: Numbers

    def number_of(self, timed, started):
        """Return the area's own number of the day from which something is counted, or None."""
        return self.numbers.number_of(types.rule_id(self.name, timed), self.area_id, started)


def own_of(name, area_id):
    """Return an area's own numbers for a kind of meeting."""
    rules = [types.rule_id(name, timed) for timed in types.get(name).all_timed]
    return Own(name, area_id, read([area_id], rules))


def due_day(timed, started, own=None):
    """Return when something is due that is counted from (or back from) a moment; None before its rule began.

    ``own`` are the area's own numbers for the kind of meeting; without them the usual ones hold.
    """
    number = own.number_of(timed, started) if own else None
    if not timed.clock:
        return local_day(timed, started, number)
    try:
        if number is None:
            answer = clocks.due(timed.clock, started)
            return DueDay(answer.clock.id, answer.version[:80], answer.due)
        answer = counting.beside(timed.clock, number.number, number.unit, started)
    except NotInForce:
        return None
    return DueDay(answer.clock.id, f"{answer.version}, {number.words} by the area's own setting"[:80], answer.due)


def local_day(timed, started, number):
    """Return when something is due that no clock of the statute counts: by the area's number, or the usual one."""
    days, unit = (number.number, number.unit) if number else (timed.working_days, "working_days")
    day = started.astimezone(LONDON).date()
    return DueDay(timed.name, f"local setting: {in_words(days, unit)}", counting.after(days, unit, day))


def due_of(meeting, key):
    """Return the last moment for what is due under a key of a meeting's kind, or None."""
    timed = meeting.kind.timed(key)
    if timed is None:
        return None
    due = due_day(timed, meeting.starts_at, own_of(meeting.type, meeting.area_id))
    return due_moment(due.day) if due else None


def had_notice(meeting):
    """Say whether a meeting was called in time, where its kind asks for notice."""
    notice = meeting.kind.notice
    if notice is None:
        return True
    last = due_day(notice, meeting.starts_at, own_of(meeting.type, meeting.area_id))
    given = meeting.notice_given_at or meeting.planned_at
    return last is None or given.astimezone(LONDON).date() <= last.day


def start(meeting, timed, *, started, at, owner=None, own=None):
    """Start one clock of a meeting, counted from a moment; none before its rule began."""
    due = due_day(timed, started, own or own_of(meeting.type, meeting.area_id))
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
    own = own_of(meeting.type, meeting.area_id) if meeting.kind.before else None
    for timed in meeting.kind.before:
        start(meeting, timed, started=meeting.starts_at, at=at, owner=owner, own=own)


def start_after(meeting, *, at, owner=None):
    """Start the clocks that run from the day a meeting was held."""
    own = own_of(meeting.type, meeting.area_id) if meeting.kind.after else None
    for timed in meeting.kind.after:
        if timed.key != DISPUTES:
            start(meeting, timed, started=meeting.held_at, at=at, owner=owner, own=own)


def names_of(timed_ones):
    """Return the names under which clocks run for some timed things."""
    return [timed.name for timed in timed_ones]


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


def tell_trials():
    """Let a trial of an area's number count from a meeting's own date, and only meetings of the kind."""
    for kind in types.all_types():
        for timed in kind.all_timed:
            counts_from(types.rule_id(kind.name, timed), partial(counted_from, kind.name, timed in kind.before))


def counted_from(name, is_before, deadlines):
    """Return {id: moment} of the clocks that are about meetings of a kind, with what each counts from."""
    ids = [row.subject_id for row in deadlines]
    meetings = dict(Meeting.objects.filter(pk__in=ids, type=name).values_list("pk", "starts_at"))
    return {
        row.pk: meetings[row.subject_id] if is_before else row.started_at
        for row in deadlines if row.subject_id in meetings
    }  # fmt: skip
