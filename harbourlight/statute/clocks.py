"""When a time limit of the law runs out, and why.

Every function is pure and every moment is handed in. Days are days in London; hours are elapsed hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from harbourlight.statute.arithmetic import Pause, ends, london_date
from harbourlight.statute.declarations import (
    ALARM_KINDS,
    Clock,
    all_clocks,
    get,
    in_words,
    version_on,
    versions,
)
from harbourlight.statute.errors import NoNumber, NotInForce, StatuteError, UnusableMoment
from harbourlight.statute.school import LONDON, SchoolCalendar

__all__ = [
    "ALARM_KINDS", "LONDON", "Clock", "Due", "Pause", "Strictest", "all_clocks", "days_left", "due", "get", "is_late",
    "is_too_early", "last_of", "runs_as_alarm", "strictest", "version_on", "versions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit runs out, with its reasons.

    `due` is an aware London datetime for limits in hours and otherwise a date, the last good day (for a
    waiting time: the first). `skipped` are the days that did not count and why, `counted` the working days
    that did; both are empty but for limits in working days.
    """

    clock: Clock
    version: str
    due: date | datetime
    source: str
    skipped: tuple[tuple[date, str], ...] = ()
    counted: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Strictest:
    """What the law and the area ask for the same work, and the one to be kept.

    `national` is the strictest of statute and guidance, `local` the strictest of the area; `all` are all that
    count.
    """

    due: Due
    national: Due | None
    local: Due | None
    all: tuple[Due, ...]


def runs_as_alarm(clock: Clock | str) -> bool:
    """Whether deadlines are made from the clock, or it is a setting that only reports read."""
    return (get(clock) if isinstance(clock, str) else clock).runs_as_alarm


def unit_of(clock: str) -> str:
    """The unit of a limit by its id, such as "working_days"; empty where the statute knows none."""
    try:
        return get(clock).unit
    except StatuteError:
        return ""


def due(
    clock: Clock | str,
    started: date | datetime,
    *,
    school: SchoolCalendar | None = None,
    pauses: Iterable[Pause] = (),
    law_of: date | None = None,
) -> Due:
    """When the limit runs out that started then; for a limit that counts back, the last day for the notice.

    `clock` is a clock, its id or name (that version and no other), or a rule's name (the version of the day).
    `started` is a date or an aware datetime. Limits in hours need the datetime, run in elapsed time and
    answer in London time. Limits in days or longer begin on the London date. "Within N working days": the
    start is day 0, whatever day it is. "Beginning with": the start is day 1. Months end on the same day
    number, or on the last day of a shorter month. Clear days leave out the day of the notice and the day of
    the meeting. `school` gives the terms for school days, `pauses` the days on which a limit stood still that may.
    `law_of` is the day whose law applies where that is not the day of the start: the receipt of a request that
    began to run later, or the day on which keeping or expiry is judged; without it these are judged by their end.
    Raises UnknownClock, NotInForce, NoNumber, UnusableMoment, OutsideCalendar, BadTerms.
    """
    day = london_date(started)
    version = _version(clock, day, law_of)
    if version.number is None:
        raise NoNumber(f"{version.id} has no number: {version.must_happen}. {version.note}".strip())
    still = tuple(pauses)
    if still:
        _check_may_stand_still(version, law_of or day)
    end = ends(version.as_limit, started, school=school, pauses=still)
    if version.judged_by == "end" and law_of is None:
        _check_in_force_at_the_end(version, london_date(end.due))
    return Due(version, version.version, end.due, version.source, end.skipped, end.counted)


def _version(clock: Clock | str, day: date, law_of: date | None) -> Clock:
    """The version to judge by: that of the day of judging, else of the start; one judged by its end as it stands."""
    asked = get(clock) if isinstance(clock, str) else clock
    if asked.judged_by == "end" and law_of is None:
        return asked
    return version_on(clock, law_of or day)


def _check_may_stand_still(clock: Clock, day: date) -> None:
    """Refuse pauses where no law in force on the day lets the limit stand still."""
    if not clock.paused_by or not get(clock.paused_by).in_force_on(day):
        raise UnusableMoment(f"{clock.id} does not stand still for anything in the law of {in_words(day)}")


def _check_in_force_at_the_end(clock: Clock, end: date) -> None:
    """Refuse a limit judged by its end that is over before its law began, or after it ended."""
    if not clock.in_force_on(end):
        raise NotInForce(f"{clock.id} is in force {clock.version}, not on {in_words(end)}, when it would end")


