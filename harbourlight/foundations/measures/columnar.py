"""Counts described rows in a copy of the records as Parquet files, with ibis on DuckDB: all areas at once.

A copy is a folder with one file for each table, named as Django names the model, that holds the fields the
declarations name and no others. The packages are of the extra ``analysis``; only this module needs them.
"""

from collections.abc import Iterable
from datetime import UTC
from functools import singledispatch
from pathlib import Path
from uuid import UUID

import ibis
import ibis.expr.datatypes as dt

from .declarations import FLOW, LONDON, Figure, Measure, Month, Span
from .rows import AREA, CHILDREN, KEY, Again, Among, Compare, Either, Field, Is, Known, Rows, fields_of

MEMORY = "4GB"


@ibis.udf.scalar.builtin
def timezone(zone: str, at: dt.Timestamp(timezone="UTC")) -> dt.timestamp:  # type: ignore[empty-body, valid-type]
    """Return the wall clock of a zone at a moment."""


class Copy:
    """A folder of Parquet files, open for counting; a scratch database beside it is thrown away."""

    def __init__(self, folder: Path) -> None:
        """Open the tables that are there."""
        self.engine = ibis.duckdb.connect(temp_directory=folder / "scratch", memory_limit=MEMORY)
        self.engine.con.execute("SET TimeZone = 'UTC'")
        self.tables = {path.stem: self.engine.read_parquet(path) for path in sorted(folder.glob("*.*.parquet"))}

    def __enter__(self) -> "Copy":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.disconnect()

    def can_count(self, measure: Measure) -> bool:
        """Say whether a measure is described, and its tables are in this copy."""
        described = [rows for rows in (measure.numerator, measure.denominator) if rows is not None]
        return (
            measure.kind == FLOW
            and bool(described)
            and all(isinstance(rows, Rows) and set(fields_of(rows)) <= set(self.tables) for rows in described)
        )

    def figures(self, measure: Measure, span: Span, areas: Iterable[UUID] | None = None) -> dict:
        """Return the figures of a measure by (area, month): of all areas, or of some."""
        tops = self.count(measure.numerator, span, areas)
        if measure.denominator is None:
            return {place: Figure(number) for place, number in tops.items()}
        wholes = self.count(measure.denominator, span, areas)
        return {place: Figure(tops.get(place, 0), wholes.get(place, 0)) for place in tops.keys() | wholes.keys()}

    def count(self, rows, span: Span, areas: Iterable[UUID] | None = None) -> dict[tuple[UUID, Month], int]:
        """Return how many rows fall in each month, in London, of each area."""
        found = select(rows, self.tables, span)
        if areas is not None:
            found = found.filter(found[AREA].isin(list(areas)))
        month = timezone(str(LONDON), found[rows.dated_by]).truncate("M").date()
        grouped = found.group_by(area=found[AREA], month=month).agg(number=found.count())
        answer = self.engine.con.execute(ibis.to_sql(grouped, dialect="duckdb")).fetchall()
        return {(area, Month(first)): number for area, first, number in answer}


def select(rows, tables, span):
    """Return the rows whose date lies in a span, as they stood at its moment."""
    start, end = (moment.astimezone(UTC) for moment in span.bounds)
    found = whenever(rows, tables, span.at.astimezone(UTC))
    return found.filter(found[rows.dated_by] >= start, found[rows.dated_by] < end)


def whenever(rows, tables, at):
    """Return the rows of whatever date."""
    found = tables[rows.table]
    for condition in rows.conditions:
        found = kept(condition, found, tables, at)
    return found


@singledispatch
def kept(condition, found, tables, at):
    """Return the rows that fit a condition."""
    return found.filter(fits(condition, found, at))


@kept.register
def _(condition: Among, found, tables, at):
    others = whenever(condition.rows, tables, at)
    named = others.select(**{AREA: others[AREA], condition.field: others[KEY]})
    return found.semi_join(named, [AREA, condition.field])


@kept.register
def _(condition: Again, found, tables, at):
    others = whenever(condition.rows, tables, at)
    dated = condition.rows.dated_by
    earlier = others.select(its_area=others[AREA], its_child=others[CHILDREN].unnest(), before=others[dated])
    later = found.select(KEY, area=found[AREA], child=found[CHILDREN].unnest(), now=found[dated])
    again = later.join(
        earlier,
        [
            later.area == earlier.its_area,
            later.child == earlier.its_child,
            earlier.before < later.now,
            earlier.before >= later.now - ibis.interval(months=condition.months),
        ],
    )
    return found.semi_join(again.select(KEY).distinct(), KEY)


@singledispatch
def fits(condition, found, at):
    """Return a condition on a row by itself, as ibis says it."""
    raise TypeError(f"{condition} is no condition")


@fits.register
def _(condition: Is, found, at):
    has = found[condition.field].isin([*condition.values]).fill_null(False)
    return ~has if condition.never else has


@fits.register
def _(condition: Known, found, at):
    field = found[condition.field]
    return field.isnull() if condition.never else field.notnull()


@fits.register
def _(condition: Compare, found, at):
    field = found[condition.field]
    moment = ibis.literal(at, type=dt.Timestamp(timezone="UTC"))
    other = found[condition.other] if isinstance(condition.other, Field) else moment
    return {"<": field < other, "<=": field <= other, ">": field > other}[condition.sign]


@fits.register
def _(condition: Either, found, at):
    return ibis.or_(*(fits(each, found, at) for each in condition.conditions))
