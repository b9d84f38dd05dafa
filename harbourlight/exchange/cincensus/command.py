"""The commands `harbourlight census check`, `rules` and `make`, which need no database."""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from harbourlight.exchange.cincensus import making, output, rules
from harbourlight.exchange.cincensus.errors import CannotWrite, NotACensus, UnknownYear
from harbourlight.exchange.cincensus.made_faults import faulty_children
from harbourlight.exchange.cincensus.sharing import check_shared
from harbourlight.exchange.cincensus.years import Year, every, named

CLEAN, FINDINGS, REFUSED = 0, 1, 2
MOST_PROCESSES = 16
NEWEST = every()[-2].label


def main(words: Sequence[str]) -> int:
    """Run the words after `harbourlight census`; 0 for a clean file, 1 for findings, 2 for no census."""
    try:
        asked = _parser().parse_args(words)
        if asked.verb == "check":
            return _check(asked)
        return _rules(asked) if asked.verb == "rules" else _make(asked)
    except (NotACensus, UnknownYear, CannotWrite) as refusal:
        print(f"harbourlight census: {' '.join(str(refusal).split())}", file=sys.stderr)
        return REFUSED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="harbourlight census", description="The children in need census.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="check a file; 0 clean, 1 findings, 2 no census")
    check.add_argument("file", type=Path, metavar="FILE", help="an XML file, or a zip file with one in it")
    check.add_argument("--year", metavar="2025-26", help="the census year, where the file's own is not to be used")
    check.add_argument("--json", type=Path, metavar="OUT", help="write the findings there as JSON; - to the terminal")
    check.add_argument("--csv", type=Path, metavar="OUT", help="write the findings there as CSV")
    check.add_argument("--xlsx", type=Path, metavar="OUT", help="write the findings there as a workbook")
    check.add_argument("--show-children", action="store_true", help="print each finding with the child's number")
    check.add_argument("--processes", type=int, default=0, metavar="N", help="work with so many processes")
    listed = verbs.add_parser("rules", help="list the rules of a year, or of all years")
    listed.add_argument("--year", metavar="2025-26")
    listed.add_argument("--json", action="store_true", help="answer in JSON")
    make = verbs.add_parser("make", help="make a file of invented children")
    make.add_argument("file", type=Path, metavar="FILE")
    make.add_argument("--year", default=NEWEST, metavar="2025-26")
    make.add_argument("--children", type=int, default=500, metavar="N")
    make.add_argument("--every-module", action="store_true", help="give each child every module of the return")
    make.add_argument("--faults", action="store_true", help="add a child for each kind of fault")
    make.add_argument("--seed", type=int, default=1)
    return parser


def _year(label: str | None) -> Year | None:
    return named(label) if label else None


def _check(asked: argparse.Namespace) -> int:
    progress = _show_progress if sys.stderr.isatty() else None
    report = check_shared(asked.file, _year(asked.year), progress, shares=min(max(asked.processes, 0), MOST_PROCESSES))
    if progress:
        print(f"\r{'':<30}\r", end="", file=sys.stderr, flush=True)
    to_terminal = asked.json == Path("-")
    json_to = None if to_terminal else asked.json
    output.write_files(report, json_to=json_to, csv_to=asked.csv, xlsx_to=asked.xlsx)
    if to_terminal:
        output.write_json(report, sys.stdout)
    else:
        print("\n".join(output.summary(report)))
        if asked.show_children:
            print("\n".join(["", *output.by_child(report)]))
    return FINDINGS if report.findings or report.not_run else CLEAN


def _show_progress(children: int) -> None:
    print(f"\r{children:,} children", end="", file=sys.stderr, flush=True)


def _rules(asked: argparse.Namespace) -> int:
    year = _year(asked.year)
    chosen = rules.of_year(year) if year else rules.every_rule()
    if asked.json:
        print(json.dumps([{name: getattr(rule, name) for name in _SHOWN} for rule in chosen], indent=2))
    else:
        print("\n".join(f"{rule.code:<6} {rule.severity:<6} {_years(rule):<18} {rule.asks}" for rule in chosen))
    return CLEAN


_SHOWN = ("code", "severity", "since", "until", "level", "element", "fields", "asks", "expected", "message")


def _years(rule: rules.Rule) -> str:
    return f"{rule.since} to {rule.until}" if rule.until else f"{rule.since} on"


def _make(asked: argparse.Namespace) -> int:
    year = named(asked.year)
    made = list(making.children(asked.children, year, seed=asked.seed, every_module=asked.every_module))
    if asked.faults:
        made += [child for _, children in faulty_children(year) for child in children]
        random.Random(asked.seed).shuffle(made)  # noqa: S311 - invented children, no secret
    try:
        making.make(asked.file, made, year)
    except OSError as failure:
        raise CannotWrite(f"the file could not be written: {failure}") from failure
    print(f"{len(made):,} invented children of the census of {year.label} in {asked.file}")
    return CLEAN
