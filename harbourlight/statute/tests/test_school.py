"""School days are counted by the terms that are handed in, and by nothing else."""

from datetime import date, datetime, time, timedelta

import pytest

from harbourlight.statute import counting
from harbourlight.statute.arithmetic import Limit, ends
from harbourlight.statute.clocks import LONDON
from harbourlight.statute.errors import BadTerms, OutsideCalendar, UnusableMoment
from harbourlight.statute.local_limits import local_limit
from harbourlight.statute.school import SchoolCalendar, Term

OPENS = time(8, 45)
HALF_TERM = frozenset(date(2026, 10, 26) + timedelta(days=number) for number in range(5))
TRAINING_DAY = date(2027, 1, 4)
ASHDOWN = SchoolCalendar(
    (
        Term(date(2027, 1, 4), date(2027, 3, 25), frozenset({TRAINING_DAY}), OPENS),
        Term(date(2026, 9, 2), date(2026, 12, 18), HALF_TERM, OPENS),
        Term(date(2027, 4, 12), date(2027, 7, 21), frozenset(), OPENS),
    )
)


def _at(day, hour, minute=0):
    """A moment in London."""
    return datetime.combine(day, time(hour, minute), LONDON)


@pytest.mark.parametrize(
    ("first_absent", "due"),
    [
        (date(2026, 9, 7), date(2026, 9, 18)),  # a plain fortnight of school, the first day being day 1
        (date(2026, 9, 8), date(2026, 9, 21)),
        (date(2026, 10, 19), date(2026, 11, 6)),  # half term between
        (date(2026, 12, 14), date(2027, 1, 11)),  # Christmas, and the training day after it
        (date(2027, 3, 22), date(2027, 4, 19)),  # Easter
        (date(2027, 4, 26), date(2027, 5, 10)),  # the bank holiday of May
        (date(2026, 9, 12), date(2026, 9, 25)),  # noticed on a Saturday: Monday is the first day
    ],
)
def test_ten_school_days_of_absence_are_counted_with_the_first(first_absent, due):
    assert ends(local_limit("CLK-CME-001").as_limit, first_absent, school=ASHDOWN).due == due


def test_five_school_days_after_a_new_pupil_begin_on_the_day_after():
    limit = local_limit("CLK-CME-003").as_limit
    added = [date(2026, 10, day) for day in (19, 20, 21)]
    told = [ends(limit, day, school=ASHDOWN).due for day in added]
    assert told == [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)]


def test_the_answer_says_why_days_did_not_count():
    answer = ends(Limit(number=1, unit="school_days"), date(2026, 10, 23), school=ASHDOWN)
    assert answer.counted == (date(2026, 11, 2),)
    assert answer.skipped[0] == (date(2026, 10, 24), "Saturday")
    assert answer.skipped[2] == (date(2026, 10, 26), "School closed")
    holiday = ends(Limit(number=1, unit="school_days"), date(2026, 12, 18), school=ASHDOWN)
    assert holiday.due == date(2027, 1, 5)
    assert {why for _, why in holiday.skipped} == {"School holiday", "School closed"}


def test_school_days_count_back_too():
    assert counting.after(-3, "school_days", date(2027, 1, 6), school=ASHDOWN) == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("told", "opens"),
    [
        (_at(date(2026, 11, 10), 23, 40), date(2026, 11, 11)),  # late on a school night
        (_at(date(2026, 11, 11), 8, 44), date(2026, 11, 11)),  # a minute before
        (_at(date(2026, 11, 11), 8, 45), date(2026, 11, 12)),  # open already
        (_at(date(2026, 11, 13), 9), date(2026, 11, 16)),  # over a weekend
        (_at(date(2026, 12, 19), 22, 15), date(2027, 1, 5)),  # Christmas, and a training day without pupils
        (_at(date(2027, 3, 26), 1), date(2027, 4, 12)),  # Easter
    ],
)
def test_a_school_is_told_before_it_next_opens(told, opens):
    limit = local_limit("CLK-DAB-002").as_limit
    assert ends(limit, told, school=ASHDOWN).due == _at(opens, 8, 45)


def test_a_school_that_opens_at_another_hour_in_summer_says_so():
    summer = Term(date(2027, 4, 12), date(2027, 7, 21), opens_at=time(8, 30))
    school = SchoolCalendar((Term(date(2027, 1, 4), date(2027, 3, 25), opens_at=OPENS), summer))
    assert school.opening_after(_at(date(2027, 3, 25), 12)) == _at(date(2027, 4, 12), 8, 30)


@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2027, 7, 22)])
def test_no_day_outside_the_known_terms_is_guessed(day):
    with pytest.raises(OutsideCalendar, match="the term dates"):
        counting.after(1, "school_days", day, school=ASHDOWN)


def test_school_days_need_terms_and_openings_a_time():
    with pytest.raises(BadTerms, match="needs the terms"):
        counting.after(1, "school_days", date(2026, 9, 7))
    with pytest.raises(BadTerms, match="nobody said when"):
        SchoolCalendar((Term(date(2026, 9, 2), date(2026, 12, 18)),)).opening_after(_at(date(2026, 9, 7), 7))
    with pytest.raises(UnusableMoment):
        ends(Limit(number=1, unit="school_openings"), date(2026, 9, 7), school=ASHDOWN)


@pytest.mark.parametrize(
    "terms",
    [
        (),
        (Term(date(2026, 12, 18), date(2026, 9, 2)),),
        (Term(date(2026, 9, 2), date(2026, 12, 18)), Term(date(2026, 12, 18), date(2027, 3, 25))),
        (Term(date(2026, 9, 2), date(2026, 12, 18)), Term(date(2027, 4, 12), date(2027, 7, 21))),  # spring is missing
    ],
)
def test_terms_that_cannot_be_counted_by_are_refused(terms):
    with pytest.raises(BadTerms):
        SchoolCalendar(terms)
