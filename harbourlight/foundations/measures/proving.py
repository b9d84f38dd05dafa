"""Finds the least and the greatest value that a hidden number may still have, by integer programming (HiGHS).

A world is one way in which everything that is shown could have come about. Each world that the solver finds is
checked again in whole numbers, so that no rounding of the solver proves anything.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

import highspy

from .system import Bound, Key, Quantity, System

SECONDS, NODES = 120, 20_000
World = Mapping[Quantity, int]


class Unproved(Exception):
    """The time or the size set for a proof was not enough: nothing is proved, and nothing is published."""


class Island:
    """Part of a system that nothing connects with the rest: its quantities, and which of its figures are shown."""

    def __init__(self, system: System, rules: list[Bound], keys: Iterable[Key], until: float) -> None:
        """Take the rules and figures that hang together; every figure is shown at first."""
        self.tells = {key: system.tells[key] for key in keys}
        every = [*rules, *(bound for key in self.tells for bound in self.tells[key])]
        self.quantities = sorted({quantity for bound in every for quantity in bound.terms})
        self.place = {quantity: place for place, quantity in enumerate(self.quantities)}
        self.known = {each: system.amounts[each] for each in self.quantities if each in system.amounts}
        self.watched = [*sorted(system.guarded & self.place.keys()), *sorted(system.unsaid & self.place.keys())]
        self.size, self.is_small = system.size, system.is_small
        self.most = 2 * max(self.known.values(), default=0) + 50
        self.until = until
        actual = self._actual(rules)
        self.rules = [rule.widened(actual) for rule in rules]
        self.tells = {key: [bound.widened(actual) for bound in bounds] for key, bounds in self.tells.items()}
        self.shown, self.worlds = set(self.tells), [actual]
        self._build()

    def _actual(self, rules: Sequence[Bound]) -> dict[Quantity, int]:
        """Return the world as it is: amounts that are known, and others so that as much as can be adds up."""
        solver = _solver()
        for quantity in self.quantities:
            known = self.known.get(quantity)
            _column(solver, 0, 0 if known is None else known, self.most if known is None else known)
        for rule in rules:
            places = [self.place[quantity] for quantity in rule.terms]
            slack = solver.getNumCol()
            for _ in "+-":
                _column(solver, 1, 0, highspy.kHighsInf)
            values = [*rule.terms.values(), 1, -1]
            solver.addRow(*_edges(rule), len(values), [*places, slack, slack + 1], values)
        found = self._run(solver)
        if found is None:
            raise Unproved
        return found

    def _build(self) -> None:
        """Keep the solver with a row for each rule and for what each figure tells; a hidden one has no limits."""
        self.solver, self.row = _solver(), {}
        for _ in self.quantities:
            _column(self.solver, 0, 0, self.most)
        for rule in self.rules:
            self._add(rule)
        for key in sorted(self.tells):
            self.row[key] = [self._add(bound) for bound in self.tells[key]]

    def _add(self, bound: Bound) -> int:
        places = [self.place[quantity] for quantity in bound.terms]
        self.solver.addRow(*_edges(bound), len(places), places, list(bound.terms.values()))
        return self.solver.getNumRow() - 1

    def _run(self, solver) -> dict[Quantity, int] | None:
        left = self.until - monotonic()
        if left <= 0:
            raise Unproved
        solver.setOptionValue("time_limit", solver.getRunTime() + left)
        solver.run()
        if solver.getModelStatus() in (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kSolutionLimit):
            raise Unproved
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = solver.getSolution().col_value
        return {quantity: round(values[place]) for place, quantity in enumerate(self.quantities)}

    def hide(self, key: Key) -> None:
        """Show a figure no longer."""
        self.shown.discard(key)
        for row in self.row[key]:
            self.solver.changeRowBounds(row, -highspy.kHighsInf, highspy.kHighsInf)

    def show(self, key: Key) -> None:
        """Show a figure again: only worlds that it fits stay."""
        self.shown.add(key)
        for row, bound in zip(self.row[key], self.tells[key], strict=True):
            self.solver.changeRowBounds(row, *_edges(bound))
        self.worlds = [world for world in self.worlds if all(bound.holds(world) for bound in self.tells[key])]

    def range_of(self, quantity: Quantity) -> tuple[int, int]:
        """Return the least and the greatest value that a quantity may have beside everything that is shown."""
        return self._best(quantity, 1), self._best(quantity, -1)

    def is_open(self, quantity: Quantity, least: int, greatest: int) -> bool:
        """Say whether a quantity may be as small as the one number and as great as the other."""
        return (any(world[quantity] <= least for world in self.worlds) or self._best(quantity, 1) <= least) and (
            any(world[quantity] >= greatest for world in self.worlds) or self._best(quantity, -1) >= greatest
        )

    def _best(self, quantity: Quantity, way: int) -> int:
        """Return the least (1) or the greatest (-1) value, of worlds that hold in whole numbers."""
        place = self.place[quantity]
        self.solver.changeColCost(place, way)
        found = self._run(self.solver)
        self.solver.changeColCost(place, 0)
        if found is not None and self._holds(found):
            self.worlds.append(found)
        return min((world[quantity] for world in self.worlds), key=lambda value: way * value)

    def _holds(self, world: World) -> bool:
        shown = (bound for key in self.shown for bound in self.tells[key])
        return all(bound.holds(world) for bounds in (self.rules, shown) for bound in bounds)

    def nearest(self, quantity: Quantity) -> dict[Key, int]:
        """Return how many steps each shown figure is away from a quantity, by what adds up."""
        steps, waits = {quantity: 0}, deque([quantity])
        beside: dict[Quantity, set[Quantity]] = {}
        for bound in [*self.rules, *(bound for bounds in self.tells.values() for bound in bounds)]:
            for each in bound.terms:
                beside.setdefault(each, set()).update(bound.terms)
        while waits:
            here = waits.popleft()
            for each in sorted(beside.get(here, set()) - steps.keys()):
                steps[each] = steps[here] + 1
                waits.append(each)
        return {
            key: min(steps.get(each, len(steps)) for bound in self.tells[key] for each in bound.terms)
            for key in self.shown
            if self.tells[key]
        }


def islands(system: System, constant: Collection[Key], until: float, about: Collection[Key] = ()) -> Iterator[Island]:
    """Yield the parts of a system that nothing connects; a count that is shown connects nothing.

    Only parts with one of the figures that this is about, where any are named. Nothing is proved after ``until``.
    """
    exact: dict[Quantity, set[Key]] = {}
    for key in constant:
        for bound in system.tells.get(key, ()):
            if len(bound.terms) == 1 and bound.least == bound.most:
                exact.setdefault(next(iter(bound.terms)), set()).add(key)
    asked = {quantity for key in about for bound in system.tells.get(key, ()) for quantity in bound.terms}
    bonds = Bonds(exact)
    joined = [(rule, bonds.join(rule.terms)) for rule in system.rules]
    told = [(key, bonds.join(each for bound in bounds for each in bound.terms)) for key, bounds in system.tells.items()]
    rules, keys = bonds.grouped(joined), bonds.grouped(told)
    watched = system.guarded | system.unsaid
    for place in sorted(rules.keys() | keys.keys()):
        held = keys.get(place, ())
        bounds = [*rules.get(place, ()), *(bound for key in held for bound in system.tells[key])]
        quantities = {quantity for bound in bounds for quantity in bound.terms}
        around = {key for each in quantities for key in exact.get(each, ())}
        if not quantities.isdisjoint(watched) and not (about and quantities.isdisjoint(asked)):
            yield Island(system, rules.get(place, []), sorted({*held, *around}), until)


class Bonds:
    """Which quantities hang together; those that are constant bind nothing."""

    def __init__(self, constant: Collection[Quantity]) -> None:
        """Start with each quantity by itself."""
        self.constant, self.home = constant, dict[Quantity, Quantity]()

    def root(self, quantity: Quantity) -> Quantity:
        """Return the quantity that stands for all that hang together with this one."""
        home = self.home
        while home.setdefault(quantity, quantity) != quantity:
            home[quantity] = home[home[quantity]]
            quantity = home[quantity]
        return quantity

    def join(self, quantities: Iterable[Quantity]) -> Quantity | None:
        """Bind some quantities, and return one of them; None where all are constant."""
        free = [quantity for quantity in quantities if quantity not in self.constant]
        for quantity in free[1:]:
            self.home[self.root(quantity)] = self.root(free[0])
        return free[0] if free else None

    def grouped(self, found: Iterable[tuple[Any, Quantity | None]]) -> dict[Quantity, list]:
        """Return things by what they hang together with."""
        groups: dict[Quantity, list] = {}
        for each, quantity in found:
            if quantity is not None:
                groups.setdefault(self.root(quantity), []).append(each)
        return groups


def _solver():
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", NODES), ("random_seed", 1)):
        solver.setOptionValue(name, value)
    return solver


def _column(solver, cost: int, least: float, most: float) -> None:
    solver.addCol(cost, least, most, 0, [], [])
    solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)


def _edges(bound: Bound) -> tuple[float, float]:
    return (
        -highspy.kHighsInf if bound.least is None else bound.least,
        highspy.kHighsInf if bound.most is None else bound.most,
    )
