"""The census years: their first and last day, and the days that rules count back to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from harbourlight.exchange.cincensus.errors import UnknownYear
from harbourlight.statute import calendar

FIRST, LAST = 2017, 2027  # the calendar years in which the first and the last known census year end
_LABEL = re.compile(r"(20\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Year:
    """One census year: `start` and `end` are its days, `ends` the calendar year in which it ends.

    An assessment that began before `assessment_from` had been open for more than 45 working days at the end, an
    enquiry that began before `enquiry_from` for more than 15. A referral before `nfa_from` came more than one
    working day before the year.
    """

    label: str
    ends: int
    start: date
    end: date
    assessment_from: date
    enquiry_from: date
    nfa_from: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in the year."""
        return day is not None and self.start <= day <= self.end


@cache
def ending(calendar_year: int) -> Year:
    """The census year that ends in this calendar year. Raises UnknownYear."""
    if not FIRST <= calendar_year <= LAST:
        known = f"{_label(FIRST)} to {_label(LAST)}"
        raise UnknownYear(f"the census of {_label(calendar_year)} is not known here; known are {known}")
    start, end = date(calendar_year - 1, 4, 1), date(calendar_year, 3, 31)
    return Year(
        label=_label(calendar_year),
        ends=calendar_year,
        start=start,
        end=end,
        assessment_from=_earliest_within(45, end),
        enquiry_from=_earliest_within(15, end),
        nfa_from=calendar.add_working_days(start, -1),
    )


def named(label: str) -> Year:
    """The census year of a label such as 2025-26. Raises UnknownYear."""
    found = _LABEL.fullmatch(label.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise UnknownYear(f"{label!r} is not a census year such as 2025-26")
    return ending(int(found[1]) + 1)


def every() -> tuple[Year, ...]:
    """Every known census year, the oldest first."""
    return tuple(ending(number) for number in range(FIRST, LAST + 1))


def of_day(day: date) -> Year:
    """The census year in which a day lies. Raises UnknownYear."""
    return ending(day.year + (day.month > 3))


def in_force(year: Year, since: str, until: str) -> bool:
    """Whether the year lies between two labels; a missing one is open."""
    return (not since or since <= year.label) and (not until or year.label <= until)


def _label(calendar_year: int) -> str:
    return f"{calendar_year - 1}-{calendar_year % 100:02}"


def _earliest_within(number: int, end: date) -> date:
    """The first day from which no more than this many working days pass up to and with the end."""
    day = calendar.add_working_days(end, -number)
    while calendar.working_days_between(day - timedelta(days=1), end) <= number:
        day -= timedelta(days=1)
    while calendar.working_days_between(day, end) > number:
        day += timedelta(days=1)
    return day
