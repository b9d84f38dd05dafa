"""How a number of a unit is counted from a day or a moment: the only place that adds a limit to a date.

Every function is pure and every moment is handed in. Days are days in London; hours and minutes are elapsed ones.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from harbourlight.statute.calendar import ONE_DAY, CountedDays, Nation, days_of
from harbourlight.statute.errors import BadTerms, UnusableMoment
from harbourlight.statute.school import LONDON, SchoolCalendar

Unit = Literal[
    "",
    "minutes",
    "hours",
    "calendar_days",
    "working_days",
    "school_days",
    "school_openings",
    "weeks",
    "months",
    "years",
]
Direction = Literal["forward", "back"]

SECONDS = {"minutes": 60, "hours": 3600}
DAYS = {"calendar_days": 1, "weeks": 7}
MONTHS = {"months": 1, "years": 12}
STOOD_STILL = "Stood still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number of a unit and how it is counted.

    `first_day_counts`: the start is day 1, not day 0. `clear_days` leave out both ends. `holidays_of` is the nation
    whose bank holidays stand still, `moves_off_days_off` an end that moves to the next working day (the one before, for
    a limit that counts back). `never_early`: where the last month is too short the end is the first of the month after,
    as for a birthday, and not its last day. `name` is for messages.
    """

    number: int
    unit: Unit
    first_day_counts: bool = False
    direction: Direction = "forward"
    clear_days: bool = False
    holidays_of: Nation = "England"
    moves_off_days_off: bool = False
    never_early: bool = False
    name: str = "the limit"

    @property
    def signed(self) -> int:
        """The number, negative where it counts back."""
        return -self.number if self.direction == "back" else self.number


class Pause(NamedTuple):
    """Days on which a limit stands still, the first and the last with them."""

    first: date
    last: date


class Ends(NamedTuple):
    """Where a count ends, the days it passed over and why, and the working or school days that it counted."""

    due: date | datetime
    skipped: tuple[tuple[date, str], ...] = ()
    counted: tuple[date, ...] = ()


def ends(
    limit: Limit, started: date | datetime, *, school: SchoolCalendar | None = None, pauses: Iterable[Pause] = ()
) -> Ends:
    """Where a limit ends that started then.

    `started` is a date or an aware datetime; hours, minutes and the opening of a school need the datetime and answer
    one in London. `school` is needed for school days and openings. Raises UnusableMoment, OutsideCalendar, BadTerms.
    """
    day = london_date(started)
    still = _still(limit, pauses)
    try:
        if limit.unit in SECONDS:
            return Ends(_after_seconds(limit, started))
        if limit.unit == "school_openings":
            return Ends(_opening(limit, started, school))
        if limit.unit in ("working_days", "school_days"):
            return _in_counted_days(limit, day, _days(limit, school).without(still))
        return _in_days(limit, day, still)
    except OverflowError:
        raise UnusableMoment(f"{limit.name} from {day.isoformat()} ends on no date anybody can write") from None


def _still(limit: Limit, pauses: Iterable[Pause]) -> dict[date, str]:
    """The days of the pauses, each once; a limit that counts back or by the clock on the wall cannot stand still."""
    days: dict[date, str] = {}
    for pause in pauses:
        if pause.last < pause.first:
            raise UnusableMoment(f"{limit.name} cannot stand still to a day before it began to")
        length = (pause.last - pause.first).days + 1
        days |= {pause.first + timedelta(days=number): STOOD_STILL for number in range(length)}
    if days and (limit.direction == "back" or limit.unit in (*SECONDS, "school_openings")):
        raise UnusableMoment(f"{limit.name} cannot stand still")
    return days


def _days(limit: Limit, school: SchoolCalendar | None) -> CountedDays:
    """The days that the limit counts."""
    return days_of(limit.holidays_of) if limit.unit == "working_days" else _known(limit, school).days


