"""Limits that no row of the law declares: an area's own number and unit, counted from a moment.

A rule that stands beside a law counts as that law does, with another number; one of its own counts from the day
after its start. Every function is pure and every moment is handed in.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from harbourlight.statute import calendar as england
from harbourlight.statute.clocks import (
    LONDON,
    Due,
    _add_months,
    _london_date,
    _strictness,
    due,
    strictest,
    version_on,
)
from harbourlight.statute.declarations import Unit
from harbourlight.statute.errors import StatuteError, UnusableMoment

TIMES = {"minutes": 60, "hours": 3600}  # seconds
DAYS = {"calendar_days": 1, "weeks": 7}
MONTHS = {"months": 1, "years": 12}
A_YEAR = 366  # days, so that every weekday, month and holiday is among them


def after(number: int, unit: str, started: date | datetime) -> date | datetime:
    """The last good day so many units after a start; for minutes and hours the moment, in London time.

    A negative number counts back. Raises UnusableMoment for a time without its time of day or beyond every
    calendar, OutsideCalendar for working days beyond the calendar.
    """
    try:
        if unit in TIMES:
            return _after_seconds(number * TIMES[unit], started)
        day = _london_date(started)
        if unit == "working_days":
            return england.add_working_days(day, number)
        if unit in MONTHS:
            return _add_months(day, number * MONTHS[unit])
        return day + timedelta(days=number * DAYS[unit])
    except OverflowError:
        raise UnusableMoment(f"{number} {unit} from {started.isoformat()} is no date anybody can write") from None


def _after_seconds(seconds: int, started: date | datetime) -> datetime:
    """The moment so many elapsed seconds away, through any change of the clocks."""
    if not isinstance(started, datetime) or started.tzinfo is None:
        raise UnusableMoment("A limit in hours or minutes needs the time of day at which it started")
    return (started.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(LONDON)


def beside(law: str, number: int, unit: str, started: date | datetime) -> Due:
    """When a number of an area's own runs out that is counted in the way of a law: its first day, its direction.

    `law` is an id or a name of `clocks.csv`. Raises what `clocks.due` raises: NotInForce before the law began.
    """
    clock = replace(version_on(law, _london_date(started)), number=number, unit=cast(Unit, unit))
    if unit == "minutes":
        return Due(clock, clock.version, _after_seconds(number * 60, started), clock.source)
    return due(clock, started)


def loosens(law: str, number: int, unit: str, since: date) -> bool:
    """Whether an area's number would give more time than the law that it stands beside, from any day of a year.

    Every day of the year that begins then is tried, at its first and at its last minute. Beside a notice the number
    must give as much notice or more; beside a law that is local, unlawful or not verified there is nothing to loosen.
    """
    first = min(max(since, england.FIRST_DAY), england.LAST_DAY - timedelta(days=2 * A_YEAR))
    return any(
        _is_looser(law, number, unit, datetime.combine(first + timedelta(days=passed), when, LONDON))
        for passed in range(A_YEAR) for when in (time(0, 0), time(23, 59))
    )  # fmt: skip


def _is_looser(law: str, number: int, unit: str, started: datetime) -> bool:
    """Whether the number gives more time than the law from one moment; not where the law sets none then."""
    try:
        national = strictest(law, started).national
    except StatuteError:
        return False
    return national is not None and _strictness(beside(law, number, unit, started)) > _strictness(national)
