"""Brings a published sheet in as a real series: whole or not at all, and twice without doubling it."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT
from harbourlight.foundations.measures.misprints import misprints, read_printed
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.reading import (
    UNKNOWN_REFERENCE,
    Fault,
    UnreadableTable,
    Values,
    amount_in,
    read_indicators,
    read_values,
    rows_of,
)
from harbourlight.foundations.measures.speaking import elsewhere
from harbourlight.foundations.uploads import cells
from harbourlight.foundations.uploads.errors import NotSo

from ..choices import FindingKind, Group, Missing, Period, Source
from ..models import Benchmark, Comment, Finding, Population, SheetImport, Target, Value
from .publish import notice

GROUPS = {
    "benchmark_stat_neighbour": Group.NEIGHBOURS,
    "benchmark_england": Group.ENGLAND,
    "benchmark_se_region": Group.REGION,
    "benchmark_region": Group.REGION,
}
TARGET = re.compile(r"target_(\d\d)_(\d\d)")
TO_COME = "TBC"
NO_ROLE = "Not named"


@dataclass
class Sheet:
    """A sheet that was read: nothing of it is kept yet."""

    names: str
    digest: str
    indicators: dict
    values: Values
    comments: dict = field(default_factory=dict)
    printed: dict = field(default_factory=dict)
    populations: list = field(default_factory=list)
    benchmark_year: str = "not stated"
    benchmark_updated: date | None = None

    @property
    def units(self):
        """The unit of each indicator."""
        return {ref: row["unit"] for ref, row in self.indicators.items()}

    @property
    def last(self):
        """The current month: the last with a figure."""
        return max(month for _, month in self.values.numbers)

    def moved(self, months):
        """Return the same sheet so many months later, for demonstrations."""
        numbers = {(ref, month.back(-months)): number for (ref, month), number in self.values.numbers.items()}
        marks = {(ref, month.back(-months)): mark for (ref, month), mark in self.values.marks.items()}
        return Sheet(**{**vars(self), "values": Values(numbers, list(self.values.faults), marks)})


def read_sheet(
    indicators, values, *, comments=None, derived=None, populations=None, year="", updated=None, fractions=""
):  # fmt: skip
    """Read the files of a sheet; UnreadableTable where one is no table, faults for cells that cannot be taken.

    ``fractions`` says what a fraction in a percentage means; where nobody says, it is a fault that asks.
    """
    files = [Path(name) for name in (indicators, values, comments, derived, populations) if name]
    rows = read_indicators(files[0])
    found = read_values(files[1], {ref: row["unit"] for ref, row in rows.items()}, fractions)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    sheet = Sheet(", ".join(path.name for path in files)[:300], digest, rows, found)
    sheet.benchmark_year, sheet.benchmark_updated = year or sheet.benchmark_year, updated
    if comments:
        sheet.comments = read_comments(Path(comments), rows, found.faults)
    if derived:
        sheet.printed = read_printed(Path(derived))
    if populations:
        sheet.populations = list(read_populations(Path(populations)))
    found.faults.extend(strangers(sheet))
    return sheet


def read_comments(path, indicators, faults):
    """Return the comments by reference; one for an unknown row is a fault."""
    found = {}
    for place, row in rows_of(path, ("ref", "commentary")):
        if row["ref"] not in indicators:
            faults.append(Fault(UNKNOWN_REFERENCE, place, f"“{row['ref']}” is not among the indicators", row["ref"]))
        elif row["commentary"]:
            found[row["ref"]] = row["commentary"]
    return found


def read_populations(path):
    """Yield (first day, children) of a table of populations."""
    for place, row in rows_of(path, ("from_on", "children")):
        try:
            day = cells.day_in(row["from_on"])
        except NotSo as why:
            raise UnreadableTable(f"{place}, column from_on: “{row['from_on'][:40]}” {why}") from None
        try:
            children = cells.whole_in(row["children"]).value
        except NotSo as why:
            raise UnreadableTable(f"{place}, column children: “{row['children'][:40]}” {why}") from None
        if not children:
            raise UnreadableTable(f"{place}, column children: the number of children belongs here")
        yield day, int(children)


def strangers(sheet):
    """Yield a fault for each indicator of a sheet that the dataset does not know, or knows with another unit."""
    for ref, row in sheet.indicators.items():
        known = registry.INDICATORS.get(ref)
        if known is None or known.unit != row["unit"]:
            text = f"“{ref}” in {row['unit']} is not an indicator of the dataset"
            yield Fault(UNKNOWN_REFERENCE, "indicators", text, ref[:20])


@transaction.atomic
def import_sheet(*, area, sheet, at, by=None):
    """Keep a sheet of an area, and a report of what was read and found; returns the report.

    With a fault in any cell nothing is kept but the report. A figure held already is never overwritten: one
    that differs is listed. Errors of the sheet itself are listed and kept as printed.
    """
    Value.objects.hold(area)
    report = SheetImport(
        area=area, file_names=sheet.names, digest=sheet.digest, imported_by=by, imported_at=at,
        figures_read=len(sheet.values.numbers), figures_new=0, figures_same=0, is_loaded=False,
    )  # fmt: skip
    findings = [refused(fault) for fault in (*sheet.values.faults, *too_late(sheet, at))]
    report.is_loaded = not findings and bool(sheet.values.numbers)
    report.save(force_insert=True)
    if report.is_loaded:
        findings += keep_values(report, sheet)
        keep_comparisons(area, sheet, at, by)
        findings += keep_comments(report, sheet)
        findings += found_in(sheet)
        findings += [Finding(kind=FindingKind.LEFT_OUT, text=f"Left out of {words}.") for words in sheet.values.left]
    for finding in findings:
        finding.sheet_import = report
    Finding.objects.bulk_create(findings)
    report.save()
    notice(area=area, at=at)
    return report


def refused(fault):
    """Return the finding of a fault."""
    first = fault.month.first if fault.month else None
    return Finding(kind=fault.kind, ref=fault.ref, first=first, place=fault.place[:120], text=fault.text)


def too_late(sheet, at):
    """Yield a fault for each figure of a month that has not begun."""
    now = Month.of(at.astimezone(LONDON).date())
    for ref, month in sheet.values.numbers:
        if month > now:
            yield Fault(FindingKind.IMPOSSIBLE_MONTH, "values", f"{month} has not begun yet ({ref})", ref, month)


def keep_values(report, sheet):
    """Keep the figures that are new; return findings for those that differ from the ones held."""
    months = [month.first for _, month in sheet.values.numbers]
    rows = Value.objects.of_months(report.area, min(months), max(months)).select_for_update()
    held = {(row.ref, row.first): row for row in rows}
    new, findings = [], []
    for (ref, month), number in sheet.values.numbers.items():
        row = held.get((ref, month.first))
        if row is None:
            new.append(
                Value(
                    area=report.area, ref=ref, period=Period.MONTH, first=month.first, number=number,
                    missing="" if number is not None else why_missing(sheet, ref, month), source=Source.IMPORTED,
                    fewer_than=getattr(sheet.values.marks.get((ref, month)), "below", None),
                    recorded_at=report.imported_at, recorded_by=report.imported_by, sheet_import=report,
                )
            )  # fmt: skip
        elif row.number == number:
            report.figures_same += 1
        else:
            findings.append(differs(row, ref, month, number))
    Value.objects.bulk_create(new)
    report.figures_new = len(new)
    return findings


def differs(row, ref, month, number):
    """Return the finding of a figure that differs from the one held."""
    held = row.get_missing_display() if row.number is None else f"{row.number.normalize():f}"
    text = f"{'nothing' if number is None else number} is printed; {held} is held ({row.get_source_display()})."
    return Finding(kind=FindingKind.CHANGED_PAST, ref=ref, first=month.first, text=text)


def why_missing(sheet, ref, month):
    """Return why a cell has no number: hidden or small, nothing to count (its whole is nought, too), not answered."""
    mark = sheet.values.marks.get((ref, month))
    if mark:
        return Missing.NOTHING_TO_COUNT if mark.mark == cells.NOTHING else Missing.SUPPRESSED
    whole = registry.INDICATORS[ref].denominator_ref
    return Missing.NOTHING_TO_COUNT if sheet.values.numbers.get((whole, month)) == 0 else Missing.NOT_ANSWERED


def keep_comparisons(area, sheet, at, by):
    """Keep the benchmarks, targets and populations that are new."""
    told = {"recorded_by": by, "recorded_at": at}
    updated = sheet.benchmark_updated or at.astimezone(LONDON).date()
    for from_on, children in sheet.populations:
        Population.objects.get_or_create(area=area, from_on=from_on, defaults={"children": children, **told})
    benchmarks, targets = [], []
    for ref, row in sheet.indicators.items():
        for column, text in row.items():
            number = amount_in(text) if column in GROUPS else None
            if number is not None:
                benchmarks.append(
                    Benchmark(
                        area=area, ref=ref, group=GROUPS[column], number=number,
                        of_year=sheet.benchmark_year, updated_on=updated, **told,
                    )
                )  # fmt: skip
            elif TARGET.fullmatch(column) and text:
                targets.append(target_of(area, ref, column, text, told))
    Benchmark.objects.bulk_create(benchmarks, ignore_conflicts=True)
    Target.objects.bulk_create([target for target in targets if target], ignore_conflicts=True)


def target_of(area, ref, column, text, told):
    """Return a target; that of a counted flow is for the whole year, since a year's total is agreed."""
    indicator = registry.INDICATORS[ref]
    yearly = indicator.unit == COUNT and indicator.kind == "flow"
    made = Target(area=area, ref=ref, year=2000 + int(column.split("_")[1]), **told)
    made.period = Period.YEAR if yearly else Period.MONTH
    if text == TO_COME:
        made.is_to_be_confirmed = True
    elif amount_in(text) is not None:
        made.number = amount_in(text)
    else:
        return None
    return made


