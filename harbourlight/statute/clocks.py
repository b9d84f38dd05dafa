"""When a time limit runs out, and why: the only place that adds a limit to a date.

Every function is pure and every moment is handed in. Days are days in London; hours are elapsed hours.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from harbourlight.statute import calendar as england
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

__all__ = [
    "ALARM_KINDS", "LONDON", "Clock", "Due", "Strictest", "all_clocks", "days_left", "due", "get", "is_late",
    "is_too_early", "runs_as_alarm", "strictest", "version_on", "versions",
]  # fmt: skip

LONDON = ZoneInfo("Europe/London")


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


def due(clock: Clock | str, started: date | datetime) -> Due:
    """When the limit runs out that started then; for a limit that counts back, the last day for the notice.

    `clock` is a clock, its id or name (that version and no other), or a rule's name (the version of the day).
    `started` is a date or an aware datetime. Limits in hours need the datetime, run in elapsed time and
    answer in London time. Limits in days or longer begin on the London date. "Within N working days": the
    start is day 0, whatever day it is. "Beginning with": the start is day 1. Months end on the same day
    number, or on the last day of a shorter month. Clear days leave out the day of the notice and the day of
    the meeting. Raises UnknownClock, NotInForce, NoNumber, UnusableMoment, OutsideCalendar.
    """
    day = _london_date(started)
    version = version_on(clock, day)
    if version.number is None:
        raise NoNumber(f"{version.id} has no number: {version.must_happen}. {version.note}".strip())
    try:
        if version.unit == "hours":
            return _answer(version, _after_hours(version, started))
        if version.unit == "working_days":
            return _after_working_days(version, day)
        return _answer(version, _in_force_at_the_end(version, _after_days(version, day)))
    except OverflowError:
        raise UnusableMoment(f"{version.limit} from {day.isoformat()} is no date anybody can write") from None


def _in_force_at_the_end(clock: Clock, end: date) -> date:
    """The end of a limit; one that starts at birth is refused if it is over before its law began."""
    if clock.starts_at_birth and not clock.in_force_on(end):
        raise NotInForce(f"{clock.id} is in force {clock.version}, not on {in_words(end)}, when it would end")
    return end


def _answer(
    clock: Clock,
    when: date | datetime,
    skipped: tuple[tuple[date, str], ...] = (),
    counted: tuple[date, ...] = (),
) -> Due:
    """The answer with what the clock says of itself."""
    return Due(clock, clock.version, when, clock.source, skipped, counted)


def _after_hours(clock: Clock, started: date | datetime) -> datetime:
    """The moment so many elapsed hours away, through any change of the clocks."""
    if not isinstance(started, datetime):
        raise UnusableMoment(f"{clock.id} runs in hours, so it needs the time of day at which it started")
    hours = timedelta(hours=_signed(clock))
    return (started.astimezone(UTC) + hours).astimezone(LONDON)


def _after_working_days(clock: Clock, day: date) -> Due:
    """The working day the count ends on, with the days it counted and those it did not."""
    number = _signed(clock)
    if clock.first_day_counts and england.is_working_day(day):
        number -= 1
    last = england.add_working_days(day, number)
    first_counted = day if clock.first_day_counts else day + timedelta(days=1)
    if clock.direction == "back":
        notice = england.add_working_days(last, -1) if clock.clear_days else last
        eve = day - timedelta(days=1)
        return _answer(clock, notice, england.not_counted(notice, eve), _working(last, eve))
    skipped = england.not_counted(first_counted - timedelta(days=1), last)
    return _answer(clock, last, skipped, _working(first_counted, last))


def _working(first: date, last: date) -> tuple[date, ...]:
    """The working days from the first to the last, both with them."""
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in span if england.is_working_day(day))


def _after_days(clock: Clock, day: date) -> date:
    """The date so many calendar days, weeks, months or years away."""
    number = _signed(clock)
    if clock.unit in ("months", "years"):
        end = _add_months(day, number * (12 if clock.unit == "years" else 1))
        # Where the last month is too short, its last day ends the period as it is.
        one_less = clock.first_day_counts and end.day == day.day
    else:
        end = day + timedelta(days=number * (7 if clock.unit == "weeks" else 1))
        one_less = clock.first_day_counts
    if clock.clear_days:
        return end - timedelta(days=1)
    return end - timedelta(days=1) if one_less else end


def _add_months(day: date, months: int) -> date:
    """The same day number so many months away, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _signed(clock: Clock) -> int:
    """The number of the limit, negative where it counts back."""
    number = clock.number or 0
    return -number if clock.direction == "back" else number


def _london_date(moment: date | datetime) -> date:
    """The date in London; a datetime without an offset is refused, since nobody can tell when it was."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise UnusableMoment(f"{moment.isoformat()} does not say its offset; give a moment with one")
    try:
        return moment.astimezone(LONDON).date()
    except OverflowError:
        raise UnusableMoment(f"{moment.isoformat()} is no date in London") from None


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
            _london_date(moment)
        return one.astimezone(UTC) > other.astimezone(UTC)
    return _london_date(one) > _london_date(other)


def days_left(limit: Due | date | datetime, at: date | datetime) -> int:
    """How many calendar days in London are left: 0 on the last day, negative after it."""
    return (_london_date(_when(limit)) - _london_date(at)).days


def strictest(asked: str | Iterable[str], on: date | datetime, *, area_local: str = "") -> Strictest:
    """The limit to keep among those on the same work that started then, with the national and the local one.

    `asked` is the name of a duty or a rule, or several ids or names. `area_local` names the area whose own
    rules count; without it only statute and guidance do. The shortest wins, and of notices the longest, so an
    area may tighten the law and never loosen it. Rules that do not comply with the law, are unverified or are
    settings do not compete, nor do those out of force. Raises UnknownClock, or NotInForce where nothing is
    left.
    """
    day = _london_date(on)
    candidates = [clock for clock in _named(asked) if clock.runs_as_alarm and clock.in_force_on(day)]
    running = [clock for clock in candidates if clock.force != "local" or _is_of(clock, area_local)]
    if not running:
        raise NotInForce(f"no limit for {asked} applies on {day.isoformat()}")
    answers = sorted((due(clock, on) for clock in running), key=_strictness)
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


def _strictness(answer: Due) -> float:
    """The strictest first: the earliest end of a limit, but the latest end of a waiting time."""
    when = answer.due
    if not isinstance(when, datetime):
        try:
            when = datetime.combine(when + timedelta(days=1), time.min, LONDON)
        except OverflowError:
            raise StatuteError(f"{answer.clock.id} ends beyond every calendar") from None
    return -when.timestamp() if answer.clock.is_waiting_time else when.timestamp()
