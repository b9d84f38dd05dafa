"""The dated answers of worked_rooms.csv: stories of children, adults and councils, room by room.

Each row says from when a limit ran, when it was due, when it was met and whether that was late. `own_number` is an
area's own number in place of a clock, negative where it counts back; `law_of` the day whose law judges; `still_from`
and `still_to` the days on which it stood still.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from harbourlight.statute.arithmetic import Limit, Pause, ends
from harbourlight.statute.clocks import due, get, is_late
from harbourlight.statute.command import read_moment
from harbourlight.statute.errors import UnknownClock
from harbourlight.statute.local_limits import local_limit

with Path(__file__).with_name("worked_rooms.csv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))


def _day(text):
    """The date of a cell, or None."""
    return date.fromisoformat(text) if text else None


def _due(case):
    """When a row's limit runs out, by the law, by a local limit or by an area's own number."""
    started = read_moment(case["started"])
    pauses = [Pause(_day(case["still_from"]), _day(case["still_to"]))] if case["still_from"] else []
    if case["own_number"]:
        number, unit = case["own_number"].split()
        direction = "back" if number.startswith("-") else "forward"
        return ends(Limit(number=abs(int(number)), unit=unit, direction=direction), started).due
    try:
        get(case["clock"])
    except UnknownClock:
        return ends(local_limit(case["clock"]).as_limit, started).due
    return due(case["clock"], started, pauses=pauses, law_of=_day(case["law_of"])).due


@pytest.mark.parametrize("case", CASES, ids=[f"{case['case']}-{case['clock']}-{case['started']}" for case in CASES])
def test_a_room_counts_as_the_story_says(case):
    answer = _due(case)
    assert answer == read_moment(case["due"]), case["why"]
    if case["happened"] and case["late"]:
        assert is_late(answer, read_moment(case["happened"])) is (case["late"] == "yes"), case["why"]