def last_of(*facts: date | datetime | None) -> date | datetime | None:
    """The start of a limit that begins with the last of several facts; None while one of them is still awaited.

    A subject access request runs from the latest of its receipt, the proof of identity and the fee, where these were
    asked for: a fact that nobody asked for is left out.
    """
    happened = [fact for fact in facts if fact is not None]
    if not happened or len(happened) < len(facts):
        return None
    return max(happened, key=_instant)


def _instant(fact: date | datetime) -> datetime:
    """A fact as a moment to compare; a date is the end of its day, since it may have been as late as that."""
    if isinstance(fact, datetime):
        london_date(fact)
        return fact.astimezone(UTC)
    return datetime.combine(fact, time.max, LONDON).astimezone(UTC)


def _when(limit: Due | date | datetime) -> date | datetime:
    """The day or moment of an answer."""
    return limit.due if isinstance(limit, Due) else limit


def is_late(limit: Due | date | datetime, happened: date | datetime) -> bool:
    """Whether it happened after the limit; on the day itself, or at the very moment, is in time.

    Where either of the two is a date only, days in London are compared: a date cannot be shown to be late on
    its day. A waiting time is never late; ask `is_too_early`.
    """
    if isinstance(limit, Due) and limit.clock.is_waiting_time:
        return False
    return _is_after(happened, _when(limit))


def is_too_early(limit: Due, happened: date | datetime) -> bool:
    """Whether it happened before a waiting time was over; never for any other limit."""
    return limit.clock.is_waiting_time and _is_after(limit.due, happened)


def _is_after(one: date | datetime, other: date | datetime) -> bool:
    """Whether one moment lies after the other, by the day where either is a day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        for moment in (one, other):
            london_date(moment)
        return one.astimezone(UTC) > other.astimezone(UTC)
    return london_date(one) > london_date(other)


def days_left(limit: Due | date | datetime, at: date | datetime) -> int:
    """How many calendar days in London are left: 0 on the last day, negative after it."""
    return (london_date(_when(limit)) - london_date(at)).days


def strictest(asked: str | Iterable[str], on: date | datetime, *, area_local: str = "") -> Strictest:
    """The limit to keep among those on the same work that started then, with the national and the local one.

    `asked` is the name of a duty or a rule, or several ids or names. `area_local` names the area whose own
    rules count; without it only statute and guidance do. The shortest wins, and of notices the longest, so an
    area may tighten the law and never loosen it. Rules that do not comply with the law, are unverified or are
    settings do not compete, nor do those out of force. Raises UnknownClock, or NotInForce where nothing is
    left.
    """
    day = london_date(on)
    candidates = [clock for clock in _named(asked) if clock.runs_as_alarm and clock.in_force_on(day)]
    running = [clock for clock in candidates if clock.force != "local" or _is_of(clock, area_local)]
    if not running:
        raise NotInForce(f"no limit for {asked} applies on {day.isoformat()}")
    answers = sorted((due(clock, on) for clock in running), key=strictness)
    national = [answer for answer in answers if answer.clock.force != "local"]
    local = [answer for answer in answers if answer.clock.force == "local"]
    return Strictest(answers[0], next(iter(national), None), next(iter(local), None), tuple(answers))


def _named(asked: str | Iterable[str]) -> list[Clock]:
    """The clocks of a duty or rule, or of several names, each once and in the order of the file."""
    names = {asked} if isinstance(asked, str) else set(asked)
    found = [clock for clock in all_clocks() if names & {clock.id, clock.name, clock.rule, clock.duty}]
    for name in names - {key for clock in found for key in (clock.id, clock.name, clock.rule, clock.duty)}:
        get(name)
    return found


def _is_of(clock: Clock, area: str) -> bool:
    """Whether an area keeps the local rule; one that names no area is for any that keeps local rules."""
    return bool(area) and (not clock.area or area in clock.area.split(" and "))


def strictness(answer: Due) -> float:
    """The strictest first: the earliest end of a limit, but the latest end of a waiting time."""
    when = answer.due
    if not isinstance(when, datetime):
        try:
            when = datetime.combine(when + timedelta(days=1), time.min, LONDON)
        except OverflowError:
            raise StatuteError(f"{answer.clock.id} ends beyond every calendar") from None
    return -when.timestamp() if answer.clock.is_waiting_time else when.timestamp()
