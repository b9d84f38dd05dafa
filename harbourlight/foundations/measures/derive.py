"""`harbourlight scorecard derive`: the changes, arrows, averages and maxima of a sheet; needs no database.

Works from the printed values alone and writes them in the printed form.
"""

import argparse
import csv
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .arithmetic import SHOWN, derive, printed
from .months import Month
from .reading import ARE_SHARES, AS_PRINTED, FRACTION, UnreadableTable, Values, month_of, read_indicators, read_values

COLUMNS = (
    "ref",
    "pct_change_prev_month",
    "arrow_prev_month",
    "pct_change_prev_year",
    "arrow_prev_year",
    "avg_12m",
    "max_12m",
)
FAULTS_SHOWN = 20


def derived_row(ref: str, unit: str, values: Values, month: Month) -> tuple[str, ...]:
    """Return one row as the sheet prints it."""
    found = derive([values.numbers.get((ref, each)) for each in month.last_of(SHOWN)])
    return (
        ref,
        str(found.prev_month),
        found.prev_month.arrow,
        str(found.prev_year),
        found.prev_year.arrow,
        printed(found.average, unit),
        printed(found.maximum, unit),
    )


def table(indicators: dict[str, dict[str, str]], values: Values, month: Month) -> list[tuple[str, ...]]:
    """Return the rows of all indicators, in their order."""
    return [derived_row(ref, row["unit"], values, month) for ref, row in indicators.items()]


def write(rows: Sequence[Sequence[str]], out: Path) -> None:
    """Write the table whole or not at all."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    handle, made = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())
        Path(made).chmod(0o644)
        Path(made).replace(out)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def main(words: Sequence[str]) -> int:
    """Answer `scorecard derive`; 2 for anything that cannot be read, with the reason and nothing written."""
    parser = argparse.ArgumentParser(
        prog="harbourlight scorecard derive", description="Work out changes, arrows, averages and maxima of a sheet."
    )
    parser.add_argument("--indicators", type=Path, required=True, metavar="F", help="CSV with the columns ref, unit")
    parser.add_argument("--values", type=Path, required=True, metavar="F", help="CSV: ref, month, value")
    parser.add_argument("--month", required=True, metavar="2018-10", help="the current month")
    parser.add_argument("--out", type=Path, required=True, metavar="F", help="where the CSV is written")
    parser.add_argument(
        "--fractions", choices=(ARE_SHARES, AS_PRINTED), default="",
        help="what 0.871 in a percentage means: shares (87.1%%) or printed (0.871%%); asked unless it is said",
    )  # fmt: skip
    asked = parser.parse_args(words)
    month = month_of(asked.month)
    if month is None:
        return refuse(f"“{asked.month}” is not a month such as 2018-10")
    try:
        indicators = read_indicators(asked.indicators)
        units = {ref: row["unit"] for ref, row in indicators.items()}
        values = read_values(asked.values, units, asked.fractions)
    except UnreadableTable as trouble:
        return refuse(str(trouble))
    if values.faults:
        return refuse(*asked_about(values), *map(str, values.faults))
    if not any(each == month for _, each in values.numbers):
        return refuse(f"{asked.values} has no figure for {month}")
    try:
        write(table(indicators, values, month), asked.out)
    except OSError as trouble:
        return refuse(f"{asked.out} cannot be written: {trouble.strerror}")
    print("\n".join([f"{len(indicators)} rows written to {asked.out}", *told_of(values)]))
    return 0


def asked_about(values: Values) -> list[str]:
    """Return the question that fractions in percentages leave open, if there are any."""
    if not any(fault.kind == FRACTION for fault in values.faults):
        return []
    return [f"Say what fractions in percentages mean: --fractions {ARE_SHARES} or --fractions {AS_PRINTED}"]


def told_of(values: Values) -> list[str]:
    """Return in words what of the values is no number but is known, and what was left out."""
    marks = [f"{ref}, {month}: {mark.in_words}" for (ref, month), mark in values.marks.items()]
    return marks + [f"Left out of {words}" for words in values.left]


def refuse(*reasons: str) -> int:
    """Say why nothing was written."""
    for reason in reasons[:FAULTS_SHOWN]:
        print(reason, file=sys.stderr)
    if len(reasons) > FAULTS_SHOWN:
        print(f"… and {len(reasons) - FAULTS_SHOWN} more", file=sys.stderr)
    print("Nothing was written.", file=sys.stderr)
    return 2
