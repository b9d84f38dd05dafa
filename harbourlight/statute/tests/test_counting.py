"""An area's own numbers, counted by the statute's calendar, and beside a law only as strictly as it."""

from datetime import date, datetime

import pytest

from harbourlight.statute import clocks, counting
from harbourlight.statute.clocks import LONDON
from harbourlight.statute.errors import NotInForce, UnusableMoment

THURSDAY_BEFORE_EASTER = date(2026, 4, 2)


@pytest.mark.parametrize(
    ("number", "unit", "due"),
    [
        (1, "working_days", date(2026, 4, 7)),  # after Good Friday, a weekend and Easter Monday
        (-1, "working_days", date(2026, 4, 1)),
        (5, "calendar_days", date(2026, 4, 7)),
        (6, "weeks", date(2026, 5, 14)),
        (3, "months", date(2026, 7, 2)),
        (2, "years", date(2028, 4, 2)),
    ],
)
def test_an_areas_own_number_counts_from_the_day_after_its_start(number, unit, due):
    assert counting.after(number, unit, THURSDAY_BEFORE_EASTER) == due


def test_a_month_too_short_ends_on_its_last_day():
    assert counting.after(1, "months", date(2026, 1, 31)) == date(2026, 2, 28)


def test_hours_and_minutes_elapse_through_the_change_of_the_clocks():
    evening = datetime(2026, 3, 28, 23, 30, tzinfo=LONDON)
    assert counting.after(2, "hours", evening) == datetime(2026, 3, 29, 2, 30, tzinfo=LONDON)
    assert counting.after(15, "minutes", evening) == datetime(2026, 3, 28, 23, 45, tzinfo=LONDON)


def test_hours_need_the_time_of_day():
    with pytest.raises(UnusableMoment):
        counting.after(2, "hours", THURSDAY_BEFORE_EASTER)


def test_a_number_beyond_every_calendar_is_refused():
    with pytest.raises(UnusableMoment):
        counting.after(9000, "years", THURSDAY_BEFORE_EASTER)


def test_a_number_beside_a_law_counts_as_the_law_does():
    """A report to a conference is due so many working days before it."""
    law = next(clock for clock in clocks.all_clocks() if clock.direction == "back" and clock.unit == "working_days")
    day = max(law.effective_from or THURSDAY_BEFORE_EASTER, THURSDAY_BEFORE_EASTER)
    assert counting.beside(law.id, 9, "working_days", day).due < day


def test_a_number_beside_a_law_that_had_not_begun_is_refused():
    law = next(clock for clock in clocks.all_clocks() if clock.effective_from and clock.number)
    with pytest.raises(NotInForce):
        counting.beside(law.id, 1, "calendar_days", date(2010, 1, 4))


@pytest.mark.parametrize(
    ("number", "unit", "is_looser"),
    [
        (44, "working_days", False),
        (45, "working_days", False),
        (46, "working_days", True),
        (1, "weeks", False),
        (3, "months", True),
        (24, "hours", False),
    ],
)
def test_an_area_may_tighten_the_45_days_of_an_assessment_and_never_loosen_them(number, unit, is_looser):
    assert counting.loosens(ASSESSMENT, number, unit, date(2026, 9, 1)) is is_looser


ASSESSMENT = next(clock.rule for clock in clocks.all_clocks() if clock.number == 45 and clock.runs_as_alarm)


def test_24_hours_are_no_looser_than_one_working_day():
    assert not counting.loosens("CLK-REF-001", 24, "hours", date(2026, 9, 1))
    assert counting.loosens("CLK-REF-001", 3, "calendar_days", date(2026, 9, 1))


def test_beside_a_local_rule_there_is_nothing_to_loosen():
    local = next(clock.id for clock in clocks.all_clocks() if clock.force == "local" and clock.number)
    assert not counting.loosens(local, 500, "calendar_days", date(2026, 9, 1))