def keep_comments(report, sheet):
    """Keep the comments on the current month that are new; one that differs from the one held is listed."""
    held = dict(Comment.objects.filter(area=report.area, first=sheet.last.first).values_list("ref", "text"))
    new = [
        Comment(
            area=report.area, ref=ref, first=sheet.last.first, text=text, sheet_import=report,
            reporter_role=registry.INDICATORS[ref].reporter or NO_ROLE, written_at=report.imported_at,
        )
        for ref, text in sheet.comments.items()
        if ref not in held
    ]  # fmt: skip
    Comment.objects.bulk_create(new)
    return [
        Finding(
            kind=FindingKind.CHANGED_PAST, ref=ref, first=sheet.last.first,
            text="The comment differs from the one held; the one held stays.",
        )
        for ref, text in sheet.comments.items()
        if held.get(ref, text) != text
    ]  # fmt: skip


def found_in(sheet):
    """Yield the errors of the sheet itself: misprinted changes, and comments on the wrong rows."""
    month = sheet.last
    for found in misprints(sheet.printed, sheet.units, sheet.values, month):
        kind = FindingKind.BEFORE_ROUNDING if found.is_rounding else FindingKind.PRINTED_OTHERWISE
        yield Finding(kind=kind, ref=found.ref, first=month.first, text=f"{found}.")
    titles = {ref: row.get("name") or registry.INDICATORS[ref].title for ref, row in sheet.indicators.items()}
    for found in elsewhere(sheet.comments, titles):
        yield Finding(
            kind=FindingKind.ANOTHER_ROW, ref=found.ref, first=month.first, text=found.why, offered_ref=found.offered
        )
