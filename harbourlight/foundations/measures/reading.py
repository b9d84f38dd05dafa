"""Reads a published sheet: a table of indicators and a table of monthly values, without a database.

Every fault is kept with its file, row and column; whoever reads decides whether anything is used.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

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
    shares = references_in_shares(table, units) if fractions != AS_PRINTED else set()
    for row in table:
        fault = _take(found, f"{Path(path).name}, ", row, units, shares, fractions)
        if fault:
            found.faults.append(fault)
    return found


def references_in_shares(table: Table, units: Mapping[str, str]) -> set[str]:
    """Return the percentages that a file gives, in one row at least, as a fraction of one."""
    found = set()
    for row in table:
        try:
            number = cells.number_in(row["value"])
        except NotSo:
            continue
        if units.get(row["ref"]) == PERCENT and is_share(number) and number.value not in (0, 1):
            found.add(row["ref"])
    return found


def is_share(number: cells.Number) -> bool:
    """Say whether a number may be a fraction of one: from 0 to 1, and without a percent sign."""
    return number.value is not None and not number.is_percent and 0 <= number.value <= 1


def _take(found, file, row, units, shares, fractions):
    ref = row["ref"]
    if ref not in units:
        return Fault(UNKNOWN_REFERENCE, file + row.place("ref"), f"“{ref[:40]}” is not among the indicators", ref[:20])
    month = month_of(row["month"])
    if month is None:
        return Fault(IMPOSSIBLE_MONTH, file + row.place("month"), f"“{row['month'][:40]}” {cells.MONTH}", ref)
    place, key = file + row.place("value"), (ref, month)
    if key in found.numbers:
        return Fault(TWICE, file + row.place(), f"{ref} in {month} stands there twice", *key)
    try:
        number = number_of(row["value"], units[ref])
    except NotSo as why:
        return Fault(NOT_A_NUMBER, place, f"“{row['value'][:40]}” {why} ({ref}, {month})", *key)
    if number.mark and row["value"] not in NOT_PRINTED:
        found.marks[key] = number
    if ref in shares and is_share(number) and fractions != ARE_SHARES:
        return asking(number.value, place, *key)
    value = number.value * 100 if ref in shares and is_share(number) else number.value
    if units[ref] == PERCENT and (value or 0) > 100:
        return Fault(OVER_100, place, f"{value}% is over 100% ({ref}, {month})", *key)
    found.numbers[key] = value
    return None


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
