"""One rule for every output: small numbers are left out, and whatever they could be worked back from.

A figure is small when the children it counts, the rest of its whole, or the whole itself are fewer than a
limit (nought among them, as it tells something of all others). Further figures are left out until no small
number follows from what is shown: from wholes and their parts, from a percentage and one of its numbers, from
the complement of a percentage, from a rate, and from the stock of one month and the next with what came and
went. Readers are never told which of the two reasons left a figure out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .arithmetic import COUNT, PERCENT, Number, rounded
from .declarations import Indicator
from .entries import HIDDEN
from .months import Month
from .sheet import Reading

SMALL, SECONDARY = "small", "secondary"
USUAL = 6
Key = tuple[str, Month]
Quantity = tuple[str, Month]
WHOLE = "100%"
NOBODY = Decimal(0)


@dataclass(frozen=True)
class Parts:
    """A whole and the rows that divide it: a count, and counts or percentages of it."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Stock:
    """What stands at the end of a month: what stood a month before, with what came and without what went."""

    stock: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """The left quantities add up to the same as the right ones."""

    left: tuple[Quantity, ...]
    right: tuple[Quantity, ...]


@dataclass(frozen=True)
class Ratio:
    """A percentage and its numbers: any two give all."""

    members: tuple[Quantity, ...]


@dataclass
class System:
    """Everything readers could reckon with: what each shown figure tells, and what follows from what."""

    values: dict[Quantity, Decimal] = field(default_factory=dict)
    tells: dict[Key, Quantity] = field(default_factory=dict)
    balances: list[Balance] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    counts: set[Quantity] = field(default_factory=set)
    sizes: dict[Key, Decimal] = field(default_factory=dict)
    baseless: set[Key] = field(default_factory=set)
    behind: dict[Key, tuple[Quantity, ...]] = field(default_factory=dict)


def suppress(
    readings: Mapping[Key, Reading],
    indicators: Mapping[str, Indicator],
    *,
    small: int = USUAL,
    parts: Sequence[Parts] = (),
    stocks: Sequence[Stock] = (),
    public: Collection[Key] = (),
    withheld: Collection[Key] = (),
) -> dict[Key, str]:
    """Return which figures are left out, and why: "small" or "secondary".

    ``public`` are figures that readers have already in the same words: leaving them out would help nobody.
    ``withheld`` are figures that were left out before, and stay so.
    """
    system = System()
    readings = {key: told_small(reading, indicators.get(key[0])) for key, reading in readings.items()}
    for (ref, month), reading in readings.items():
        if reading.number is not None:
            _tell(system, indicators, readings, ref, month)
    _relate(system, {month for _, month in readings}, indicators, parts, stocks)
    guarded = {quantity for quantity in system.counts if NOBODY <= system.values[quantity] < small}
    hidden = {key: SMALL for key in system.tells if guarded & set(system.behind[key])}
    guarded |= {system.tells[key] for key in hidden}
    hidden |= dict.fromkeys(system.baseless, SECONDARY)
    hidden |= {key: SECONDARY for key in withheld if key in system.tells and key not in hidden}
    for island in _islands(system):
        _close(island, hidden, set(guarded), public, small)
    return hidden


def told_small(reading: Reading, indicator: Indicator | None) -> Reading:
    """Return a count that came in as small or hidden with a number that stands for it: it is guarded as one.

    Which number it is changes nothing: it is left out, and so is whatever it could be worked back from.
    """
    if reading.number is not None or reading.missing != HIDDEN or indicator is None or indicator.unit != COUNT:
        return reading
    return replace(reading, number=Decimal(1))


def _close(system, hidden, guarded, public, small):
    """Leave out further figures until no guarded quantity follows from those shown."""
    while (clues := _clues(system, guarded, system.tells.keys() - hidden.keys(), small)) is not None:
        free = [key for key in clues if key not in public]
        if free:
            hidden[min(free, key=lambda key: (system.sizes[key], key))] = SECONDARY
        else:
            guarded -= _told(system, public)


