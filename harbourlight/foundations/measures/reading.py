"""Reads a published sheet: a table of indicators and a table of monthly values, without a database.

Every fault is kept with its file, row and column; whoever reads decides whether anything is used.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import median

from harbourlight.foundations.uploads import cells
from harbourlight.foundations.uploads.decoding import MOST_BYTES
from harbourlight.foundations.uploads.errors import NotSo, UnreadableFile
from harbourlight.foundations.uploads.table import Row, Table, read_table

from .arithmetic import COUNT, PERCENT, UNITS
from .months import FIRST_YEAR, LAST_YEAR, Month

UNKNOWN_REFERENCE, IMPOSSIBLE_MONTH, NOT_A_NUMBER = "unknown_reference", "impossible_month", "not_a_number"
OVER_100, TWICE, FRACTION = "over_100", "twice", "fraction"
NOT_PRINTED = ("", "-", "–")
# What a number such as 0.871 in a percentage means: somebody says so, or it is asked.
ARE_SHARES, AS_PRINTED = "shares", "printed"
# A reference opens with a letter or digit: nothing a spreadsheet would take for a formula.
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ()%./_-]{0,39}")


class UnreadableTable(UnreadableFile):
    """The file is no table of the kind asked for; says which file and why."""


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be taken: its kind, place, row, month and words."""

    kind: str
    place: str
    text: str
    ref: str = ""
    month: Month | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass
