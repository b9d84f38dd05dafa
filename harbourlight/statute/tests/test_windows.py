"""So often, or so much, in any period of a length."""

from datetime import date, datetime

from harbourlight.statute.clocks import LONDON, get
from harbourlight.statute.windows import Most, last_day_of, most_within, times_within

MISSING = get("CLK-MIS-004")
NIGHTS = get("CLK-PLC-002")
LOCKED = get("CLK-EMG-007")


def test_the_third_time_missing_within_ninety_days_is_at_most_eighty_nine_days_after_the_first():
    first, between = date(2026, 1, 1), date(2026, 2, 1)
    assert times_within([first, between, date(2026, 3, 31)], MISSING.window, MISSING.times) is not None
    assert times_within([first, between, date(2026, 4, 1)], MISSING.window, MISSING.times) is None


def test_the_window_moves_along_and_the_earliest_three_are_told():
    days = [date(2026, month, 1) for month in (6, 5, 4, 1)]
    assert times_within(days, MISSING.window, 3) == (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
    assert times_within(days, MISSING.window, 5) is None


def test_a_day_is_the_day_in_london():
    late = datetime(2026, 3, 31, 23, 30, tzinfo=LONDON)
    assert times_within([date(2026, 1, 1), late, late], MISSING.window, 3)[-1] == date(2026, 3, 31)


def test_nights_of_short_breaks_are_added_up_over_any_twelve_months():
    stays = [
        (date(2025, 1, 3), date(2025, 1, 20)),
        (date(2025, 12, 1), date(2025, 12, 18)),
        (date(2026, 1, 2), date(2026, 1, 19)),
    ]
    assert most_within(stays, NIGHTS.window) == Most(35, date(2025, 1, 3), date(2026, 1, 2))
    assert last_day_of(NIGHTS.window, date(2025, 1, 3)) == date(2026, 1, 2)


def test_a_night_that_is_in_two_stays_counts_once():
    stays = [(date(2026, 1, 1), date(2026, 1, 5)), (date(2026, 1, 3), date(2026, 1, 6))]
    assert most_within(stays, NIGHTS.window).amount == 5
    assert most_within([], NIGHTS.window) is None


def test_hours_locked_up_add_up_over_twenty_eight_days_and_the_change_of_the_clocks():
    stays = [
        (datetime(2026, 3, 1, 20, tzinfo=LONDON), datetime(2026, 3, 2, 8, tzinfo=LONDON)),
        (datetime(2026, 3, 28, 12, tzinfo=LONDON), datetime(2026, 3, 29, 12, tzinfo=LONDON)),
    ]
    assert most_within(stays, LOCKED.window) == Most(31, date(2026, 3, 2), date(2026, 3, 29))
    assert most_within(stays[1:], LOCKED.window).amount == 23


def test_only_what_is_counted_in_a_period_has_a_window():
    assert get("CLK-S47-001").window is None