def _islands(system):
    """Return the parts of a system that nothing connects, so that each can be judged by itself."""
    home: dict[Quantity, Quantity] = {}

    def root(quantity):
        while home.setdefault(quantity, quantity) != quantity:
            home[quantity] = home[home[quantity]]
            quantity = home[quantity]
        return quantity

    bonds = [(each, each.members) for each in system.ratios]
    bonds += [(each, (*each.left, *each.right)) for each in system.balances]
    joined = [(each, [quantity for quantity in among if quantity[0] != WHOLE]) for each, among in bonds]
    for _, among in joined:
        for quantity in among[1:]:
            home[root(quantity)] = root(among[0])
    parts: dict[Quantity, System] = {}
    for key, quantity in system.tells.items():
        empty = replace(system, tells={}, balances=[], ratios=[])
        parts.setdefault(root(quantity), empty).tells[key] = quantity
    for each, among in joined:
        if (part := parts.get(root(among[0]))) is not None:
            (part.ratios if isinstance(each, Ratio) else part.balances).append(each)
    return parts.values()


def _tell(system, indicators, readings, ref, month):
    """Note what one figure tells."""
    indicator, reading, key = indicators[ref], readings[ref, month], (ref, month)
    number = reading.exact(indicator.unit)
    system.values[key] = number
    if indicator.unit == COUNT:
        system.tells[key], system.behind[key] = key, (key,)
        system.counts.add(key)
        system.sizes[key] = number
    elif indicator.unit == PERCENT:
        _tell_share(system, indicators, readings, indicator, month, number)
    else:
        top = (indicator.numerator_ref or f"{ref} top", month)
        _note(system, top, reading.numerator if reading.numerator is not None else _number(readings, top))
        known = top in system.values
        system.tells[key] = top if known else key
        system.behind[key] = (top,) if known else ()
        system.sizes[key] = system.values.get(top, number)
        if not known:
            system.baseless.add(key)


def _tell_share(system, indicators, readings, indicator, month, number):
    """Note what a percentage tells, with the numbers it is made of."""
    key, reading = (indicator.ref, month), readings[indicator.ref, month]
    names = [(name, month) for name in names_of(indicator, indicators)]
    top, bottom = (
        given if given is not None else _number(readings, name)
        for given, name in zip((reading.numerator, reading.denominator), names, strict=False)
    )
    if bottom is None and top is not None and number:
        bottom = rounded(top * 100 / number)
    if top is None and bottom is not None:
        top = rounded(bottom * number / 100)
    system.tells[key] = key
    system.sizes[key] = number if top is None else top
    if top is None or bottom is None:
        system.baseless.add(key)
        system.behind[key] = ()
        return
    for name, amount in zip(names, (top, bottom, bottom - top), strict=True):
        _note(system, name, amount)
    known = tuple(name for name in names if name in system.values)
    system.behind[key] = known
    system.ratios.append(Ratio((key, *known)))
    if len(known) == len(names):
        system.balances.append(Balance((names[1],), (names[0], names[2])))