class Values:
    """Monthly values by (reference, month), None where there is no number; and what could not be taken.

    ``marks`` are small and hidden numbers and those of which there is nothing to count, as they were printed; ``left``
    says in words what of the file was not read.
    """

    numbers: dict[tuple[str, Month], Decimal | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    marks: dict[tuple[str, Month], cells.Number] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def table_of(path: Path, needed: Collection[str], keeps: str = "") -> Table:
    """Return the table of a file that has these columns; UnreadableTable says in which file what is wrong."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableTable(f"{path} is not there") from None
    except OSError:
        raise UnreadableTable(f"{path} cannot be read") from None
    try:
        return read_table(content, needed, keeps=keeps)
    except UnreadableFile as refusal:
        raise UnreadableTable(f"{path.name}: {str(refusal).rstrip('.')}") from None


def rows_of(path: Path, needed: Collection[str], keeps: str = "") -> Iterator[tuple[str, Row]]:
    """Yield (file and row, row) of a table with one heading; UnreadableTable unless it has these columns."""
    for row in table_of(path, needed, keeps):
        yield f"{Path(path).name}, {row.place()}", row


def read_indicators(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the table of indicators by reference, in its order."""
    found: dict[str, dict[str, str]] = {}
    for place, row in rows_of(path, ("ref", "unit"), keeps=".+"):
        ref, unit = row["ref"], row["unit"].lower().replace(" ", "_")
        if not REFERENCE.fullmatch(ref):
            raise UnreadableTable(f"{place}, column ref: “{ref[:40]}” is no reference of an indicator")
        if ref in found:
            raise UnreadableTable(f"{place}, column ref: the reference “{ref}” stands there twice")
        if unit not in UNITS:
            raise UnreadableTable(f"{place}, column unit: the unit “{unit[:40]}” is none of {', '.join(UNITS)}")
        found[ref] = {**row.cells, "unit": unit}
    if not found:
        raise UnreadableTable(f"{Path(path).name} has no indicator")
    return found


def read_values(path: Path, units: Mapping[str, str], fractions: str = "") -> Values:
    """Return the monthly values; every cell that cannot be taken is a fault.

    ``fractions`` says what a number such as 0.871 in a percentage means: ARE_SHARES of one, or AS_PRINTED. Where nobody
    says, each is a fault that asks.
    """
    found = Values()
    table = table_of(path, ("ref", "month", "value"))
    found.left += [f"{Path(path).name}: {words}" for words in table.left]
    shares = doubtful_shares(table, units) if fractions != AS_PRINTED else {}
    for row in table:
        fault = _take(found, f"{Path(path).name}, ", row, units, shares, fractions)
        if fault:
            found.faults.append(fault)
    return found


def doubtful_shares(table: Table, units: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Return the percentages that a file gives, in one row at least, as a fraction of one; each with its usual value.

    The usual value is the median of those over 1, or None where there is none: beside it a fraction may be told from a
    percentage that is as small.
    """
    fractions, others = set(), defaultdict(list)
    for row in table:
        number = amount_in(row["value"])
        if units.get(row["ref"]) != PERCENT or number is None:
            continue
        if number > 1:
            others[row["ref"]].append(number)
        elif 0 < number < 1 and "%" not in row["value"]:
            fractions.add(row["ref"])
    return {ref: median(others[ref]) if others[ref] else None for ref in fractions}


def is_doubtful(number: cells.Number, ref: str, shares: Mapping[str, Decimal | None]) -> bool:
    """Say whether a number may be a fraction of one where a percentage is meant."""
    value = number.value
    if value is None or number.is_percent or ref not in shares or not 0 < value <= 1:
        return False
    usual = shares[ref]
    return usual is None or usual > value * 10  # a hundred times as much is nearer to the usual value, as ratios go


def _take(found, file, row, units, shares, fractions):
    """Keep what one row says, or return the fault that keeps it out."""
    key = _key_of(found, file, row, units)
    if isinstance(key, Fault):
        return key
    (ref, month), place = key, file + row.place("value")
    try:
        number = number_of(row["value"], units[ref])
    except NotSo as why:
        return Fault(NOT_A_NUMBER, place, f"“{row['value'][:40]}” {why} ({ref}, {month})", *key)
    value = number.value
    if value is not None and is_doubtful(number, ref, shares):
        if fractions != ARE_SHARES:
            return asking(value, place, *key)
        value = value * 100
    if units[ref] == PERCENT and (value or 0) > 100:
        return Fault(OVER_100, place, f"{value}% is over 100% ({ref}, {month})", *key)
    found.numbers[key] = value
    if number.mark and row["value"] not in NOT_PRINTED:
        found.marks[key] = number
    return None


def _key_of(found, file, row, units):
    """Return the reference and month of a row, or the fault in them."""
    ref, month = row["ref"], month_of(row["month"])
    if ref not in units:
        return Fault(UNKNOWN_REFERENCE, file + row.place("ref"), f"“{ref[:40]}” is not among the indicators", ref[:20])
    if month is None:
        return Fault(IMPOSSIBLE_MONTH, file + row.place("month"), f"“{row['month'][:40]}” {cells.MONTH}", ref)
    if (ref, month) in found.numbers:
        return Fault(TWICE, file + row.place(), f"{ref} in {month} stands there twice", ref, month)
    return ref, month


def asking(value: Decimal, place: str, ref: str, month: Month) -> Fault:
    """Return the fault that asks what a fraction in a percentage means."""
    text = f"“{plain(value)}” in a percentage: does it mean {plain(value * 100)}% or {plain(value)}%? ({ref}, {month})"
    return Fault(FRACTION, place, text, ref, month)


def number_of(text: str, unit: str) -> cells.Number:
    """Return what a cell says of a number in a unit. Raises NotSo."""
    number = cells.number_in(text)
    if number.is_percent and unit == COUNT:
        raise NotSo("is a percentage, and a number belongs here")
    return number


def plain(number: Decimal) -> str:
    """Return a number as people write it."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_in(text: str) -> Decimal | None:
    """Return the number in a cell, or None where there is none or it cannot be read."""
    try:
        return cells.number_in(text).value
    except NotSo:
        return None


def month_in(text: str) -> Month:
    """Return the month written as 2018-10, Oct-18, October 2018 or 01/10/2018. Raises NotSo."""
    month = Month.of(cells.month_in(text))
    if not FIRST_YEAR <= month.first.year <= LAST_YEAR:
        raise NotSo(cells.MONTH)
    return month


def month_of(text: str) -> Month | None:
    """Return the month that a text names, or None for anything else."""
    try:
        return month_in(text)
    except NotSo:
        return None
