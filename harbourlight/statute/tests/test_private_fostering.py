"""Who is privately fostered, case by case, with the day before, the day and the day after."""

import csv
from datetime import date
from pathlib import Path

import pytest

from harbourlight.statute.private_fostering import Carer, Counts, judge

with (Path(__file__).parent / "cases" / "private_fostering.csv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader(lines))
MEANT = {"yes": True, "no": False, "": None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_whether_a_child_is_privately_fostered(case):
    until = case["lasts_until"]
    answer = judge(
        born_on=date.fromisoformat(case["born_on"]), is_disabled=case["is_disabled"] == "yes", carer=case["carer"],
        started_on=date.fromisoformat(case["started_on"]), on=date.fromisoformat(case["on"]),
        lasts_until=date.fromisoformat(until) if until else None, is_meant_to_last=MEANT[case["is_meant_to_last"]],
    )  # fmt: skip
    assert (answer.counts, answer.day_28, answer.ends_by_age_on) == (
        case["counts"], date.fromisoformat(case["day_28"]), date.fromisoformat(case["ends_by_age_on"]),
    )  # fmt: skip
    assert answer.reasons


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"is_in_carers_home": False}, "own home"),
        ({"exemption": "in a school full time in term"}, "Schedule 8"),
        ({"carer": Carer.PARENT}, "parent"),
    ],
)
def test_each_reason_against_is_told(more, why):
    told = {
        "born_on": date(2014, 5, 5), "is_disabled": False, "carer": Carer.NEIGHBOUR, "started_on": date(2025, 3, 3),
        "on": date(2025, 4, 30), "is_meant_to_last": True,
    }  # fmt: skip
    answer = judge(**told | more)
    assert answer.counts == Counts.NO
    assert any(why in reason for reason in answer.reasons)
