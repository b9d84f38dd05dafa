"""What indicators count, and how it hangs together: derived from the declarations, never listed beside them.

Rows that two declarations describe alike are one quantity. Described rows of one table and date are cut into atoms
(the children of no smaller described kind), so that nestings, unions and divisions follow from the conditions. What
is not counted here says by ``within`` of which row it is a part; a stock names what comes to it and goes from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from .arithmetic import COUNT, PERCENT
from .declarations import AGENCIES, PROCESS, Indicator, Measure
from .rows import Is, Known, Rows

OTHER = "any other value"
SEPARATOR = ";"


@dataclass(frozen=True)
class Sum:
    """A quantity that is the sum of others, in the same month."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """What stands at the end of a month: what stood a month before, with what came and without what went."""

    stock: str
    came: tuple[str, ...]
    went: tuple[str, ...]


class Quantities:
    """The quantities of some indicators by name, and what adds up to what."""

    def __init__(self, indicators: Mapping[str, Indicator], measures: Mapping[str, Measure]) -> None:
        """Name every quantity once."""
        self.indicators, self.measures = indicators, measures
        self.by_rows: dict = {}
        self.rows: dict[str, Rows] = {}
        self.counted: dict[str, Rows | Callable] = {}
        self.guards: dict[str, set[str]] = {}
        ordered = sorted(indicators.values(), key=lambda one: (one.unit != COUNT, bool(one.complement_of)))
        self.of = {one.ref: self._named(one) for one in ordered}
        for one in ordered:
            for name in self.of[one.ref]:
                self.guards.setdefault(name, set()).add(one.guards)
        self.sums = [*self._wholes(), *self._added(), *self._atoms()]
        self.flows = [
            Flow(self.of[one.ref][0], self._all(one.came), self._all(one.went))
            for one in ordered
            if one.came or one.went
        ]

    def guarded(self, name: str, amount: int, small: int) -> bool:
        """Say whether an amount of a quantity is too small to be shown.

        How work was done in time is told where nobody or everybody is meant; agencies are no children.
        """
        kinds = self.guards.get(name, {""})
        if kinds == {AGENCIES}:
            return False
        return (0 if kinds - {PROCESS, AGENCIES} else 1) <= amount < small

    def _named(self, one: Indicator) -> tuple[str, ...]:
        """Return the quantities of an indicator: its count, or its numerator, with denominator and rest of a share."""
        if one.within:
            parent, condition = self._within(one)
            self.rows[one.ref] = (self.rows.get(parent) or Rows(parent, "")).where(condition)
            self.rows.setdefault(parent, Rows(parent, ""))
        measure = self.measures.get(one.measure)
        counted = (measure.numerator, measure.denominator) if measure else (None, None)
        if one.unit == COUNT:
            return (self._same(counted[0], one.ref),)
        if one.complement_of:
            top, bottom, rest = self._named(self.indicators[one.complement_of])
            return self._same(counted[0], rest, rest), bottom, top
        top = self._same(counted[0], f"{one.ref} top", one.numerator_ref)
        if one.unit != PERCENT:
            return (top,)
        return top, self._same(counted[1], f"{one.ref} bottom", one.denominator_ref), f"{one.ref} rest"

    def _within(self, one: Indicator) -> tuple[str, Is]:
        """Return the row that an indicator is a part of, and by which values of what."""
        parent, said = one.within.rsplit(" ", 1)
        field, values = said.split("=")
        return parent, Is(field, tuple(values.split("|")))

    def _same(self, rows: Rows | Callable | None, name: str, known: str = "") -> str:
        """Return the one name of some rows."""
        if rows is None:
            return known or name
        # What is counted here by other rows than the ones named is another quantity: children, not contacts.
        is_other = known in self.counted and self.counted[known] != rows
        found = self.by_rows.setdefault(rows, name if is_other else known or name)
        self.counted.setdefault(found, rows)
        if isinstance(rows, Rows):
            self.rows.setdefault(found, rows)
        return found if is_other else known or found

    def _all(self, refs: str) -> tuple[str, ...]:
        """Return the quantities of references of indicators or measures."""
        return tuple(
            self.of[ref][0] if ref in self.of else self._same(self.measures[ref].numerator, ref)
            for ref in refs.split(SEPARATOR)
            if ref
        )

    def _wholes(self) -> Iterator[Sum]:
        for names in self.of.values():
            if len(names) == 3:
                top, bottom, rest = names
                yield Sum(bottom, (top, rest))

    def _added(self) -> Iterator[Sum]:
        for measure in self.measures.values():
            if measure.adds and measure.numerator in self.by_rows:
                parts = (self._same(rows, f"{measure.ref} part {n}") for n, rows in enumerate(measure.adds, 1))
                yield Sum(self.by_rows[measure.numerator], tuple(parts))

    def _atoms(self) -> Iterator[Sum]:
        families: dict[tuple[str, str], dict[str, Rows]] = {}
        for name, rows in self.rows.items():
            families.setdefault((rows.table, rows.dated_by), {})[name] = rows
        for family in families.values():
            if len(family) > 1:
                found = atoms(family)
                for name in family:
                    yield Sum(name, tuple(atom for atom, members in found.items() if name in members))


def atoms(family: Mapping[str, Rows]) -> dict[str, frozenset[str]]:
    """Return the smallest kinds of row that some descriptions tell apart, with the descriptions that each fits."""
    kinds = {frozenset(family)}
    for patterns in _features(family):
        kinds = {kind & pattern for kind in kinds for pattern in patterns} - {frozenset()}
    return {f"only {' and '.join(kind)}": frozenset(kind) for kind in sorted(sorted(kind) for kind in kinds)}


def _features(family: Mapping[str, Rows]) -> Iterator[set[frozenset[str]]]:
    """Yield, for each thing that conditions look at, which descriptions fit together with each of its answers."""
    conditions = [condition for rows in family.values() for condition in rows.conditions]
    for field in sorted({each.field for each in conditions if isinstance(each, Is)}):
        values = _domain(next(iter(family.values())).table, field, conditions)
        yield {
            frozenset(
                name for name, rows in family.items() if all(_has(each, field, value) for each in rows.conditions)
            )
            for value in values
        }
    for fact in {_fact(each)[0] for each in conditions if not isinstance(each, Is)}:
        yield {
            frozenset(
                name for name, rows in family.items()
                if all(_fact(each) != (fact, not answer) for each in rows.conditions)
            )
            for answer in (True, False)
        }  # fmt: skip


def _domain(table: str, field: str, conditions: Iterable) -> set:
    """Return the values that tell apart: all that the field can have, or those named and any other."""
    named = {value for each in conditions if isinstance(each, Is) and each.field == field for value in each.values}
    try:
        choices = getattr(apps.get_model(table)._meta.get_field(field), "flatchoices", ())
    except (LookupError, ValueError, FieldDoesNotExist):
        choices = ()
    return {value for value, _ in choices} if choices else named | {OTHER}


def _has(condition: object, field: str, value: object) -> bool:
    if not isinstance(condition, Is) or condition.field != field:
        return True
    return (value in condition.values) != condition.never


def _fact(condition: object) -> tuple[object, bool]:
    """Return a condition as a fact, and whether it is said or denied."""
    if isinstance(condition, Known):
        return Known(condition.field), not condition.never
    return condition, True
