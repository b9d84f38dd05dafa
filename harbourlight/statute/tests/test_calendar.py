"""England's working days, and what holds for every count of them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from harbourlight.statute import calendar
from harbourlight.statute.calendar import add_working_days, is_working_day, working_days_between
from harbourlight.statute.clocks import LONDON, all_clocks, due
from harbourlight.statute.errors import NotInForce, OutsideCalendar

DAYS = some.dates(date(2010, 6, 1), date(2028, 6, 1))
WALL_TIMES = some.datetimes(datetime(2018, 1, 1), datetime(2020, 1, 1))  # noqa: DTZ001
IN_WORKING_DAYS = [clock for clock in all_clocks() if clock.unit == "working_days"]
IN_HOURS = [clock for clock in all_clocks() if clock.unit == "hours"]
NUMBERED = [clock for clock in all_clocks() if clock.number]


def _due(clock, started):
    """The answer, where the limit is in force."""
    try:
        return due(clock, started)
    except NotInForce:
        assume(False)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2018, 3, 30), "Good Friday"),
        (date(2018, 4, 2), "Easter Monday"),
        (date(2018, 3, 31), "Saturday"),
        (date(2018, 4, 1), "Sunday"),
        (date(2023, 5, 8), "Bank holiday for the coronation"),
        (date(2022, 9, 19), "Bank holiday for the funeral of the Queen"),
        (date(2020, 5, 8), "Early May bank holiday"),
        (date(2021, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
        (date(2011, 4, 29), "Bank holiday for the royal wedding"),
        (date(2018, 3, 29), None),
        (date(2018, 4, 3), None),
        (date(2020, 5, 4), None),
        (date(2018, 8, 6), None),
    ],
)
def test_a_day_off_has_its_reason(day, why):
    assert calendar.why_not_working(day) == why


def test_every_year_has_its_eight_holidays_or_more():
    extra = {2011: 9, 2012: 9, 2022: 10, 2023: 9}
    for year in range(2010, 2029):
        found = [day for day in calendar.bank_holidays() if day.year == year and day.weekday() < 5]
        # New Year's Day 2011, 2022 and 2028 fell on a Saturday; the Monday after stands for each.
        assert len(found) == extra.get(year, 8), year


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2029, 1, 1)])
def test_no_day_outside_the_calendar_is_guessed(day):
    for ask in (
        is_working_day,
        lambda day: add_working_days(day, 1),
        lambda day: working_days_between(day, day),
    ):
        with pytest.raises(OutsideCalendar):
            ask(day)


def test_a_count_may_not_leave_the_calendar():
    assert add_working_days(date(2028, 12, 28), 1) == date(2028, 12, 29)
    with pytest.raises(OutsideCalendar):
        add_working_days(date(2028, 12, 29), 1)
    with pytest.raises(OutsideCalendar):
        add_working_days(date(2010, 1, 4), -1)


@given(DAYS, some.integers(-90, 90).filter(bool))
def test_a_count_ends_on_a_working_day_that_lies_so_many_away(day, number):
    end = add_working_days(day, number)
    assert is_working_day(end)
    assert working_days_between(day, end) == number
    step = timedelta(days=1 if number > 0 else -1)
    walked, counted = day, 0
    while counted < abs(number):
        walked += step
        counted += is_working_day(walked)
    assert walked == end


@given(some.sampled_from(IN_WORKING_DAYS), DAYS)
def test_a_limit_in_working_days_never_ends_on_a_day_off(clock, day):
    answer = _due(clock, day)
    days = calendar.days_of(clock.holidays_of)
    assert is_working_day(answer.due)
    assert len(answer.counted) == clock.number
    skipped = {off for off, _ in answer.skipped}
    assert skipped.isdisjoint(answer.counted)
    assert all(days.why_not(off) for off in skipped)


@given(some.sampled_from(NUMBERED), DAYS, some.integers(0, 400))
def test_a_later_start_never_ends_sooner(clock, day, later):
    first = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    assume((day + timedelta(days=later)) <= date(2028, 6, 1))
    assert _due(clock, first).due <= _due(clock, first + timedelta(days=later)).due


@given(some.sampled_from(IN_HOURS), WALL_TIMES, some.integers(0, 1))
def test_hours_are_elapsed_hours_through_every_change_of_the_clocks(clock, wall, fold):
    started = wall.replace(tzinfo=LONDON, fold=fold)
    answer = _due(clock, started)
    assert answer.due.timestamp() - started.timestamp() == pytest.approx(clock.number * 3600, abs=1e-3)
    assert answer.due.tzinfo is LONDON


@given(some.sampled_from(NUMBERED), DAYS)
def test_a_limit_answers_exactly_between_its_dates(clock, day):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    assume(clock.judged_by == "start")
    since, until = clock.effective_from or date.min, clock.effective_to or date.max
    if since <= day <= until:
        assert due(clock, moment).clock is clock
    else:
        with pytest.raises(NotInForce):
            due(clock, moment)
