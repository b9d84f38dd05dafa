"""Rows that a measure counts, said once: a table, a date and conditions, in words that every engine can read.

``querysets`` makes Django querysets of them, ``columnar`` makes ibis expressions. All conditions keep to one
area: a row is held against rows of its own area only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

CHILDREN = "child_ids"
KEY, AREA = "id", "area_id"


class Field(str):
    """The name of another field of the same row."""


class Counting:
    """The moment at which rows are counted."""


AT = Counting()


@dataclass(frozen=True)
class Is:
    """The field has one of some values; or has none of them."""

    field: str
    values: tuple[object, ...]
    never: bool = False


@dataclass(frozen=True)
class Known:
    """The field is filled; or is empty."""

    field: str
    never: bool = False


@dataclass(frozen=True)
class Compare:
    """The field is before ("<"), after (">") or no later than ("<=") another field, or the moment of counting."""

    field: str
    sign: str
    other: Field | Counting


@dataclass(frozen=True)
class Either:
    """At least one of some conditions holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Among:
    """The field names one of the rows of a table, of whatever date."""

    field: str
    rows: "Rows"


@dataclass(frozen=True)
class Again:
    """One of some rows, about one of the same children, came earlier, by no more than so many months."""

    rows: "Rows"
    months: int


Condition = Is | Known | Compare | Either | Among | Again


@dataclass(frozen=True)
class Rows:
    """The rows of a table (named as Django names the model) whose date lies in a span and that fit all conditions."""

    table: str
    dated_by: str
    conditions: tuple[Condition, ...] = ()

    def where(self, *conditions: Condition) -> "Rows":
        """Return the rows of these that fit more conditions."""
        return replace(self, conditions=self.conditions + conditions)


def fields_of(rows: Rows) -> dict[str, set[str]]:
    """Return the fields that rows are chosen by, of each table: all that a copy must hold to count them."""
    found: dict[str, set[str]] = {rows.table: {KEY, AREA, rows.dated_by}}
    for condition in rows.conditions:
        for table, field in _named(condition, rows):
            found.setdefault(table, set()).add(field)
    return found


def _named(condition: Condition, rows: Rows) -> Iterator[tuple[str, str]]:
    match condition:
        case Either(conditions):
            for each in conditions:
                yield from _named(each, rows)
        case Again(others):
            yield from ((table, CHILDREN) for table in (rows.table, others.table))
            yield from _all(others)
        case Among(field, others):
            yield rows.table, field
            yield from _all(others)
        case Compare(field, _, other):
            yield from ((rows.table, name) for name in (field, other) if isinstance(name, str))
        case _:
            yield rows.table, condition.field


def _all(rows: Rows) -> Iterator[tuple[str, str]]:
    for table, fields in fields_of(rows).items():
        yield from ((table, field) for field in fields)
