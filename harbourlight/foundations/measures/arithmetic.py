"""The arithmetic of the published sheet, in decimals and without a database.

Changes are relative, rounded half away from zero to a whole per cent. An arrow shows a change of 10% or
more after rounding. Averages and maxima are of the latest twelve months, over the values present; counts
and rates print without decimals, percentages with one. (Rules R-KPI-01 to R-KPI-05 of the published sheet.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

COUNT, PERCENT, RATE = "count", "percent", "rate_per_10000"
UNITS = (COUNT, PERCENT, RATE)
UP, LEVEL, DOWN = "↑", "→", "↓"
NO_BASE = "n/a"
LARGE = 10  # per cent, after rounding
YEAR = 12  # months
SHOWN = 13
Number = Decimal | None


def rounded(number: Decimal, places: int = 0) -> Decimal:
    """Round half away from zero; never a negative nought."""
    with localcontext() as exact:
        exact.prec = 60
        found = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(found) if found == 0 else found


@dataclass(frozen=True)
class Change:
    """How a figure moved: in whole per cent, or why that cannot be said."""

    percent: int | None
    is_without_base: bool = False

    @property
    def arrow(self) -> str:
        """The arrow of the sheet; empty without a change."""
        if self.percent is None:
            return ""
        if self.percent >= LARGE:
            return UP
        return DOWN if self.percent <= -LARGE else LEVEL

    def __str__(self) -> str:
        if self.percent is None:
            return NO_BASE if self.is_without_base else ""
        return f"{self.percent}%"


def change(now: Number, before: Number) -> Change:
    """Return the change from one figure to the next; nothing when either is missing, "n/a" from nought."""
    if now is None or before is None:
        return Change(None)
    if before == 0:
        return Change(None, is_without_base=True)
    with localcontext() as exact:
        exact.prec = 60
        return Change(int(rounded((now - before) * 100 / before)))


def average(latest: Sequence[Number]) -> Number:
    """Return the mean of the values present, unrounded; None without any."""
    present = [number for number in latest if number is not None]
    if not present:
        return None
    with localcontext() as exact:
        exact.prec = 60
        return sum(present, Decimal(0)) / len(present)


def maximum(latest: Sequence[Number]) -> Number:
    """Return the largest of the values present; None without any."""
    return max((number for number in latest if number is not None), default=None)


def places(unit: str) -> int:
    """Return how many decimals a unit prints with."""
    return 1 if unit == PERCENT else 0


def printed(number: Number, unit: str) -> str:
    """Return a figure as the sheet prints it: "1439", "17.4%"; nothing for a missing one."""
    if number is None:
        return ""
    return f"{rounded(number, places(unit))}{'%' if unit == PERCENT else ''}"


def share(numerator: Number, denominator: Number, unit: str) -> Number:
    """Return a percentage or a rate per 10,000, unrounded; None where there is nothing to share."""
    if numerator is None or not denominator:
        return None
    with localcontext() as exact:
        exact.prec = 40
        return numerator * (100 if unit == PERCENT else 10_000) / denominator


@dataclass(frozen=True)
class Derived:
    """What the sheet says beside a figure."""

    prev_month: Change
    prev_year: Change
    average: Number
    maximum: Number


def derive(shown: Sequence[Number], in_a_year: int = YEAR) -> Derived:
    """Return the changes, average and maximum of thirteen months, five quarters or two years, the current one last."""
    if len(shown) != in_a_year + 1:
        raise ValueError("The sheet shows thirteen months, five quarters or two years")
    latest = shown[-in_a_year:]
    return Derived(change(shown[-1], shown[-2]), change(shown[-1], shown[0]), average(latest), maximum(latest))


def quality(move: Change, good: str) -> str:
    """Return "positive", "similar" or "negative": the movement against the good direction, both together.

    Nothing where neither direction is good by itself, or no change is known.
    """
    if not good or not move.arrow:
        return ""
    if move.arrow == LEVEL:
        return "similar"
    return "positive" if (move.arrow == UP) == (good == "up") else "negative"
