"""Everything that readers could reckon with: quantities in whole children, what adds up, what each figure tells.

Plain whole numbers throughout: a printed percentage and a printed rate are two inequalities that rounding allows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from . import registry
from .arithmetic import COUNT, PERCENT, Number, rounded
from .declarations import Indicator, Measure
from .entries import HIDDEN
from .months import Month
from .quantities import Quantities
from .sheet import Reading

NOTHING = "nothing_to_count"
Key = tuple[str, Month]
Quantity = tuple[str, Month]


@dataclass
class Bound:
    """A sum of whole multiples of quantities lies between two numbers; None is no limit on that side."""

    terms: dict[Quantity, int]
    least: int | None
    most: int | None

    def sum(self, world: Mapping[Quantity, int]) -> int:
        """Return what the sum is in a world."""
        return sum(times * world[quantity] for quantity, times in self.terms.items())

    def holds(self, world: Mapping[Quantity, int]) -> bool:
        """Say whether a world keeps within the bound."""
        found = self.sum(world)
        return (self.least is None or self.least <= found) and (self.most is None or found <= self.most)

    def widened(self, world: Mapping[Quantity, int]) -> "Bound":
        """Return the bound as it must be for figures that do not add up: the difference counts as known."""
        found = self.sum(world)
        if self.least == self.most:
            return replace(self, least=found, most=found)
        least = None if self.least is None else min(self.least, found)
        return replace(self, least=least, most=None if self.most is None else max(self.most, found))


@dataclass
class System:
    """What is known of a sheet: amounts, what adds up, and what each figure tells when it is shown."""

    amounts: dict[Quantity, int] = field(default_factory=dict)
    rules: list[Bound] = field(default_factory=list)
    tells: dict[Key, list[Bound]] = field(default_factory=dict)
    behind: dict[Key, tuple[Quantity, ...]] = field(default_factory=dict)
    baseless: set[Key] = field(default_factory=set)
    guarded: set[Quantity] = field(default_factory=set)
    unsaid: set[Quantity] = field(default_factory=set)
    is_small: Callable[[str, int], bool] = lambda name, amount: False

    def size(self, key: Key) -> int:
        """Return how many children a figure tells of: the fewer, the sooner it is the one left out."""
        return min((self.amounts[each] for each in self.behind[key]), default=0)


class Reader:
    """Reads a sheet into a system."""

    def __init__(
        self,
        readings: Mapping[Key, Reading],
        indicators: Mapping[str, Indicator],
        small: int,
        measures: Mapping[str, Measure] | None = None,
    ) -> None:
        """Note every figure, then what hangs together, then what is too small."""
        self.quantities = Quantities(indicators, registry.MEASURES if measures is None else measures)
        self.indicators = indicators
        self.readings = {key: told_small(each, indicators.get(key[0])) for key, each in readings.items()}
        self.system = System()
        shown = [key for key, each in self.readings.items() if key[0] in indicators and tells_something(each)]
        for key in sorted(shown, key=lambda key: (indicators[key[0]].unit != COUNT, key)):
            self._tell(key)
        self._relate({month for _, month in shown})
        self.system.is_small = lambda name, amount: self.quantities.guarded(name, amount, small)
        self.system.guarded = {
            quantity for quantity, amount in self.system.amounts.items() if self.system.is_small(quantity[0], amount)
        }
        spoken = {name for names in self.quantities.of.values() for name in names}
        months = {month for _, month in shown}
        self.system.unsaid = {(name, month) for name in spoken for month in months} - self.system.amounts.keys()

    def _tell(self, key: Key) -> None:
        """Note what one figure tells."""
        indicator, reading = self.indicators[key[0]], self.readings[key]
        names = [(name, key[1]) for name in self.quantities.of[key[0]]]
        number = reading.exact(indicator.unit)
        if number is None:
            if indicator.unit == PERCENT:
                self._tell_nobody(key, names)
            return
        if indicator.unit == COUNT:
            known = self._note(names[0], number)
            self._told(key, [Bound({names[0]: 1}, known, known)] if known is not None else None, names)
        elif indicator.unit == PERCENT:
            self._tell_share(key, names, reading, number)
        else:
            known = self._note(names[0], self._top(reading, number))
            self._told(key, None if known is None else [self._rate(names[0], reading, number, known)], names)

    def _tell_share(self, key: Key, names: list[Quantity], reading: Reading, number: Number) -> None:
        """Note what a percentage tells, with the numbers it is made of."""
        top, bottom = reading.numerator, reading.denominator
        if top is None and bottom is None:
            self._as_printed(key, names)
        top = self._held(names[0]) if top is None else top
        bottom = self._held(names[1]) if bottom is None else bottom
        if bottom is None and top is not None and number:
            bottom = rounded(top * 100 / number)
        if top is None and bottom is not None and number is not None:
            top = rounded(bottom * number / 100)
        if top is None or bottom is None or number is None:
            self._told(key, None, names)
            return
        for name, amount in zip(names, (top, bottom, bottom - top), strict=True):
            self._note(name, amount)
        tenths = int(rounded(number, 1) * 10)
        self._told(
            key,
            [
                Bound({names[0]: 2000, names[1]: -(2 * tenths - 1)}, 0, None),
                Bound({names[0]: 2000, names[1]: -(2 * tenths + 1)}, None, -1),
                Bound({names[1]: 1}, 1, None),
            ],
            names,
        )

    def _as_printed(self, key: Key, names: list[Quantity]) -> None:
        """Note that a share that was brought in as printed is of the rows that it names, whatever is counted here."""
        indicator = self.indicators[key[0]]
        for name, ref in zip(names, (indicator.numerator_ref, indicator.denominator_ref), strict=False):
            other = (self.quantities.of[ref][0], key[1]) if ref in self.quantities.of else name
            if other != name:
                self.system.rules.append(added((name,), (other,)))
                self._note(name, self._held(other))

    def _tell_nobody(self, key: Key, names: list[Quantity]) -> None:
        """Note that a share with nothing to count tells that its whole is nought."""
        for name in names:
            self._note(name, Decimal(0))
        self._told(key, [Bound({names[1]: 1}, 0, 0)], names)

    def _top(self, reading: Reading, number: Number) -> Number:
        """Return the numerator of a rate; it is reckoned from the children of the area where it is not kept."""
        if reading.numerator is not None or not reading.denominator or number is None:
            return reading.numerator
        return rounded(number * reading.denominator / 10_000)

    def _rate(self, top: Quantity, reading: Reading, number: Number, known: int) -> Bound:
        """Return what a printed rate tells of its numerator, as everybody knows the children of the area."""
        if not reading.denominator or number is None:
            return Bound({top: 1}, known, known)
        children, printed = int(reading.denominator), int(rounded(number))
        return Bound({top: 20_000}, (2 * printed - 1) * children, (2 * printed + 1) * children - 1)

    def _held(self, name: Quantity) -> Number:
        amount = self.system.amounts.get(name)
        return None if amount is None else Decimal(amount)

    def _note(self, quantity: Quantity, amount: Number) -> int | None:
        """Keep how many children a quantity counts; one below nought is an error of the sheet."""
        if amount is not None and amount >= 0:
            self.system.amounts.setdefault(quantity, int(rounded(amount)))
        return self.system.amounts.get(quantity)

    def _told(self, key: Key, bounds: list[Bound] | None, names: list[Quantity]) -> None:
        self.system.tells[key] = bounds or []
        self.system.behind[key] = tuple(name for name in names if name in self.system.amounts)
        if bounds is None:
            self.system.baseless.add(key)

    def _relate(self, months: Iterable[Month]) -> None:
        """Note what adds up within a month, and what comes to a stock and goes from it between two."""
        rules, months = self.system.rules, set(months)
        for month in months:
            rules += [added(((one.whole, month),), tuple((part, month) for part in one.parts))
                      for one in self.quantities.sums]  # fmt: skip
            before = month.back(1)
            if before in months:
                rules += [
                    added(
                        ((flow.stock, month), *((name, month) for name in flow.went)),
                        ((flow.stock, before), *((name, month) for name in flow.came)),
                    )
                    for flow in self.quantities.flows
                ]


def tells_something(reading: Reading) -> bool:
    """Say whether a figure tells anything: it has a number, or there was nothing to count."""
    return reading.number is not None or reading.missing == NOTHING


def added(left: Sequence[Quantity], right: Sequence[Quantity]) -> Bound:
    """Return that the left quantities add up to the same as the right ones."""
    return Bound(dict.fromkeys(left, 1) | dict.fromkeys(right, -1), 0, 0)


def told_small(reading: Reading, indicator: Indicator | None) -> Reading:
    """Return a count that came in as small or hidden with a number that stands for it: it is guarded as one.

    Which number it is changes nothing: it is left out, and so is whatever it could be worked back from.
    """
    if reading.number is not None or reading.missing != HIDDEN or indicator is None or indicator.unit != COUNT:
        return reading
    return replace(reading, number=Decimal(1))
