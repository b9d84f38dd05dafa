"""Limits that begin later than the request, stand still and move off days off; and whose law judges."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from harbourlight.statute.arithmetic import Limit, Pause, add_months, ends
from harbourlight.statute.clocks import due, get, last_of
from harbourlight.statute.errors import NotInForce, UnusableMoment

ASKED, ANSWERED = date(2026, 9, 10), date(2026, 9, 21)
RECEIVED = date(2026, 9, 7)


def test_the_last_of_request_identity_and_fee_begins_the_time():
    identity = date(2026, 9, 15)
    assert last_of(RECEIVED) == RECEIVED
    assert last_of(RECEIVED, identity) == identity
    assert last_of(RECEIVED, identity, datetime(2026, 9, 16, 8, tzinfo=UTC)) == datetime(2026, 9, 16, 8, tzinfo=UTC)
    assert due("CLK-INF-001", last_of(RECEIVED, identity), law_of=RECEIVED).due == date(2026, 10, 15)


def test_nothing_runs_while_identity_is_awaited():
    assert last_of(RECEIVED, None) is None
    assert last_of() is None


def test_the_law_is_that_of_the_receipt_and_not_of_the_later_start():
    received, identity = date(2026, 2, 3), date(2026, 2, 10)
    assert due("information.subject_access", identity, law_of=received).clock.id == "CLK-INF-001A"
    with pytest.raises(NotInForce):
        due("CLK-INF-001", identity, law_of=received)


def test_both_days_of_a_pause_stand_still():
    answer = due("CLK-INF-001", RECEIVED, pauses=[Pause(ASKED, ANSWERED)])
    assert answer.due == date(2026, 10, 19)
    assert answer.skipped[0] == (ASKED, "Stood still")
    assert answer.skipped[-1] == (ANSWERED, "Stood still")
    assert len(answer.skipped) == 12


@pytest.mark.parametrize(
    ("answered", "ends_on"),
    [
        (ASKED, date(2026, 10, 8)),  # asked and answered on one day: one day
        (date(2026, 9, 11), date(2026, 10, 9)),
        (date(2026, 9, 12), date(2026, 10, 12)),  # 7 October and three days is a Saturday
        (date(2026, 9, 13), date(2026, 10, 12)),
        (date(2026, 9, 15), date(2026, 10, 13)),
    ],
)
def test_each_day_that_stood_still_is_a_day_more(answered, ends_on):
    assert due("CLK-INF-001", RECEIVED, pauses=[Pause(ASKED, answered)]).due == ends_on


def test_the_extension_is_three_months_from_the_first_start_and_stands_still_too():
    answer = due("CLK-INF-007", RECEIVED, pauses=[Pause(ASKED, ANSWERED)])
    assert answer.due == date(2026, 12, 21)
    assert answer.skipped[-2:] == ((date(2026, 12, 19), "Saturday"), (date(2026, 12, 20), "Sunday"))


def test_two_pauses_at_once_stand_still_once():
    twice = [Pause(ASKED, ANSWERED), Pause(date(2026, 9, 14), date(2026, 9, 16))]
    assert due("CLK-INF-001", RECEIVED, pauses=twice).due == date(2026, 10, 19)


def test_a_pause_before_the_start_or_after_the_end_changes_nothing():
    for pause in (Pause(date(2026, 9, 1), date(2026, 9, 6)), Pause(date(2026, 10, 8), date(2026, 10, 30))):
        assert due("CLK-INF-001", RECEIVED, pauses=[pause]).due == date(2026, 10, 7)


def test_a_pause_lengthens_the_time_into_the_next_pause():
    pauses = [Pause(date(2026, 10, 7), date(2026, 10, 7)), Pause(date(2026, 10, 8), date(2026, 10, 8))]
    assert due("CLK-INF-001", RECEIVED, pauses=pauses).due == date(2026, 10, 9)


def test_working_days_stand_still_as_well():
    limit = Limit(number=5, unit="working_days")
    answer = ends(limit, date(2026, 9, 7), pauses=[Pause(date(2026, 9, 9), date(2026, 9, 14))])
    assert answer.due == date(2026, 9, 18)
    assert answer.counted == tuple(date(2026, 9, day) for day in (8, 15, 16, 17, 18))


@pytest.mark.parametrize(("asked", "received"), [("CLK-REF-001", RECEIVED), ("CLK-INF-001A", date(2025, 9, 8))])
def test_what_no_law_lets_stand_still_does_not(asked, received):
    with pytest.raises(UnusableMoment, match="does not stand still"):
        due(asked, received, pauses=[Pause(received, received)])


@pytest.mark.parametrize(
    ("limit", "pause"),
    [
        (Limit(number=72, unit="hours"), Pause(ASKED, ANSWERED)),
        (Limit(number=5, unit="working_days", direction="back"), Pause(ASKED, ANSWERED)),
        (Limit(number=5, unit="working_days"), Pause(ANSWERED, ASKED)),
    ],
)
def test_what_cannot_stand_still_is_refused(limit, pause):
    with pytest.raises(UnusableMoment):
        ends(limit, datetime(2026, 9, 7, 9, tzinfo=UTC), pauses=[pause])


def test_a_limit_that_counts_back_moves_off_days_off_to_an_earlier_day():
    notice = Limit(number=1, unit="weeks", direction="back", moves_off_days_off=True)
    assert ends(notice, date(2026, 4, 13)).due == date(2026, 4, 2)


def test_keeping_is_judged_by_its_end_or_by_the_day_of_judging():
    allegation = date(2012, 2, 10)
    assert due("CLK-LAD-008", allegation).due == date(2022, 2, 10)
    assert due("CLK-LAD-008", allegation, law_of=date(2026, 11, 30)).due == date(2022, 2, 10)
    with pytest.raises(NotInForce):
        due("CLK-LAD-008", allegation, law_of=date(2013, 1, 1))


def test_a_leap_day_is_never_early_where_something_is_kept_or_an_age_reached():
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12, never_early=True) == date(2025, 3, 1)
    assert get("CLK-INF-004").as_limit.never_early
    assert not get("CLK-CPC-005").as_limit.never_early


def test_the_calendar_of_england_ends_a_freedom_request_too_early():
    england = replace(get("CLK-INF-003"), holidays_of="England")
    assert due(england, date(2026, 11, 20)).due == date(2026, 12, 18)
    assert due("CLK-INF-003", date(2026, 11, 20)).due == date(2026, 12, 21)
