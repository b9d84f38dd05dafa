"""Limits that no row of the law declares: an area's own number and unit, counted from a moment.

A rule that stands beside a law counts as that law does, with another number; one of its own counts from the day
after its start. Every function is pure and every moment is handed in.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import cast

from harbourlight.statute import calendar as england
from harbourlight.statute.arithmetic import Limit, Unit, ends, london_date
from harbourlight.statute.clocks import LONDON, Due, due, strictest, strictness, version_on
from harbourlight.statute.errors import StatuteError
from harbourlight.statute.school import SchoolCalendar

A_YEAR = 366  # days, so that every weekday, month and holiday is among them


def after(number: int, unit: str, started: date | datetime, *, school: SchoolCalendar | None = None) -> date | datetime:
    """The last good day so many units after a start; for minutes and hours the moment, in London time.

    A negative number counts back. School days need the terms of the school or the area. Raises UnusableMoment for a
    time without its time of day or beyond every calendar, OutsideCalendar for days beyond the calendar.
    """
    limit = Limit(number=abs(number), unit=cast(Unit, unit), direction="back" if number < 0 else "forward")
    return ends(limit, started, school=school).due


def beside(law: str, number: int, unit: str, started: date | datetime, *, school: SchoolCalendar | None = None) -> Due:
    """When a number of an area's own runs out that is counted in the way of a law: its first day, its direction.

    `law` is an id or a name of `clocks.csv`. Raises what `clocks.due` raises: NotInForce before the law began.
    """
    clock = replace(version_on(law, london_date(started)), number=number, unit=cast(Unit, unit))
    return due(clock, started, school=school)


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
    return national is not None and strictness(beside(law, number, unit, started)) > strictness(national)
