"""A sheet as it is read: thirteen months of each indicator and what they say, without a database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from .arithmetic import YEAR, Change, Derived, Number, derive, printed, quality, share
from .declarations import Indicator
from .months import Month

LEFT_OUT = Decimal("-Infinity")


@dataclass(frozen=True)
class Reading:
    """A figure of one month: exact where its parts are kept, or why there is none; and where it comes from."""

    month: Month
    number: Number = None
    numerator: Number = None
    denominator: Number = None
    missing: str = ""
    source: str = ""

    def exact(self, unit: str) -> Number:
        """Return the figure from its parts where they are kept, so that no rounding is carried on."""
        if self.number is not None and self.numerator is not None and self.denominator:
            return share(self.numerator, self.denominator, unit)
        return self.number


@dataclass(frozen=True)
class Move:
    """A change with its arrow and what it means for children: a word, never a colour alone."""

    change: Change
    quality: str

    @property
    def arrow(self) -> str:
        """The arrow of the sheet."""
        return self.change.arrow

    @property
    def size(self) -> int:
        """How large the change is, either way; -1 where it is not known."""
        return -1 if self.change.percent is None else abs(self.change.percent)

    def __str__(self) -> str:
        return str(self.change)


@dataclass(frozen=True)
class Row:
    """One indicator over thirteen months (or five quarters, or two years), the current one last."""

    indicator: Indicator
    readings: Sequence[Reading]
    in_a_year: int = YEAR

    @property
    def current(self) -> Reading:
        """The reading of the current month."""
        return self.readings[-1]

    @cached_property
    def numbers(self) -> list[Number]:
        """The thirteen figures, exact."""
        return [reading.exact(self.indicator.unit) for reading in self.readings]

    @cached_property
    def derived(self) -> Derived:
        """Changes, average and maximum."""
        return derive(self.numbers, self.in_a_year)

    @cached_property
    def on_month(self) -> Move:
        """The change on the month before."""
        return self._move(self.derived.prev_month)

    @cached_property
    def on_year(self) -> Move:
        """The change on the same month a year before."""
        return self._move(self.derived.prev_year)

    def _move(self, change: Change) -> Move:
        return Move(change, quality(change, self.indicator.good))

    @property
    def average(self) -> str:
        """The average of the latest twelve months, as printed."""
        return printed(self.derived.average, self.indicator.unit)

    @property
    def maximum(self) -> str:
        """The maximum of the latest twelve months, as printed."""
        return printed(self.derived.maximum, self.indicator.unit)

    @cached_property
    def shown(self) -> list[str]:
        """The thirteen figures as printed."""
        return [printed(number, self.indicator.unit) for number in self.numbers]

    @property
    def sources(self) -> set[str]:
        """Where the figures of the thirteen months come from."""
        return {reading.source for reading in self.readings if reading.source}


QUALITIES = {"negative": 0, "similar": 1, "positive": 2, "": 3}
ORDERS: dict[str, Callable[[Row], object]] = {
    "ref": lambda row: row.indicator.ref,
    "title": lambda row: row.indicator.title.lower(),
    "value": lambda row: LEFT_OUT if row.numbers[-1] is None else row.numbers[-1],
    "month": lambda row: row.on_month.size,
    "year": lambda row: row.on_year.size,
    "quality": lambda row: (QUALITIES[row.on_month.quality], QUALITIES[row.on_year.quality]),
}


def sort(rows: Iterable[Row], by: str) -> list[Row]:
    """Return rows by one of ORDERS, largest first with a minus before it; as they stand for anything else."""
    key = ORDERS.get(by.removeprefix("-"))
    return sorted(rows, key=key, reverse=by.startswith("-")) if key else list(rows)  # type: ignore[arg-type]
