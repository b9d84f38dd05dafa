"""Reads a published sheet: a table of indicators and a table of monthly values, both CSV, without a database.

Every fault is kept with its file and line; whoever reads decides whether anything is used.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from .arithmetic import PERCENT, UNITS
from .months import FIRST_YEAR, LAST_YEAR, Month

UNKNOWN_REFERENCE, IMPOSSIBLE_MONTH, NOT_A_NUMBER = "unknown_reference", "impossible_month", "not_a_number"
OVER_100, TWICE = "over_100", "twice"
PLAIN = re.compile(r"[0-9]{1,8}(\.[0-9]{1,8})?")
NOT_PRINTED = ("", "-", "–")
# A reference opens with a letter or digit: nothing a spreadsheet would take for a formula.
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ()%./_-]{0,39}")


class UnreadableTable(Exception):
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
    """Monthly values by (reference, month), None where nothing was printed; and what could not be taken."""

    numbers: dict[tuple[str, Month], Decimal | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def rows_of(path: Path, needed: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (file and line, row) of a table with one header row; UnreadableTable unless it has these columns."""
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableTable(f"{path} is not there") from None
    except UnicodeDecodeError:
        raise UnreadableTable(f"{path} is not UTF-8 text") from None
    except OSError as trouble:
        raise UnreadableTable(f"{path} cannot be read: {trouble.strerror}") from None
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from _rows(path.name, lines, needed)
    except csv.Error as trouble:
        raise UnreadableTable(f"{path.name}, line {lines.line_num}: {trouble}") from None


def _rows(name, lines, needed):
    header = next(lines, [])
    lacking = [column for column in needed if column not in header]
    if lacking:
        raise UnreadableTable(f"{name} has no column {', '.join(lacking)}")
    if len(set(header)) != len(header):
        raise UnreadableTable(f"{name} names a column twice")
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise UnreadableTable(f"{name}, line {lines.line_num}: {len(cells)} cells where {len(header)} belong")
        cleaned = [cell.strip() for cell in cells]
        yield f"{name}, line {lines.line_num}", dict(zip(header, cleaned, strict=True))


def read_indicators(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the table of indicators by reference, in its order."""
    found: dict[str, dict[str, str]] = {}
    for place, row in rows_of(path, ("ref", "unit")):
        if not REFERENCE.fullmatch(row["ref"]):
            raise UnreadableTable(f"{place}: “{row['ref']}” is no reference of an indicator")
        if row["ref"] in found:
            raise UnreadableTable(f"{place}: the reference “{row['ref']}” stands there twice")
        if row["unit"] not in UNITS:
            raise UnreadableTable(f"{place}: the unit “{row['unit']}” is none of {', '.join(UNITS)}")
        found[row["ref"]] = row
    if not found:
        raise UnreadableTable(f"{Path(path).name} has no indicator")
    return found


def read_values(path: Path, units: Mapping[str, str]) -> Values:
    """Return the monthly values; every cell that cannot be taken is a fault."""
    found = Values()
    for place, row in rows_of(path, ("ref", "month", "value")):
        fault = _take(found, place, row, units)
        if fault:
            found.faults.append(fault)
    return found


def _take(found, place, row, units):
    ref = row["ref"]
    if ref not in units:
        return Fault(UNKNOWN_REFERENCE, place, f"“{ref}” is not among the indicators", ref[:20])
    month = month_of(row["month"])
    if month is None:
        return Fault(IMPOSSIBLE_MONTH, place, f"“{row['month']}” is not a month such as 2018-10", ref)
    if (ref, month) in found.numbers:
        return Fault(TWICE, place, f"{ref} in {month} stands there twice", ref, month)
    if row["value"] not in NOT_PRINTED and not PLAIN.fullmatch(row["value"]):
        return Fault(NOT_A_NUMBER, place, f"“{row['value']}” is not a plain number ({ref}, {month})", ref, month)
    number = None if row["value"] in NOT_PRINTED else Decimal(row["value"])
    if number is not None and units[ref] == PERCENT and number > 100:
        return Fault(OVER_100, place, f"{number}% is over 100% ({ref}, {month})", ref, month)
    found.numbers[ref, month] = number
    return None


def month_of(text: str) -> Month | None:
    """Return the month written as 2018-10, or None for anything else."""
    try:
        month = Month.parse(text)
    except ValueError:
        return None
    return month if FIRST_YEAR <= month.first.year <= LAST_YEAR else None
