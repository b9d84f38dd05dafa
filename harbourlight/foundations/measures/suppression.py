"""One rule for every output: small numbers are left out, and whatever they could be worked back from.

A figure is small when the children it counts, the rest of its whole, or the whole itself are fewer than a limit
(nought among them, as it tells something of all others; not for how work was done). Further figures are left out
until each small number may still be any of a range, by everything that hangs together (``quantities``) and by proof
(``proving``); those that prove needless are shown again. Readers are never told which of the two reasons left a
figure out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

from .declarations import Indicator, Measure
from .proving import SECONDS, Island, islands
from .sheet import Reading
from .system import Key, Quantity, Reader, System

SMALL, SECONDARY = "small", "secondary"
USUAL = 6
TRIED = 12


@dataclass(frozen=True)
class Rule:
    """Numbers under ``small`` are left out; each must stay possible from ``least`` to ``greatest``, both with them."""

    small: int = USUAL
    least: int = 1
    greatest: int = USUAL - 1


@dataclass(frozen=True)
class Exposed:
    """A hidden number that readers could bring down to fewer values than the rule asks."""

    quantity: Quantity
    least: int
    greatest: int

    def __str__(self) -> str:
        name, month = self.quantity
        return f"{name} of {month} lies between {self.least} and {self.greatest}"


def suppress(
    readings: Mapping[Key, Reading],
    indicators: Mapping[str, Indicator],
    *,
    rule: Rule = Rule(),
    public: Collection[Key] = (),
    withheld: Collection[Key] = (),
    about: Collection[Key] = (),
    measures: Mapping[str, Measure] | None = None,
    seconds: float = SECONDS,
) -> dict[Key, str]:
    """Return which figures are left out, and why: "small" or "secondary".

    ``public`` are figures that readers have already in the same words: leaving them out would help nobody.
    ``withheld`` are figures that were left out before, and stay so. ``about`` are the figures that are to be shown
    now, where others stand only beside them. Raises ``Unproved`` when the time is not enough.
    """
    system, until = Reader(readings, indicators, rule.small, measures).system, monotonic() + seconds
    hidden = {key: SMALL for key in system.tells if system.guarded & set(system.behind[key])}
    hidden |= dict.fromkeys(system.baseless, SECONDARY)
    hidden |= {key: SECONDARY for key in withheld if key in system.tells and key not in hidden}
    chosen: set[Key] = set()
    looked = set(about)
    while True:
        added: set[Key] = set()
        for island in _islands(system, hidden, until, looked):
            added |= _protect(island, rule, public)
        if not added:
            break
        hidden |= dict.fromkeys(added, SECONDARY)
        chosen, looked = chosen | added, added
    for island in _islands(system, hidden, until, chosen) if chosen else ():
        for key in _needless(island, rule, sorted(chosen & island.tells.keys())):
            del hidden[key]
    return hidden


def _islands(system: System, hidden: Collection[Key], until: float, about: Collection[Key]) -> Iterator[Island]:
    """Yield the parts that nothing connects as long as just these figures are hidden."""
    for island in islands(system, system.tells.keys() - set(hidden), until, about):
        for key in set(hidden) & island.tells.keys():
            island.hide(key)
        yield island


def _protect(island: Island, rule: Rule, public: Collection[Key]) -> set[Key]:
    """Leave out further figures of an island until every small number is open; return them."""
    chosen: set[Key] = set()
    for quantity in island.watched:
        while not _is_safe(island, quantity, rule):
            key = _next(island, quantity, rule, public)
            if key is None:
                break
            island.hide(key)
            chosen.add(key)
    return chosen


def _needless(island: Island, rule: Rule, chosen: Iterable[Key]) -> Iterator[Key]:
    """Yield the figures that can be shown again, so that each small number stays as open as it was."""
    safe = [quantity for quantity in island.watched if _is_safe(island, quantity, rule)]
    for key in chosen:
        island.show(key)
        if all(_is_safe(island, quantity, rule) for quantity in safe):
            yield key
        else:
            island.hide(key)


def _is_safe(island: Island, quantity: Quantity, rule: Rule) -> bool:
    """Say whether a quantity is open, or is not small: one that the sheet does not say may be made small by others."""
    if quantity not in island.known:
        if any(world[quantity] >= rule.small for world in island.worlds):
            return True
        if not island.is_small(quantity[0], island.range_of(quantity)[1]):
            return True
    return island.is_open(quantity, rule.least, rule.greatest)


def _next(island: Island, quantity: Quantity, rule: Rule, public: Collection[Key]) -> Key | None:
    """Return the figure to leave out next: the smallest of the nearest that helps by itself, else the nearest."""
    steps = {key: step for key, step in island.nearest(quantity).items() if key not in public}
    ordered = sorted(steps, key=lambda key: (steps[key], island.size(key), key))
    for key in ordered[:TRIED]:
        island.hide(key)
        helps = _is_safe(island, quantity, rule)
        island.show(key)
        if helps:
            return key
    return ordered[0] if ordered else None


def exposed(
    readings: Mapping[Key, Reading],
    indicators: Mapping[str, Indicator],
    *,
    shown: Collection[Key],
    about: Collection[Key] = (),
    rule: Rule = Rule(),
    measures: Mapping[str, Measure] | None = None,
    seconds: float = SECONDS,
) -> list[Exposed]:
    """Return the small numbers of which too few values stay possible where exactly these figures are shown."""
    system, found = Reader(readings, indicators, rule.small, measures).system, []
    for island in _islands(system, system.tells.keys() - set(shown), monotonic() + seconds, about):
        found += _named(island, [each for each in island.watched if not _is_safe(island, each, rule)])
    return sorted(found, key=lambda each: (each.quantity[1], each.quantity[0]))


def _named(island: Island, faults: list[Quantity]) -> list[Exposed]:
    """Return the faults of an island: those on the sheet, or else the narrowest of those that it does not say."""
    ranges = [Exposed(quantity, *island.range_of(quantity)) for quantity in faults]
    said = [each for each in ranges if each.quantity in island.known]
    width = min((each.greatest - each.least for each in ranges), default=0)
    return said or [each for each in ranges if each.greatest - each.least == width]
