"""Compares the changes, averages and maxima a sheet prints with those its own values give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path

from .arithmetic import COUNT, SHOWN, Number, change
from .derive import COLUMNS, derived_row
from .months import Month
from .reading import UnreadableTable, Values, rows_of


@dataclass(frozen=True)
class Misprint:
    """A printed figure that its values do not give; rounding may explain it, or it is a misprint."""

    ref: str
    column: str
    printed: str
    ours: str
    is_rounding: bool

    def __str__(self) -> str:
        why = "it may have been worked out from figures before rounding" if self.is_rounding else "a misprint"
        return f"{self.ref}, {self.column}: {self.printed} is printed, the values give {self.ours}; {why}"


def read_printed(path: Path) -> dict[str, dict[str, str]]:
    """Return the printed figures of a sheet by reference."""
    found: dict[str, dict[str, str]] = {}
    for place, row in rows_of(path, COLUMNS):
        if row["ref"] in found:
            raise UnreadableTable(f"{place}: {row['ref']} stands there twice")
        found[row["ref"]] = {column: row[column] for column in COLUMNS}
    return found


def misprints(
    printed: Mapping[str, Mapping[str, str]], units: Mapping[str, str], values: Values, month: Month
) -> Iterator[Misprint]:
    """Yield what is printed otherwise than the values give, for the current month."""
    for ref, row in printed.items():
        if ref not in units:
            continue
        ours = dict(zip(COLUMNS, derived_row(ref, units[ref], values, month), strict=True))
        for column in COLUMNS[1:]:
            if row[column] != ours[column]:
                explained = may_be_rounding(row[column], column, ref, units[ref], values, month)
                yield Misprint(ref, column, row[column] or "nothing", ours[column] or "nothing", explained)


def may_be_rounding(text, column, ref, unit, values, month):
    """Say whether some figures that print as these do would give the printed change."""
    bases = {"pct_change_prev_month": 1, "pct_change_prev_year": SHOWN - 1}
    if column not in bases or unit == COUNT:
        return False
    now = values.numbers.get((ref, month))
    before = values.numbers.get((ref, month.back(bases[column])))
    reached = [change(one, other).percent for one, other in product(ends(now), ends(before))]
    known = [percent for percent in reached if percent is not None]
    wanted = text.removesuffix("%")
    return bool(known) and wanted.lstrip("-").isdigit() and min(known) <= int(wanted) <= max(known)


def ends(number: Number) -> list[Number]:
    """Return the least and the largest figure that print as this one."""
    if number is None:
        return [None]
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    return [max(Decimal(0), number - half), number + half]
