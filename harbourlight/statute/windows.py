"""Rolling windows: how often, or how much, inside any period of a length, wherever the period begins."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import NamedTuple

from harbourlight.statute.arithmetic import Limit, ends, london_date
from harbourlight.statute.calendar import ONE_DAY
from harbourlight.statute.school import LONDON

Span = tuple[date, date] | tuple[datetime, datetime]


class Most(NamedTuple):
    """The most that fell into one window, and that window's first and last day; nights for dates, else hours."""

    amount: float
    first: date
    last: date


def last_day_of(window: Limit, first: date) -> date:
    """The last day of the window that begins on a day."""
    return london_date(ends(window, first).due)


def times_within(moments: Iterable[date | datetime], window: Limit, times: int) -> tuple[date, ...] | None:
    """The London days of the earliest so many events that lie inside one window, or None where there never were.

    The window begins with the first of them: `first_day_counts` says whether that day is its day 1.
    """
    days = sorted(london_date(moment) for moment in moments)
    groups = (tuple(days[place : place + times]) for place in range(len(days) - times + 1))
    return next((group for group in groups if group[-1] <= last_day_of(window, group[0])), None)


def most_within(spans: Iterable[Span], window: Limit) -> Most | None:
    """The most nights, or hours, that some stays come to in any one window; None without a stay.

    A stay from one date to another is the nights between them, and a night belongs to the day it begins; a stay from
    one moment to another is its elapsed hours. Two stays at once count once for nights and twice for hours. The first
    such window is given.
    """
    amounts = _by_day(spans)
    days = sorted(amounts)
    sums = [0.0, *accumulate(amounts[day] for day in days)]
    found = [
        Most(sums[_place(days, window, day)] - sums[place], day, last_day_of(window, day))
        for place, day in enumerate(days)
    ]
    return max(found, key=lambda most: most.amount, default=None)


def _place(days: list[date], window: Limit, first: date) -> int:
    """How many of the days lie before the end of the window that begins on one of them."""
    return bisect_right(days, last_day_of(window, first))


def _by_day(spans: Iterable[Span]) -> dict[date, float]:
    """What each day holds of the stays: a night, or the hours of it."""
    amounts: dict[date, float] = {}
    for start, end in spans:
        if isinstance(start, datetime) and isinstance(end, datetime):
            for day, hours in _hours(start, end):
                amounts[day] = amounts.get(day, 0.0) + hours
        else:
            nights = (end - start).days
            amounts |= {start + timedelta(days=number): 1.0 for number in range(nights)}
    return amounts


def _hours(start: datetime, end: datetime) -> Iterable[tuple[date, float]]:
    """The elapsed hours of a stay on each London day."""
    day, last = london_date(start), london_date(end)
    while day <= last:
        midnight = datetime.combine(day, time(0), LONDON).astimezone(UTC)
        next_midnight = datetime.combine(day + ONE_DAY, time(0), LONDON).astimezone(UTC)
        elapsed = min(end.astimezone(UTC), next_midnight) - max(start.astimezone(UTC), midnight)
        yield day, elapsed / timedelta(hours=1)
        day += ONE_DAY
