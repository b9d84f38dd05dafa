"""When what belongs to a meeting is due: computed from its date, by the statute or an area's own numbers."""

from functools import partial
from typing import NamedTuple

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import due_moment, set_deadline
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules.declared import counts_from, in_words
from harbourlight.foundations.rules.reading import Numbers, read
from harbourlight.statute import clocks, counting
from harbourlight.statute.errors import NotInForce

from . import bodies, types
from .models import Meeting, TypeSetting

DISPUTES = "disputes"  # the clock of this key runs from each receipt of the minutes, not from the meeting
PAPERS = "papers"


def quorum_of(name, area_id, *, body_id=None, on=None):
    """Return the groups of the quorum of a kind of meeting: the body's own on a day, else the area's, else the kind's.

    ``on`` is the day, or a moment of it, whose rules judge; a body needs one.
    """
    own = TypeSetting.objects.filter(type=name, area=area_id).first()
    usual = types.get(name).quorum if own is None or own.quorum is None else tuple(map(group_from, own.quorum))
    return bodies.keeps(name, area_id, body_id, on).quorum(usual) if body_id else usual


def quorum_for(meeting):
    """Return the groups of the quorum of a meeting, by the rules of its day."""
    on = meeting.held_at or meeting.starts_at
    return quorum_of(meeting.type, meeting.area_id, body_id=meeting.body_id, on=on)


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
    """The numbers of an area and of one of its bodies for one kind of meeting, asked for once."""

    name: str
    area_id: object
    numbers: Numbers
    body_id: object = None

    def number_of(self, timed, started):
        """Return the own number of the day from which something is counted, or None."""
        rule = types.rule_id(self.name, timed)
        return self.numbers.number_of(rule, self.area_id, started, body_id=self.body_id)

    def earlier(self, timed, due, unit, started):
        """Return a last day as the body counts: what is counted back may need clear days and days of delivery."""
        kind = types.get(self.name)
        if self.body_id is None or (timed not in kind.before and timed != kind.notice):
            return due
        keep = bodies.Keeps(kind, self.area_id, self.body_id, started, self.numbers)
        return due._replace(day=bodies.earlier(due.day, unit, keep, timed.key))


def own_of(name, area_id, body_id=None):
    """Return the numbers of an area, and of a body, for a kind of meeting."""
    rules = [types.rule_id(name, timed) for timed in types.get(name).all_timed]
    return Own(name, area_id, read([area_id], [*rules, *bodies.IDS], body_ids=[body_id] if body_id else []), body_id)


def own_for(meeting):
    """Return the numbers by which a meeting is timed."""
    return own_of(meeting.type, meeting.area_id, meeting.body_id)


def due_day(timed, started, own=None):
    """Return when something is due that is counted from (or back from) a moment; None before its rule began.

    ``own`` are the numbers of the area and the body for the kind of meeting; without them the usual ones hold.
    """
    number = own.number_of(timed, started) if own else None
    due = counted_day(timed, started, number)
    if due is None or own is None:
        return due
    unit = number.unit if number else clocks.get(timed.clock).unit if timed.clock else "working_days"
    return own.earlier(timed, due, unit, started)


def counted_day(timed, started, number):
    """Return when something is due by a number, or by the usual one; None before its rule began."""
    if not timed.clock:
        return local_day(timed, started, number)
    try:
        if number is None:
            answer = clocks.due(timed.clock, started)
            return DueDay(answer.clock.id, answer.version[:80], answer.due)
        answer = counting.beside(timed.clock, number.number, number.unit, started)
    except NotInForce:
        return None
    return DueDay(answer.clock.id, f"{answer.version}, {number.words} by the own setting"[:80], answer.due)


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
    due = due_day(timed, meeting.starts_at, own_for(meeting))
    return due_moment(due.day) if due else None


def had_notice(meeting):
    """Say whether a meeting was called in time, where its kind asks for notice."""
    notice = meeting.kind.notice
    if notice is None:
        return True
    last = due_day(notice, meeting.starts_at, own_for(meeting))
    given = meeting.notice_given_at or meeting.planned_at
    return last is None or given.astimezone(LONDON).date() <= last.day


def start(meeting, timed, *, started, at, owner=None, own=None):
    """Start one clock of a meeting, counted from a moment; none before its rule began."""
    due = due_day(timed, started, own or own_for(meeting))
    if due is None:
        return
    set_deadline(
        record=meeting, clock=due.clock, version=due.version, title=timed.words[:200], due=due.day,
        started=min(started, at), team=meeting.team, owner=owner,
    )  # fmt: skip


def start_before(meeting, *, at, owner=None):
    """Start the clocks that count back from a meeting's date."""
    own = own_for(meeting) if meeting.kind.before else None
    for timed in meeting.kind.before:
        start(meeting, timed, started=meeting.starts_at, at=at, owner=owner, own=own)


def start_after(meeting, *, at, owner=None):
    """Start the clocks that run from the day a meeting was held."""
    own = own_for(meeting) if meeting.kind.after else None
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


def count_again(meeting, *, at):
    """Count again the clocks that run before a planned meeting: its body or its area has set other rules."""
    own = own_for(meeting)
    for timed in meeting.kind.before:
        for row in running(meeting, [timed]):
            start(meeting, timed, started=meeting.starts_at, at=at, owner=row.owner, own=own)
            Deadline.objects.filter(pk=row.pk).update(cancelled_at=at, cancel_reason="The rules have changed")


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
