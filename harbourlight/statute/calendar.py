"""England's working days from 1 January 2010 to 31 December 2028, bank holidays included.

A working day is any day but Saturday, Sunday, Christmas Day, Good Friday and the bank holidays of England
(Banking and Financial Dealings Act 1971, with the single holidays proclaimed for a year).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays

from harbourlight.statute.errors import OutsideCalendar

FIRST_DAY = date(2010, 1, 1)
LAST_DAY = date(2028, 12, 31)

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


@cache
def bank_holidays() -> Mapping[date, str]:
    """Every bank holiday of the calendar and its name; Good Friday and Christmas Day are among them."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_DAY.year, LAST_DAY.year + 1))
    days = (day for day in sorted(found) if FIRST_DAY <= day <= LAST_DAY)
    return MappingProxyType({day: _name(found[day]) for day in days})


def _name(printed: str) -> str:
    """The name of a holiday, with the word for a day moved off a weekend."""
    name = printed.removesuffix(" (observed)")
    moved = " (substitute day)" if name != printed else ""
    return _NAMES.get(name, name) + moved


@cache
def working_days() -> tuple[date, ...]:
    """Every working day of the calendar, in order."""
    length = (LAST_DAY - FIRST_DAY).days + 1
    every_day = (FIRST_DAY + timedelta(days=number) for number in range(length))
    return tuple(day for day in every_day if day.weekday() < 5 and day not in bank_holidays())


def why_not_working(day: date) -> str | None:
    """The reason why nobody counts this day ("Good Friday", "Saturday"), or None for a working day."""
    _check(day)
    if day in bank_holidays():
        return bank_holidays()[day]
    return {5: "Saturday", 6: "Sunday"}.get(day.weekday())


def is_working_day(day: date) -> bool:
    """Whether it is a working day; OutsideCalendar before 2010 and after 2028."""
    return why_not_working(day) is None


def add_working_days(day: date, number: int) -> date:
    """The working day that lies `number` working days after the day, which itself counts as day 0.

    A day that is not a working day is day 0 all the same. A negative number counts back, and 0 gives the day
    itself. Raises OutsideCalendar where the count would leave the calendar.
    """
    _check(day)
    if number == 0:
        return day
    days = working_days()
    place = bisect_right(days, day) + number - 1 if number > 0 else bisect_left(days, day) + number
    if not 0 <= place < len(days):
        raise OutsideCalendar(f"{number} working days from {day.isoformat()} {_BOUNDS}")
    return days[place]


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after the start up to and with the end; negative when the end comes first.

    The sign and the days agree with `add_working_days`: from a start, its answer is this many days away.
    """
    _check(start)
    _check(end)
    count = bisect_left if end < start else bisect_right
    return count(working_days(), end) - count(working_days(), start)


def not_counted(after: date, until: date) -> tuple[tuple[date, str], ...]:
    """The days after the first and up to the second that are not working days, each with its reason."""
    span = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    reasons = ((day, why_not_working(day)) for day in span)
    return tuple((day, why) for day, why in reasons if why is not None)


_BOUNDS = f"is outside the calendar, which runs from {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()}"


def _check(day: date) -> None:
    """Refuse a day that the calendar does not know."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideCalendar(f"{day.isoformat()} {_BOUNDS}")
