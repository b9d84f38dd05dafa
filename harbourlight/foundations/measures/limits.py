"""Limits within which a series or a group of areas varies by chance, so that noise is not read as news.

The XmR chart of Shewhart and Wheeler for one series over time, the limits of Poisson where few things are counted,
and the funnel of Spiegelhalter for several areas at one time; in plain numbers, without a database.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import exp, sqrt

from .arithmetic import COUNT, PERCENT, Number, share

LEAST_POINTS = 8
RUN, TREND = 8, 6
WIDTH = Decimal("2.66")  # of the average moving range, on either side of the mean
SCREEN = Decimal("3.27")  # a moving range above so many averages is itself a signal, and widens no limit
ABOVE, BELOW, LONG_ABOVE, LONG_BELOW, RISING, FALLING = (
    "above",
    "below",
    "long_above",
    "long_below",
    "rising",
    "falling",
)
SAID = {
    ABOVE: "higher than chance explains",
    BELOW: "lower than chance explains",
    LONG_ABOVE: f"one of at least {RUN} months in a row above the average",
    LONG_BELOW: f"one of at least {RUN} months in a row below the average",
    RISING: f"one of at least {TREND} months that rise one after the other",
    FALLING: f"one of at least {TREND} months that fall one after the other",
}
UPWARD = frozenset({ABOVE, LONG_ABOVE, RISING})
USUAL, OUTER = 1.96, 3.09
LEAST_EXPECTED = 5
FEW = 5  # a month on average: fewer are rare events
LEAST_EVENTS = 5  # in a stretch: from fewer nobody can tell what is usual
BY_CHANCE = 0.00135  # how often chance alone may go beyond the limit of rare events


@dataclass(frozen=True)
class Stretch:
    """Part of a series counted in one way: its first and last place, average and limits, None where too short."""

    first: int
    last: int
    mean: Number = None
    lower: Number = None
    upper: Number = None
    has_runs: bool = True
    has_too_few: bool = False


@dataclass
class Limits:
    """The stretches of a series, and the signals at each place: names of rules."""

    stretches: list[Stretch]
    signals: dict[int, list[str]] = field(default_factory=dict)

    def at(self, place: int) -> Stretch:
        """Return the stretch that holds a place."""
        return next(each for each in self.stretches if each.first <= place <= each.last)

    def words(self, place: int) -> list[str]:
        """Return the signals at a place in plain words."""
        return [SAID[name] for name in self.signals.get(place, ())]


def limits_of(numbers: Sequence[Number], unit: str, breaks: Collection[int] = ()) -> Limits:
    """Return limits and signals of a series in a unit; new ones begin at each place in ``breaks``.

    Limits need eight figures. They never lie below nought, nor above 100 for a percentage. Counts of fewer than five a
    month have the limit of Poisson and no runs, nor has a series of which two in three figures are alike. With fewer
    than five events, or shares that are mostly nought or everybody, there are too few to judge.
    """
    most = Decimal(100) if unit == PERCENT else None
    edges = sorted({0, *(place for place in breaks if 0 < place < len(numbers)), len(numbers)})
    found = Limits([_stretch(numbers, first, last - 1, most, unit) for first, last in pairwise(edges)])
    for stretch in found.stretches:
        if stretch.mean is not None:
            for place, name in _signals(numbers, stretch):
                found.signals.setdefault(place, []).append(name)
    return found


def _stretch(numbers, first, last, most, unit):
    part = numbers[first : last + 1]
    present = [number for number in part if number is not None]
    if len(present) < LEAST_POINTS:
        return Stretch(first, last)
    mean = sum(present, Decimal(0)) / len(present)
    if unit == COUNT and mean < FEW:
        return _rare(first, last, mean, sum(present))
    if 2 * sum(number in (0, most) for number in present) > len(present):
        return Stretch(first, last, has_too_few=True)
    reach = WIDTH * _moving_range(part)
    upper = mean + reach if most is None else min(mean + reach, most)
    mostly = max(present.count(number) for number in set(present))
    are_alike = 3 * mostly >= 2 * len(present) and mostly < len(present)
    return Stretch(first, last, mean, max(mean - reach, Decimal(0)), upper, has_runs=not are_alike)


def _rare(first, last, mean, events):
    """Return the stretch of rare events: the most that chance alone reaches with this average, and nought."""
    if events < LEAST_EVENTS:
        return Stretch(first, last, has_too_few=True)
    reached, probability = 0, exp(-float(mean))
    beyond = 1 - probability
    while beyond > BY_CHANCE:
        reached += 1
        probability *= float(mean) / reached
        beyond -= probability
    return Stretch(first, last, mean, Decimal(0), Decimal(reached), has_runs=False)


def _moving_range(part):
    """Return the average change between neighbouring months, without changes that are signals themselves.

    Where most months are alike every change would be one: then all of them count.
    """
    changes = [abs(later - earlier) for earlier, later in pairwise(part) if earlier is not None and later is not None]
    if not changes:
        return Decimal(0)
    first = sum(changes, Decimal(0)) / len(changes)
    usual = [change for change in changes if change <= SCREEN * first]
    return sum(usual, Decimal(0)) / len(usual) if any(usual) else first


def _signals(numbers, stretch):
    """Yield (place, rule) of each signal in a stretch."""
    places = range(stretch.first, stretch.last + 1)
    for place in places:
        number = numbers[place]
        if number is not None and number > stretch.upper:
            yield place, ABOVE
        if number is not None and number < stretch.lower:
            yield place, BELOW
    if stretch.has_runs:
        yield from _runs_of(numbers, stretch, places)


def _runs_of(numbers, stretch, places):
    """Yield (place, rule) of each run on one side of the average, and of each that rises or falls."""
    sides = [_side(numbers[place], stretch.mean) for place in places]
    for start, end, side in _runs(sides):
        if side and end - start >= RUN:
            yield from ((stretch.first + place, LONG_ABOVE if side > 0 else LONG_BELOW) for place in range(start, end))
    moves = [_side(numbers[place], numbers[place - 1]) for place in places[1:]]
    for start, end, move in _runs(moves):
        if move and end - start >= TREND - 1:
            yield from ((stretch.first + place, RISING if move > 0 else FALLING) for place in range(start, end + 1))


def _side(number, other):
    """Return 1 above, -1 below, 0 level or unknown."""
    if number is None or other is None:
        return 0
    return (number > other) - (number < other)


def _runs(values):
    """Yield (start, end, value) of each unbroken run of equal values."""
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[start]:
            yield start, place, values[start]
            start = place


@dataclass(frozen=True)
class Spot:
    """One area in a funnel: its share, and whether it lies outside what chance explains."""

    name: str
    top: Decimal
    bottom: Decimal
    number: Decimal
    signal: str = ""
    is_judged: bool = True

    @property
    def words(self) -> str:
        """Say how the area lies, in plain words."""
        if not self.is_judged:
            return "too few to judge"
        return SAID.get(self.signal, "within what chance explains")


@dataclass(frozen=True)
class Funnel:
    """Several areas beside the share of them all together; limits narrow as areas grow."""

    unit: str
    mean: Decimal
    spots: list[Spot]

    def limits(self, bottom: Decimal, reach: float = OUTER) -> tuple[Decimal, Decimal]:
        """Return the limits for an area with a denominator of this size."""
        low, high = _around(float(self.mean), float(bottom), self.unit, reach)
        return Decimal(str(low)), Decimal(str(high))


def funnel(areas: Sequence[tuple[str, Decimal, Decimal]], unit: str) -> Funnel | None:
    """Return the funnel of (name, numerator, denominator) of several areas; None where there is nothing to share."""
    usable = [(name, top, bottom) for name, top, bottom in areas if bottom]
    whole = sum((bottom for _, _, bottom in usable), Decimal(0))
    mean = share(sum((top for _, top, _ in usable), Decimal(0)), whole, unit)
    if mean is None:
        return None
    spots = [_spot(name, top, bottom, mean, unit) for name, top, bottom in usable]
    return Funnel(unit, mean, spots)


def _spot(name, top, bottom, mean, unit):
    number = share(top, bottom, unit) or Decimal(0)
    expected = mean * bottom / (100 if unit == PERCENT else 10_000)
    rest = bottom - expected if unit == PERCENT else expected
    if min(expected, rest) < LEAST_EXPECTED:
        return Spot(name, top, bottom, number, is_judged=False)
    low, high = _around(float(mean), float(bottom), unit, OUTER)
    signal = ABOVE if float(number) > high else BELOW if float(number) < low else ""
    return Spot(name, top, bottom, number, signal)


def _around(mean, bottom, unit, reach):
    """Return the limits of chance: binomial for a percentage, Poisson for a rate."""
    scale = 100 if unit == PERCENT else 10_000
    part = mean / scale
    spread = sqrt(part * (1 - part) / bottom) if unit == PERCENT else sqrt(part / bottom)
    low, high = (part - reach * spread) * scale, (part + reach * spread) * scale
    return max(low, 0.0), min(high, 100.0) if unit == PERCENT else high
