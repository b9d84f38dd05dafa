"""What every declared limit must be, and how limits are found, compared and counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest

from harbourlight.statute import clocks
from harbourlight.statute.arithmetic import Unit
from harbourlight.statute.calendar import Nation
from harbourlight.statute.clocks import (
    LONDON,
    all_clocks,
    days_left,
    due,
    get,
    is_late,
    is_too_early,
    strictest,
)
from harbourlight.statute.declarations import ALARM_KINDS, version_on, versions
from harbourlight.statute.errors import NoNumber, NotInForce, OutsideCalendar, UnknownClock, UnusableMoment

EVERY = pytest.mark.parametrize("clock", all_clocks(), ids=lambda clock: clock.id)


@EVERY
def test_every_clock_says_what_it_is_and_where_it_comes_from(clock):
    assert clock.id.startswith("CLK-")
    assert clock.starts_when
    assert clock.must_happen
    assert clock.source
    assert ".txt" not in clock.source
    assert clock.force in {"statutory", "guidance", "local"}
    assert clock.direction in {"forward", "back"}
    assert (clock.number is None) == (clock.unit == "")
    assert clock.number is None or clock.number > 0
    assert clock.unit in get_args(Unit)
    assert clock.judged_by in {"start", "end"}
    assert clock.judged_by == "end" or not clock.starts_at_birth
    assert clock.holidays_of in get_args(Nation)
    assert (clock.window_number is None) == (clock.window_unit == "")
    assert not clock.paused_by or get(clock.paused_by).kind == "pause"
    assert not (clock.area and clock.force != "local")
    assert not (clock.first_day_counts and clock.direction == "back")
    assert not (clock.clear_days and clock.direction != "back")
    assert "back" in clock.starts_when if clock.direction == "back" else "counting back" not in clock.starts_when
    assert "day 1" in clock.starts_when or not clock.first_day_counts


@EVERY
def test_the_versions_of_a_rule_have_no_gap_and_no_overlap(clock):
    group = versions(clock.rule)
    assert clock in group
    assert (clock.effective_from or date.min) <= (clock.effective_to or date.max)
    for earlier, later in pairwise(group):
        assert earlier.effective_to is not None
        assert later.effective_from == earlier.effective_to + timedelta(days=1)


@EVERY
def test_a_clock_is_found_by_its_id_and_its_name(clock):
    assert get(clock.id) is clock
    assert get(clock.name) is clock
    assert get(clock.rule) is versions(clock.id)[-1]


def test_ids_and_names_are_unique():
    names = [key for clock in all_clocks() for key in (clock.id, clock.name)]
    assert len(names) == len(set(names)) == 2 * 242


@EVERY
def test_only_lawful_verified_numbered_limits_ring(clock):
    rings = clock.kind in ALARM_KINDS and clock.verified and clock.compliant and clock.number is not None
    assert clock.runs_as_alarm is clocks.runs_as_alarm(clock.id) is rings
    assert clock.verified or not rings


@pytest.mark.parametrize("asked", ["CLK-CPC-002", "CLK-PFO-007", "CLK-REF-003", "CLK-ASM-002", "CLK-STR-001"])
def test_these_never_ring(asked):
    assert not clocks.runs_as_alarm(asked)


@pytest.mark.parametrize(
    ("asked", "day", "found"),
    [
        ("referral.decision", date(2013, 4, 14), "CLK-REF-004"),
        ("referral.decision", date(2013, 4, 15), "CLK-REF-001"),
        ("mash.decision", date(2018, 7, 3), "CLK-REF-002"),
        ("mash.decision", date(2018, 7, 4), "CLK-REF-003"),
        ("domesticabuse.school_told", date(2025, 11, 6), "CLK-DAB-001"),
        ("domesticabuse.school_told", date(2025, 11, 7), "CLK-DAB-002"),
        ("childprotection.initial_conference", date(2018, 1, 1), "CLK-S47-001"),
    ],
)
def test_a_rule_is_judged_by_the_version_of_the_day(asked, day, found):
    assert version_on(asked, day).id == found


def test_an_id_outside_its_dates_names_the_one_that_applies():
    with pytest.raises(NotInForce, match=r"CLK-REF-001 .* on 1 June 2012: on that day CLK-REF-004 applies"):
        due("CLK-REF-001", date(2012, 6, 1))
    with pytest.raises(NotInForce, match="no other version"):
        due("referral.decision", date(2009, 1, 1))


def test_a_version_says_since_when_and_until_when():
    assert get("CLK-REF-001").version == "from 15 April 2013"
    assert get("CLK-REF-004").version == "from 17 March 2010 to 14 April 2013"
    assert get("CLK-REF-002").version == "to 3 July 2018"
    assert get("CLK-REF-006").version == "undated"


def test_the_answer_carries_its_reasons():
    answer = due("CLK-REF-001", date(2018, 3, 29))
    assert answer.version == "from 15 April 2013"
    assert answer.source.startswith("Working Together 2013")
    assert answer.counted == (date(2018, 4, 3),)
    assert [why for _, why in answer.skipped] == ["Good Friday", "Saturday", "Sunday", "Easter Monday"]


def test_clear_days_leave_out_both_ends_and_say_so():
    answer = due("CLK-SCY-001", date(2018, 11, 29))
    assert answer.due == date(2018, 11, 21)
    assert answer.counted == tuple(date(2018, 11, day) for day in (22, 23, 26, 27, 28))
    assert [why for _, why in answer.skipped] == ["Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("asked", "started", "refusal"),
    [
        ("CLK-XXX-001", date(2018, 1, 1), UnknownClock),
        ("CLK-STR-001", date(2018, 1, 1), NoNumber),
        ("CLK-EMG-001", date(2018, 1, 1), UnusableMoment),
        ("CLK-EMG-001", datetime(2018, 1, 1, 12), UnusableMoment),  # noqa: DTZ001
        ("CLK-S47-001", date(2028, 12, 20), OutsideCalendar),
        ("CLK-INF-003", date(2009, 12, 31), OutsideCalendar),
        ("CLK-INF-005", date(9950, 1, 1), UnusableMoment),
        ("CLK-LAC-020", date.max, UnusableMoment),
    ],
)
def test_what_cannot_be_answered_is_refused(asked, started, refusal):
    with pytest.raises(refusal):
        due(asked, started)


def test_the_law_is_never_loosened_by_an_area():
    kept = strictest("privatefostering.visits", date(2016, 6, 1), area_local="Portsmouth")
    assert kept.due.clock.id == "CLK-PFO-003"
    assert kept.local is None


def test_an_area_may_be_looser_beside_the_law_and_both_are_measured():
    started = datetime(2015, 12, 24, 18, tzinfo=LONDON)
    kept = strictest("missing.return_interview_held", started, area_local="Portsmouth")
    assert kept.due is kept.national
    assert kept.due.clock.id == "CLK-MIS-001"
    assert kept.local.clock.id == "CLK-MIS-002"
    assert [answer.clock.id for answer in kept.all] == ["CLK-MIS-001", "CLK-MIS-002"]


def test_an_area_may_tighten():
    kept = strictest(["CLK-S47-001", "CLK-LAD-003"], date(2018, 3, 28), area_local="Portsmouth")
    assert kept.due is kept.local
    assert kept.due.due == date(2018, 4, 6)
    assert kept.national.clock.id == "CLK-S47-001"


def test_another_areas_rule_does_not_count():
    kept = strictest(["CLK-S47-001", "CLK-LAD-003"], date(2018, 3, 28), area_local="Southampton")
    assert kept.local is None
    assert strictest(["CLK-S47-001", "CLK-LAD-003"], date(2018, 3, 28)).local is None


def test_the_longest_notice_wins():
    asked = ["board.reports_in", "board.papers_out", "board.items_in"]
    assert strictest(asked, date(2020, 3, 16), area_local="Portsmouth").due.clock.id == "CLK-BRD-005"


def test_the_longest_waiting_time_wins():
    asked = ["CLK-CRT-005", "CLK-ADP-005"]
    assert strictest(asked, date(2018, 1, 15)).due.clock.id == "CLK-CRT-005"


@pytest.mark.parametrize(
    ("started", "ends"),
    [
        (date(2018, 3, 28), date(2018, 4, 19)),
        (date(2018, 3, 31), date(2018, 4, 23)),
    ],
)
def test_working_days_may_begin_with_the_day_itself(started, ends):
    beginning_with = replace(get("CLK-S47-001"), first_day_counts=True)
    answer = due(beginning_with, started)
    assert answer.due == ends
    assert len(answer.counted) == 15
    assert (started in answer.counted) is (started == date(2018, 3, 28))


def test_nothing_to_compare_is_said():
    with pytest.raises(NotInForce):
        strictest("mash.decision", date(2018, 1, 1), area_local="Southampton")
    with pytest.raises(UnknownClock):
        strictest("no.such.duty", date(2018, 1, 1))


def test_a_waiting_time_can_be_broken_only_by_haste():
    answer = due("CLK-CRT-005", date(2018, 11, 30))
    assert is_too_early(answer, date(2019, 2, 27))
    assert not is_too_early(answer, date(2019, 2, 28))
    assert not is_late(answer, date(2020, 1, 1))
    assert not is_too_early(due("CLK-S47-001", date(2018, 3, 28)), date(2018, 3, 29))


def test_late_is_judged_in_london():
    last_day = date(2018, 4, 20)
    assert not is_late(last_day, datetime(2018, 4, 20, 22, 59, tzinfo=UTC))
    assert is_late(last_day, datetime(2018, 4, 20, 23, 0, tzinfo=UTC))


def test_days_left_turn_negative_after_the_last_day():
    answer = due("CLK-S47-001", date(2018, 3, 28))
    assert [days_left(answer, date(2018, 4, day)) for day in (19, 20, 21)] == [1, 0, -1]
    assert days_left(answer, datetime(2018, 4, 20, 23, 30, tzinfo=UTC)) == -1
