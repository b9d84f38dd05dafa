"""What a check found: one entry for each fault, and the report of a file."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from harbourlight.exchange.cincensus.faults import MESSAGES, Fault
from harbourlight.exchange.cincensus.structure import every_field
from harbourlight.exchange.cincensus.years import Year

DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[T ].*)?", re.ASCII)
HEADER = frozenset({"Message", "Header", "CollectionDetails", "Source"})


class Finding(NamedTuple):
    """One fault: its rule, whose it is, where it stands, what was found and expected, and how to put it right.

    `child` is the authority's number of the child: None for a child without one, and for the file as a whole.
    """

    rule: str
    severity: str
    child: str | None
    line: int | None
    element: str
    found: str | None
    expected: str
    message: str


class NotRun(NamedTuple):
    """A rule that could not be asked, everywhere or somewhere, and why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file; `year` is None where the file does not say its year.

    `authority` is what its header says of whose return it is, empty where it does not say.
    """

    children: int
    year: Year | None
    findings: tuple[Finding, ...]
    not_run: tuple[NotRun, ...]
    authority: str = ""

    def by_rule(self) -> Mapping[str, int]:
        """How many findings each rule has, most first."""
        return dict(Counter(finding.rule for finding in self.findings).most_common())

    def children_with_findings(self) -> int:
        """How many children have at least one finding; one without a number counts by its lines."""
        return len({who_of(finding) for finding in self.findings} - {None})


@cache
def header_elements() -> frozenset[str]:
    """The elements of the header, which are of no child."""
    return frozenset(field.name for field in every_field() if field.module in HEADER)


def who_of(finding: Finding) -> str | None:
    """Whose a finding is: the child's number, the line of a child without one, None for the header and the file."""
    if finding.child is not None:
        return finding.child
    if finding.line is None or finding.element in header_elements():
        return None
    return f"line {finding.line}"


def of_fault(fault: Fault, child: str | None) -> Finding:
    """The finding that tells a fault of structure."""
    message = day_first(fault.found) if fault.kind == "schema.date" else ""
    message = message or MESSAGES[fault.kind]
    return Finding(fault.kind, "error", child, fault.line, fault.element, fault.found, fault.expected, message)


def day_first(found: str | None) -> str:
    """What to say of a date written with its day first, as in Britain; empty for anything else."""
    parts = DAY_FIRST.fullmatch(found or "")
    if not parts:
        return ""
    year = parts[3] if len(parts[3]) == 4 else f"20{parts[3]}"
    meant = f"{year}-{int(parts[2]):02}-{int(parts[1]):02}"
    try:
        date.fromisoformat(meant)
    except ValueError:
        return ""
    return f"The date is written with the day first: write it as year, month, day, here {meant}."


def in_order(finding: Finding) -> tuple[bool, int, str]:
    """Where a finding comes in a report: structure first, then by line."""
    return (not finding.rule.startswith("schema."), finding.line or 0, finding.rule)
