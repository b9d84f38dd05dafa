"""Quarters and financial years, made of their months.

What happened is added up: numerators and denominators each, never shares. A rate has the children of the last
month, who do not become more by being counted three times. What stood is what stood at the end of the last month.
A period of which a month lacks has no figure, and says which month.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import COUNT, PERCENT, Number, share
from .declarations import STOCK, Indicator
from .months import Month, financial_year_words
from .sheet import Reading

QUARTER, YEAR = 3, 12
NO_PARTS, NO_CHILDREN = "no_parts", "no_population"
Parts = tuple[Decimal, Number]


class NotWhole(Exception):
    """A month lacks, so that the period has no figure: says which and why."""

    def __init__(self, month: Month, missing: str) -> None:
        super().__init__(f"{month}: {missing}")
        self.month, self.missing = month, missing


@dataclass(frozen=True)
class Whole:
    """A figure of several months; without one, the month that lacks and why."""

    months: Sequence[Month]
    number: Number = None
    numerator: Number = None
    denominator: Number = None
    lacks: Month | None = None
    missing: str = ""

    def __str__(self) -> str:
        first, last = self.months[0], self.months[-1]
        if len(self.months) == YEAR:
            return f"Year {financial_year_words(first.financial_year)}"
        return f"{first.first:%B} to {last.first:%B %Y}"


@dataclass(frozen=True)
class Held:
    """What is known month by month: readings by reference, and the children of the area."""

    indicators: dict[str, Indicator]
    reading: Callable[[str, Month], Reading]
    children: Callable[[Month], Number]


def quarters_to(month: Month, number: int) -> list[list[Month]]:
    """Return the months of the last quarters that are over by the end of a month, the oldest first."""
    last = month if month == month.quarter.back(-2) else month.quarter.back(1)
    return [last.back(QUARTER * before).last_of(QUARTER) for before in range(number - 1, -1, -1)]


def years_to(month: Month, number: int) -> list[list[Month]]:
    """Return the months of the last financial years that are over by the end of a month, the oldest first."""
    last = month.back((month.first.month - 3) % YEAR)
    return [last.back(YEAR * before).last_of(YEAR) for before in range(number - 1, -1, -1)]


def together(indicator: Indicator, months: Sequence[Month], held: Held) -> Whole:
    """Return the figure of a period."""
    try:
        if indicator.kind == STOCK:
            return _standing(indicator, months, held)
        return _added(indicator, months, [parts_of(indicator, month, held) for month in months])
    except NotWhole as lack:
        return Whole(months, lacks=lack.month, missing=lack.missing)


def _standing(indicator, months, held):
    last = held.reading(indicator.ref, months[-1])
    if last.number is None:
        raise NotWhole(months[-1], last.missing)
    return Whole(months, last.exact(indicator.unit), last.numerator, last.denominator)


def _added(indicator, months, parts):
    top = sum((each[0] for each in parts), Decimal(0))
    if indicator.unit == COUNT:
        return Whole(months, top)
    bottom = sum((each[1] for each in parts), Decimal(0)) if indicator.unit == PERCENT else parts[-1][1]
    number = share(top, bottom, indicator.unit)
    if number is None:
        return Whole(months, None, top, bottom, missing="nothing_to_count")
    return Whole(months, number, top, bottom)


def parts_of(indicator: Indicator, month: Month, held: Held) -> Parts:
    """Return numerator and denominator of a month: as kept, or as other rows give them; NotWhole without them."""
    own = held.reading(indicator.ref, month)
    if indicator.unit == COUNT:
        return number_of(own), None
    if own.numerator is not None and own.denominator is not None:
        return own.numerator, own.denominator
    if indicator.complement_of:
        top, bottom = parts_of(held.indicators[indicator.complement_of], month, held)
        return (bottom or Decimal(0)) - top, bottom
    if own.missing == "nothing_to_count":
        return Decimal(0), Decimal(0)
    if own.number is None:
        raise NotWhole(month, own.missing)
    return _from_rows(indicator, month, held)


def _from_rows(indicator, month, held):
    if not indicator.numerator_ref or (indicator.unit == PERCENT and not indicator.denominator_ref):
        raise NotWhole(month, NO_PARTS)
    refs = [indicator.numerator_ref, indicator.denominator_ref][: 2 if indicator.unit == PERCENT else 1]
    rows = [held.reading(ref, month) for ref in refs]
    numbers = [number_of(row) for row in rows]
    if {row.source for row in rows} != {held.reading(indicator.ref, month).source}:
        raise NotWhole(month, NO_PARTS)  # counted here and printed elsewhere are not parts of one another
    if indicator.unit == PERCENT:
        return numbers[0], numbers[1]
    children = held.children(month)
    if children is None:
        raise NotWhole(month, NO_CHILDREN)
    return numbers[0], children


def number_of(reading: Reading) -> Decimal:
    """Return the number of a reading; NotWhole without one."""
    if reading.number is None:
        raise NotWhole(reading.month, reading.missing)
    return reading.number
