"""What a check found: one entry for each fault, and the report of a file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from harbourlight.exchange.cincensus.faults import MESSAGES, Fault
from harbourlight.exchange.cincensus.years import Year


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
    """What was found in one file; `year` is None where the file does not say its year."""

    children: int
    year: Year | None
    findings: tuple[Finding, ...]
    not_run: tuple[NotRun, ...]

    def by_rule(self) -> Mapping[str, int]:
        """How many findings each rule has, most first."""
        return dict(Counter(finding.rule for finding in self.findings).most_common())

    def children_with_findings(self) -> int:
        """How many children have at least one finding."""
        return len({(finding.child, finding.line if finding.child is None else 0) for finding in self.findings
                    if finding.line is not None or finding.child is not None})  # fmt: skip


def of_fault(fault: Fault, child: str | None) -> Finding:
    """The finding that tells a fault of structure."""
    return Finding(
        fault.kind, "error", child, fault.line, fault.element, fault.found, fault.expected, MESSAGES[fault.kind]
    )


def in_order(finding: Finding) -> tuple[bool, int, str]:
    """Where a finding comes in a report: structure first, then by line."""
    return (not finding.rule.startswith("schema."), finding.line or 0, finding.rule)
