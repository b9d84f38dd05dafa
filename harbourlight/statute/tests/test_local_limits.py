"""What every limit of an area's own must say, and that none of them is also a law that rings."""

from typing import get_args

import pytest

from harbourlight.statute.arithmetic import Unit
from harbourlight.statute.clocks import all_clocks, get
from harbourlight.statute.errors import UnknownClock
from harbourlight.statute.local_limits import local_limit, local_limits

EVERY = pytest.mark.parametrize("limit", local_limits().values(), ids=lambda limit: limit.id)


@EVERY
def test_every_limit_says_where_it_comes_from_and_why_it_is_no_law(limit):
    assert limit.id.startswith("CLK-")
    assert limit.title
    assert limit.starts_when
    assert limit.source
    assert limit.why_local
    assert (limit.number is None) == (limit.unit == "")
    assert limit.unit in get_args(Unit)
    assert limit.direction in {"forward", "back"}
    assert limit.judged_by in {"start", "end"}
    assert not limit.effective_to or (limit.effective_from and limit.effective_from < limit.effective_to)


@EVERY
def test_a_limit_says_in_words_how_it_counts(limit):
    assert ("(day 1)" in limit.starts_when) is limit.first_day_counts
    assert ("counting back" in limit.starts_when) is (limit.direction == "back")


@EVERY
def test_what_the_law_rings_for_is_no_setting(limit):
    same = [clock for clock in all_clocks() if clock.id == limit.id]
    assert not any(clock.runs_as_alarm for clock in same)


def test_ten_school_days_of_absence_wait_for_an_area_to_take_them_up():
    limit = local_limit("CLK-CME-001")
    assert (limit.number, limit.unit, limit.first_day_counts) == (10, "school_days", True)
    with pytest.raises(UnknownClock):
        get(limit.id)


def test_a_law_that_nobody_brought_into_force_has_no_number():
    assert local_limit("CLK-EHE-001").number is None


def test_an_unknown_limit_is_refused():
    with pytest.raises(UnknownClock):
        local_limit("CLK-NO-1")