def _known(limit: Limit, school: SchoolCalendar | None) -> SchoolCalendar:
    """The school's terms; refused without any."""
    if school is None:
        raise BadTerms(f"{limit.name} runs in school days, so it needs the terms of the school or the area")
    return school


def _after_seconds(limit: Limit, started: date | datetime) -> datetime:
    """The moment so many elapsed hours or minutes away, through any change of the clocks."""
    elapsed = timedelta(seconds=limit.signed * SECONDS[limit.unit])
    return (_moment(limit, started).astimezone(UTC) + elapsed).astimezone(LONDON)


def _opening(limit: Limit, started: date | datetime, school: SchoolCalendar | None) -> datetime:
    """The moment at which the school has opened so many times since the start."""
    if limit.direction == "back":
        raise UnusableMoment(f"{limit.name} cannot count the openings of a school back")
    return _known(limit, school).opening_after(_moment(limit, started), limit.number)


def _moment(limit: Limit, started: date | datetime) -> datetime:
    """The start as a moment; a date alone is refused."""
    if not isinstance(started, datetime):
        raise UnusableMoment(f"{limit.name} runs in hours, so it needs the time of day at which it started")
    return started


def _in_counted_days(limit: Limit, day: date, days: CountedDays) -> Ends:
    """The day the count ends on, with the days it counted and those it did not."""
    number = limit.signed
    if limit.first_day_counts and days.why_not(day) is None:
        number -= 1
    last = days.add(day, number)
    if limit.direction == "back":
        notice = days.add(last, -1) if limit.clear_days else last
        eve = day - ONE_DAY
        return Ends(notice, days.not_counted(notice, eve), days.within(last, eve))
    first_counted = day if limit.first_day_counts else day + ONE_DAY
    return Ends(last, days.not_counted(first_counted - ONE_DAY, last), days.within(first_counted, last))


def _in_days(limit: Limit, day: date, still: dict[date, str]) -> Ends:
    """The date so many calendar days, weeks, months or years away, later by each day that stood still before it."""
    end = _after_days(limit, day)
    stood: list[tuple[date, str]] = []
    for off in sorted(still):
        if day <= off <= _moved(limit, end):
            stood.append((off, still[off]))
            end += ONE_DAY
    moved = _moved(limit, end)
    passed = days_of(limit.holidays_of).not_counted(end - ONE_DAY, moved) if moved > end else ()
    return Ends(moved, (*stood, *passed))


def _moved(limit: Limit, end: date) -> date:
    """The end, moved off a weekend or holiday where the limit asks for it."""
    if not limit.moves_off_days_off:
        return end
    days, step = days_of(limit.holidays_of), ONE_DAY if limit.direction == "forward" else -ONE_DAY
    return days.add(end - step, step.days)


def _after_days(limit: Limit, day: date) -> date:
    """The date so many calendar days, weeks, months or years away."""
    if limit.unit in MONTHS:
        end = add_months(day, limit.signed * MONTHS[limit.unit], never_early=limit.never_early)
        # Where the last month is too short, its last day ends the period as it is.
        one_less = limit.first_day_counts and end.day == day.day
    else:
        end = day + timedelta(days=limit.signed * DAYS[limit.unit])
        one_less = limit.first_day_counts
    return end - ONE_DAY if limit.clear_days or one_less else end


def add_months(day: date, months: int, *, never_early: bool = False) -> date:
    """The same day number so many months away; in a shorter month its last day, or the first day after it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    length = monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(day.day, length))
    return end + ONE_DAY if never_early and day.day > length else end


def london_date(moment: date | datetime) -> date:
    """The date in London; a datetime without an offset is refused, since nobody can tell when it was."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise UnusableMoment(f"{moment.isoformat()} does not say its offset; give a moment with one")
    try:
        return moment.astimezone(LONDON).date()
    except OverflowError:
        raise UnusableMoment(f"{moment.isoformat()} is no date in London") from None
