"""Worked cases of urgent decisions, which a practitioner can read and correct in tests/cases/urgent_decisions.csv."""

import csv
from pathlib import Path

import pytest

from harbourlight.foundations.meetings import types
from harbourlight.foundations.meetings.types import Present, QuorumGroup
from harbourlight.partnership.boards.actions.urgent import Heard, judge
from harbourlight.partnership.boards.pathway import PANEL, PARTNERS

CASES = Path(__file__).resolve().parents[4] / "tests" / "cases" / "urgent_decisions.csv"
KINDS = {
    "council": ("council", "statutory_partner"),
    "police": ("police", "statutory_partner"),
    "health": ("health", "statutory_partner"),
    "school": ("education", "relevant_agency"),
}
WITH_EDUCATION = (*PARTNERS, QuorumGroup("education", sectors=("education",)))


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def heard(row):
    consulted, tried = row["consulted"].split(), row["tried"].split()
    return [
        Heard(Present(name, *kind, "member"), name, name in consulted + tried, name in consulted)
        for name, kind in KINDS.items()
    ]


def judged(row, groups=PARTNERS):
    return judge(
        groups, heard(row), is_by_chair=row["chair"] == "yes", is_with_manager=row["manager"] == "yes",
        is_soon=int(row["days"]) < 10, fewer_than="10 calendar days",
    )  # fmt: skip


@pytest.mark.parametrize("row", cases(), ids=lambda row: row["case"])
def test_an_urgent_decision_stands_or_not_by_the_rule_that_decides(row):
    verdict = judged(row)
    assert ("yes" if verdict.is_valid else "no", verdict.how) == (row["stands"], row["rule"]), verdict.why


def test_where_education_is_a_fourth_partner_it_must_be_consulted_too():
    tried = next(row for row in cases() if row["tried"] == "school")
    assert judged(tried).is_valid
    assert judged(tried, WITH_EDUCATION).how == "partners"


def test_a_panel_of_councillors_counts_members_though_all_are_of_one_council():
    three = [Present("council", "council", "statutory_partner", "member")] * 3
    assert types.quorum(PANEL.quorum, three).is_quorate
    assert types.quorum(PANEL.quorum, three[:2]).missing == ("three appointed members (2 of 3 members)",)
