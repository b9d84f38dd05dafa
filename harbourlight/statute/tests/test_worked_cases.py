"""The worked examples of worked_cases.csv, which a practitioner can read and correct."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from harbourlight.statute.clocks import all_clocks, due, is_late
from harbourlight.statute.command import read_moment
from harbourlight.statute.errors import NotInForce

with Path(__file__).with_name("worked_cases.csv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']}-{case['clock']}" for case in CASES])
def test_a_worked_case_comes_out_as_written(case):
    started = read_moment(case["started"])
    if case["due"] == "not in force":
        with pytest.raises(NotInForce, match=case["clock"]):
            due(case["clock"], started)
    else:
        assert due(case["clock"], started).due.isoformat() == case["due"], case["why"]


def test_both_sides_of_every_change_of_version_are_worked():
    worked = {(case["clock"], case["started"][:10]) for case in CASES}
    for clock in all_clocks():
        successor = next((other for other in all_clocks() if other.rule == clock.rule and _follows(other, clock)), None)
        if successor and clock.number:
            assert (clock.id, str(clock.effective_to)) in worked
            assert (clock.id, str(successor.effective_from)) in worked
            assert (successor.id, str(successor.effective_from)) in worked
            assert (successor.id, str(clock.effective_to)) in worked


def _follows(later, earlier):
    """Whether one version takes over where the other ends."""
    return earlier.effective_to and later.effective_from == earlier.effective_to + timedelta(days=1)


ALARMS = [clock for clock in all_clocks() if clock.runs_as_alarm]
STARTS = ["2018-03-28T16:10", "2018-12-22T09:30", "2024-02-29T12:00"]


def _start(clock, text):
    """The start, moved into the dates between which the version is in force."""
    moment = read_moment(text)
    day = max(moment.date(), clock.effective_from or date.min)
    day = min(day, clock.effective_to or date.max)
    return moment.replace(year=day.year, month=day.month, day=day.day)


@pytest.mark.parametrize("text", STARTS)
@pytest.mark.parametrize("clock", ALARMS, ids=lambda clock: clock.id)
def test_the_day_before_is_in_time_the_day_is_in_time_the_day_after_is_late(clock, text):
    answer = due(clock, _start(clock, text))
    step = timedelta(seconds=1) if clock.unit == "hours" else timedelta(days=1)
    before, after = answer.due - step, answer.due + step
    assert not is_late(answer.due, before)
    assert not is_late(answer.due, answer.due)
    assert is_late(answer.due, after)
    assert is_late(answer, after) is not clock.is_waiting_time


def test_dates_alone_decide_where_the_hour_is_not_known():
    answer = due("CLK-EMG-001", read_moment("2018-03-28T16:10"))
    assert not is_late(answer, date(2018, 3, 31))
    assert is_late(answer, date(2018, 4, 1))
