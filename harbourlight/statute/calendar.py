"""The working days from 1 January 2010 to 31 December 2028, bank holidays included.

A working day is any day but Saturday, Sunday, Christmas Day, Good Friday and the bank holidays of England
(Banking and Financial Dealings Act 1971, with the single holidays proclaimed for a year). Where a law counts the bank
holidays of any part of the United Kingdom, as freedom of information does, `days_of` knows those too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal

import holidays

from harbourlight.statute.errors import OutsideCalendar

Nation = Literal["England", "United Kingdom"]

FIRST_DAY = date(2010, 1, 1)
LAST_DAY = date(2028, 12, 31)
ONE_DAY = timedelta(days=1)

# The parts of the country whose bank holidays stand still; the first that has a day gives it its name.
_PARTS: Mapping[Nation, tuple[str, ...]] = {"England": ("ENG",), "United Kingdom": ("ENG", "WLS", "SCT", "NIR")}

# The library's names where the country says it otherwise.
_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Wedding of William and Catherine": "Bank holiday for the royal wedding",
    "Diamond Jubilee of Elizabeth II": "Bank holiday for the Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "Bank holiday for the Platinum Jubilee",
    "State Funeral of Queen Elizabeth II": "Bank holiday for the funeral of the Queen",
    "Coronation of Charles III": "Bank holiday for the coronation",
}


@dataclass(frozen=True, slots=True, eq=False)
class CountedDays:
    """The days that count in a stretch of known days, and why the others do not; no day outside it is guessed."""

    counted: tuple[date, ...]
    reasons: Mapping[date, str]
    first: date
    last: date
    name: str = "the calendar"

    def why_not(self, day: date) -> str | None:
        """The reason why nobody counts this day ("Good Friday", "Saturday"), or None for a day that counts."""
        self._check(day)
        if day in self.reasons:
            return self.reasons[day]
        return {5: "Saturday", 6: "Sunday"}.get(day.weekday())

    def add(self, day: date, number: int) -> date:
        """The counted day that lies `number` of them after the day, which itself is day 0; 0 gives the day itself."""
        self._check(day)
        if number == 0:
            return day
        days = self.counted
        place = bisect_right(days, day) + number - 1 if number > 0 else bisect_left(days, day) + number
        if not 0 <= place < len(days):
            raise OutsideCalendar(f"{number} days that count from {day.isoformat()} {self._bounds}")
        return days[place]

    def between(self, start: date, end: date) -> int:
        """How many counted days lie after the start up to and with the end; negative when the end comes first."""
        self._check(start)
        self._check(end)
        count = bisect_left if end < start else bisect_right
        return count(self.counted, end) - count(self.counted, start)

    def within(self, first: date, last: date) -> tuple[date, ...]:
        """The counted days from the first to the last, both with them."""
        return self.counted[bisect_left(self.counted, first) : bisect_right(self.counted, last)]

    def not_counted(self, after: date, until: date) -> tuple[tuple[date, str], ...]:
        """The days after the first and up to the second that do not count, each with its reason."""
        span = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
        reasons = ((day, self.why_not(day)) for day in span)
        return tuple((day, why) for day, why in reasons if why is not None)

    def without(self, off: Mapping[date, str]) -> "CountedDays":
        """The same days without some more, each with its reason; most counts stand still on none."""
        if not off:
            return self
        counted = tuple(day for day in self.counted if day not in off)
        return CountedDays(counted, {**self.reasons, **off}, self.first, self.last, self.name)

    @property
    def _bounds(self) -> str:
        """What to say of a day that is not known."""
        return f"is outside {self.name}, which runs from {self.first.isoformat()} to {self.last.isoformat()}"

    def _check(self, day: date) -> None:
        """Refuse a day that is not known."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(f"{day.isoformat()} {self._bounds}")


@cache
def bank_holidays(nation: Nation = "England") -> Mapping[date, str]:
    """Every bank holiday of the calendar and its name; Good Friday and Christmas Day are among them."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    named: dict[date, str] = {}
    for part in _PARTS[nation]:
        found = holidays.country_holidays("GB", subdiv=part, years=years)
        named = {day: _name(found[day]) for day in found} | named
    return MappingProxyType({day: named[day] for day in sorted(named) if FIRST_DAY <= day <= LAST_DAY})


def _name(printed: str) -> str:
    """The name of a holiday, with the word for a day moved off a weekend."""
    name = printed.removesuffix(" (observed)")
    moved = " (substitute day)" if name != printed else ""
    return _NAMES.get(name, name) + moved


@cache
def days_of(nation: Nation) -> CountedDays:
    """The working days of a nation; of the whole United Kingdom, those that are no bank holiday in any part of it."""
    length = (LAST_DAY - FIRST_DAY).days + 1
    every_day = (FIRST_DAY + timedelta(days=number) for number in range(length))
    off = bank_holidays(nation)
    working = tuple(day for day in every_day if day.weekday() < 5 and day not in off)
    return CountedDays(working, off, FIRST_DAY, LAST_DAY)


def why_not_working(day: date) -> str | None:
    """The reason why nobody works on this day in England, or None for a working day."""
    return days_of("England").why_not(day)


def is_working_day(day: date) -> bool:
    """Whether it is a working day in England; OutsideCalendar before 2010 and after 2028."""
    return why_not_working(day) is None


def add_working_days(day: date, number: int) -> date:
    """The working day that lies `number` working days after the day, which itself counts as day 0.

    A day that is not a working day is day 0 all the same. A negative number counts back, and 0 gives the day
    itself. Raises OutsideCalendar where the count would leave the calendar.
    """
    return days_of("England").add(day, number)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after the start up to and with the end; negative when the end comes first.

    The sign and the days agree with `add_working_days`: from a start, its answer is this many days away.
    """
    return days_of("England").between(start, end)
