"""Writes a report: as JSON, as CSV, as a workbook, and as a summary that names no child."""

import csv
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import xlsxwriter

from harbourlight.exchange.cincensus.errors import CannotWrite
from harbourlight.exchange.cincensus.findings import Finding, Report, who_of
from harbourlight.foundations.measures.cells import plain

COLUMNS = Finding._fields


def _private(name: str, flags: int) -> int:
    """Open a file that only its owner may read, since it names children."""
    return os.open(name, flags, 0o600)


def as_json(report: Report) -> dict[str, object]:
    """The report as other programs read it."""
    return {
        "children": report.children,
        "findings": [finding._asdict() for finding in report.findings],
        "not_run": [entry._asdict() for entry in report.not_run],
    }


def write_json(report: Report, stream: IO[str]) -> None:
    """Write the report as JSON, a finding at a time."""
    stream.write(f'{{"children": {report.children}, "findings": [')
    for number, finding in enumerate(report.findings):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(finding._asdict(), ensure_ascii=False))
    entries = json.dumps([entry._asdict() for entry in report.not_run], ensure_ascii=False)
    stream.write(f'\n], "not_run": {entries}}}\n')


def write_csv(report: Report, stream: IO[str]) -> None:
    """Write the findings as CSV."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([plain(value) for value in finding] for finding in report.findings)
    writer.writerows([entry.rule, "not run", "", "", "", "", "", plain(entry.why)] for entry in report.not_run)


def write_files(report: Report, *, json_to: Path | None, csv_to: Path | None, xlsx_to: Path | None) -> None:
    """Write the report to the files asked for. Raises CannotWrite."""
    try:
        if json_to:
            with open(json_to, "w", encoding="utf-8", opener=_private) as stream:
                write_json(report, stream)
        if csv_to:
            with open(csv_to, "w", encoding="utf-8-sig", newline="", opener=_private) as stream:
                write_csv(report, stream)
        if xlsx_to:
            write_xlsx(report, xlsx_to)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as failure:
        raise CannotWrite(f"the report could not be written: {failure}") from failure


def write_xlsx(report: Report, path: Path) -> None:
    """Write a workbook: the findings, how many each rule and each child has, and what did not run."""
    with open(path, "wb", opener=_private) as stream:
        book = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "nan_inf_to_errors": True,
            },
        )
        _sheet(book, "Findings", COLUMNS, report.findings)
        _sheet(book, "By rule", ("rule", "severity", "findings", "children", "how to put it right"), _by_rule(report))
        _sheet(book, "By child", ("child", "line", "findings", "rules"), _by_child(report))
        _sheet(book, "Not run", ("rule", "why"), report.not_run)
        book.close()


def _sheet(book: xlsxwriter.Workbook, name: str, columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column, bold)
    for line, row in enumerate(rows, 1):
        for number, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, number, value)
            else:
                sheet.write_string(line, number, plain(value))
    sheet.freeze_panes(1, 0)


def _by_rule(report: Report) -> Iterator[tuple[str, str, int, int, str]]:
    first: dict[str, Finding] = {}
    who: dict[str, set[str | None]] = defaultdict(set)
    for finding in report.findings:
        first.setdefault(finding.rule, finding)
        who[finding.rule].add(who_of(finding))
    for rule, number in report.by_rule().items():
        yield rule, first[rule].severity, number, len(who[rule] - {None}), first[rule].message


def _by_child(report: Report) -> Iterator[tuple[str, int, int, str]]:
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[who_of(finding)].append(finding)
    for child, findings in found.items():
        if child is None:
            continue
        rules = " ".join(sorted({finding.rule for finding in findings}))
        yield child, min(finding.line or 0 for finding in findings), len(findings), rules


def summary(report: Report) -> Iterator[str]:
    """The report in lines that name no child: how many findings by rule and by child."""
    year = f"census of {report.year.label}" if report.year else "census of no year known here"
    yield f"{_counted(report.children, 'child')} in the {year}: {_counted(len(report.findings), 'finding')}"
    if report.findings:
        yield ""
        yield f"{'rule':<15} {'severity':<9} {'findings':>8} {'children':>8}  how to put it right"
        for rule, severity, number, children, message in _by_rule(report):
            yield f"{rule:<15} {severity:<9} {number:>8,} {children:>8,}  {message}"
        yield ""
        spread = Counter(number for who, number in Counter(map(who_of, report.findings)).items() if who)
        for number, children in sorted(spread.items()):
            yield f"{_counted(children, 'child')} with {_counted(number, 'finding')}"
    if report.not_run:
        yield ""
        yield f"{_counted(len(report.not_run), 'rule')} could not be asked of everything:"
        yield from (f"{entry.rule:<15} {entry.why}" for entry in report.not_run)


def by_child(report: Report) -> Iterator[str]:
    """The findings in lines, child by child; only for those who ask for it."""
    for finding in sorted(report.findings, key=lambda one: (one.child or "", one.line or 0)):
        found = f", found {finding.found!r}" if finding.found else ""
        where = f"line {finding.line}" if finding.line else "the whole file"
        who = _seen(finding.child) if finding.child else "no child's number"
        yield f"{who}, {where}: {finding.rule} {finding.element}{found}, expected {finding.expected}"


def _seen(text: str) -> str:
    """A text without signs that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _counted(number: int, word: str) -> str:
    many = {"child": "children"}.get(word, word + "s")
    return f"{number:,} {word if number == 1 else many}"