def names_of(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[str, str, str]:
    """Return the names of a percentage's numerator, denominator and rest; a complement has those of the other."""
    other = indicators.get(indicator.complement_of)
    if other is not None:
        top, bottom, rest = names_of(other, indicators)
        return rest, bottom, top
    ref = indicator.ref
    return indicator.numerator_ref or f"{ref} top", indicator.denominator_ref or f"{ref} bottom", f"{ref} rest"


def _note(system, quantity, amount):
    """Keep the amount of a quantity that counts children; one below nought is an error of the sheet."""
    if amount is not None and amount >= 0:
        system.values.setdefault(quantity, amount)
        system.counts.add(quantity)


def _number(readings, key) -> Number:
    reading = readings.get(key)
    return None if reading is None else reading.number


def _relate(system, months, indicators, parts, stocks):
    """Note what adds up: percentages of one whole, complements, divided wholes, and stocks over two months."""
    for month in months:
        system.values[WHOLE, month] = Decimal(100)
        for each in parts:
            _divide(system, indicators, each, month)
        for ref, indicator in indicators.items():
            if indicator.numerator_ref and indicator.denominator_ref and (ref, month) not in system.values:
                _split(system, [(name, month) for name in names_of(indicator, indicators)])
            if indicator.complement_of:
                _balance(system, [(WHOLE, month)], [(ref, month), (indicator.complement_of, month)])
        for stock in stocks:
            before = month.back(1)
            left = [(stock.stock, month), *((ref, month) for ref in stock.went)]
            _balance(system, left, [(stock.stock, before), *((ref, month) for ref in stock.came)])


def _split(system, names):
    """Note the rest of a whole beside its part where the sheet gives no percentage of them."""
    top, bottom, rest = names
    if top in system.values and bottom in system.values and rest not in system.values:
        _note(system, rest, system.values[bottom] - system.values[top])
        _balance(system, [bottom], [top, rest])


def _divide(system, indicators, each, month):
    shares = [ref for ref in each.parts if indicators[ref].unit == PERCENT]
    tops = [(names_of(indicators[ref], indicators)[0] if ref in shares else ref, month) for ref in each.parts]
    _balance(system, [(each.whole, month)], tops)
    if len(shares) == len(each.parts) and _makes_a_hundred(each, indicators):
        _balance(system, [(WHOLE, month)], [(ref, month) for ref in shares])


def _makes_a_hundred(each, indicators):
    return all(names_of(indicators[ref], indicators)[1] == each.whole for ref in each.parts)


def _balance(system, left, right):
    if all(quantity in system.values for quantity in (*left, *right)):
        system.balances.append(Balance(tuple(left), tuple(right)))


def _clues(system, guarded, shown, small) -> list[Key] | None:
    """Return the shown figures from which a small number follows, or nearly so; None where none does."""
    known: dict[Quantity, frozenset[Key]] = {(WHOLE, month): frozenset() for _, month in shown}
    known |= {system.tells[key]: frozenset((key,)) for key in sorted(shown)}
    _follow(system, known)
    for quantity in sorted(guarded & known.keys()):
        return sorted(known[quantity])
    for balance in system.balances:
        hemmed = _hemmed(system, balance, known)
        if guarded & set(hemmed) and sum((system.values[each] for each in hemmed), NOBODY) < small:
            return sorted(_leaves(known, (*balance.left, *balance.right)))
    return None


def _follow(system, known):
    """Add to what is known all that follows from it, with the shown figures it follows from."""
    grows = True
    while grows:
        grows = False
        for ratio in system.ratios:
            given = [each for each in ratio.members if each in known]
            if 2 <= len(given) < len(ratio.members):
                leaves = _leaves(known, given[:2])
                known.update(dict.fromkeys(set(ratio.members) - known.keys(), leaves))
                grows = True
        for balance in system.balances:
            both = (*balance.left, *balance.right)
            lacking = [each for each in both if each not in known]
            if len(lacking) == 1:
                known[lacking[0]] = _leaves(known, both)
                grows = True


def _hemmed(system, balance, known) -> Sequence[Quantity]:
    """Return the unknown quantities of a balance whose sum is known, as all of them stand on one side."""
    sides = [[each for each in side if each not in known] for side in (balance.left, balance.right)]
    return [] if all(sides) else sides[0] or sides[1]


def _leaves(known, quantities: Iterable[Quantity]) -> frozenset[Key]:
    return frozenset().union(*(known.get(each, frozenset()) for each in quantities))


def _told(system, public):
    """Return everything that follows from what is public already."""
    known: dict[Quantity, frozenset[Key]] = {}
    for key in public:
        if key in system.tells:
            known |= {(WHOLE, key[1]): frozenset(), system.tells[key]: frozenset((key,))}
    _follow(system, known)
    hemmed = [each for balance in system.balances for each in _hemmed(system, balance, known)]
    return known.keys() | set(hemmed)
