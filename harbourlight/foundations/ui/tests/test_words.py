"""Deadlines and dates are said in words a person would use."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from harbourlight.foundations.ui import words
from harbourlight.foundations.ui.dates import PartialDate


def deadline(**values):
    """Return a deadline that still runs, due by the end of 20 March 2026 unless told otherwise."""
    running = {
        "due_on": date(2026, 3, 20),
        "due_at": datetime(2026, 3, 20, 23, 59, 59, tzinfo=UTC),
        "clock": "",
        "met_at": None,
        "cancelled_at": None,
    }
    return SimpleNamespace(**running | values)


def at(*parts):
    """Return a moment in March 2026 (no summer time yet, so London is UTC)."""
    return datetime(2026, 3, *parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(17, 9), "3 working days left"),
        (at(19, 23), "1 working day left"),
        (at(20, 0), "due today"),
        (at(20, 23), "due today"),
        (at(21, 0), "1 day late"),
        (at(23, 0), "3 days late"),
    ],
)
def test_a_limit_in_days_is_said_by_the_day(moment, said):
    assert words.standing(deadline(), moment)[0] == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [(at(21, 0), "1 day late"), (at(23, 0), "1 working day late"), (at(30, 0), "6 working days late")],
)
def test_a_limit_in_working_days_is_late_by_working_days(moment, said):
    assert words.standing(deadline(clock="CLK-ASM-001"), moment)[0] == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(19, 9), "31 hours left"),
        (at(20, 9), "7 hours left"),
        (at(20, 16, 30), "less than an hour late"),
        (at(20, 18, 10), "2 hours late"),
        (at(22, 16, 11), "2 days late"),
    ],
)
def test_a_limit_in_hours_is_said_by_the_hour(moment, said):
    assert words.standing(deadline(due_on=None, due_at=at(20, 16, 10)), moment)[0] == said


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ({"met_at": at(20, 12)}, "done in time"),
        ({"met_at": at(22, 12)}, "done, 2 days late"),
        ({"cancelled_at": at(18)}, "no longer needed"),
    ],
)
def test_an_ended_limit_says_how_it_ended(ended, said):
    assert words.standing(deadline(**ended), at(30))[0] == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "20 March 2026"),
        ({"due_on": None, "due_at": at(20, 16, 10)}, "20 March 2026 at 4:10pm"),
        ({"met_at": at(20, 12)}, ""),
        ({"cancelled_at": at(18)}, ""),
    ],
)
def test_a_limit_that_runs_says_its_date(values, said):
    assert words.when(deadline(**values)) == said


def test_beyond_the_calendar_no_days_are_counted():
    far = deadline(due_on=date(2040, 1, 3), due_at=datetime(2040, 1, 3, tzinfo=UTC))
    assert words.standing(far, at(1))[0] == "not due yet"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 3, 1), "1 March 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),
        (PartialDate(2019), "2019"),
        (PartialDate(2019, 3), "March 2019"),
        (PartialDate(2019, 3, 7), "7 March 2019"),
    ],
)
def test_a_day_is_said_in_full_and_in_london(value, said):
    assert words.day(value) == said


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (16, 10, "4:10pm"),
        (9, 0, "9am"),
        (0, 0, "midnight"),
        (12, 0, "midday"),
        (12, 5, "12:05pm"),
        (0, 5, "12:05am"),
    ],
)
def test_a_time_is_said_as_people_say_it(hour, minute, said):
    assert words.moment(at(21, hour, minute)) == f"21 March 2026 at {said}"
