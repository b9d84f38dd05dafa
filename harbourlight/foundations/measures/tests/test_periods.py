"""Quarters and years are added up from the parts of their months, and say which month lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.periods import Held, quarters_to, together, years_to
from harbourlight.foundations.measures.sheet import Reading

JULY = Month(date(2018, 7, 1))
QUARTER = [JULY, JULY.back(-1), JULY.back(-2)]
CONTACTS = Indicator("C", "Contacts", "", "")
REFERRALS = Indicator("R", "Referrals", "", "")
SHARE = Indicator("S", "Share", "", "", unit="percent", numerator_ref="R", denominator_ref="C")
REST = Indicator("N", "The rest", "", "", unit="percent", complement_of="S")
ALONE = Indicator("A", "A share by itself", "", "", unit="percent")
RATE = Indicator("P", "Rate", "", "", unit="rate_per_10000", numerator_ref="R")
OPEN = Indicator("O", "Open", "", "", kind="stock")
INDICATORS = {each.ref: each for each in (CONTACTS, REFERRALS, SHARE, REST, ALONE, RATE, OPEN)}


def held(children=None, **figures):
    """Return what is known: three figures of July to September by reference, None where one lacks."""

    def reading(ref, month):
        number = dict(zip(QUARTER, figures.get(ref, ()), strict=False)).get(month)
        if isinstance(number, tuple):
            top, bottom = map(Decimal, number)
            return Reading(month, top * 100 / bottom if bottom else None, top, bottom,
                           "" if bottom else "nothing_to_count")  # fmt: skip
        return Reading(
            month, None if number is None else Decimal(number), missing="not_asked" if number is None else ""
        )

    return Held(INDICATORS, reading, lambda month: None if children is None else Decimal(children))


def test_counts_are_added():
    assert together(CONTACTS, QUARTER, held(C=(10, 20, 30))).number == 60


def test_a_share_is_made_of_parts_and_is_no_average_of_shares():
    found = together(SHARE, QUARTER, held(S=((1, 2), (0, 98), (0, 0))))
    assert (found.number, found.numerator, found.denominator) == (1, 1, 100)


def test_a_printed_share_takes_its_parts_from_the_rows_it_is_made_of():
    found = together(SHARE, QUARTER, held(S=(33, 50, 10), R=(1, 2, 3), C=(3, 4, 23)))
    assert (found.number, found.numerator, found.denominator) == (20, 6, 30)
    assert together(REST, QUARTER, held(S=(33, 50, 10), R=(1, 2, 3), C=(3, 4, 23))).number == 80


def test_a_printed_share_without_parts_has_no_quarter():
    found = together(ALONE, QUARTER, held(A=(33, 50, 10)))
    assert (found.number, found.lacks, found.missing) == (None, JULY, "no_parts")


def test_a_printed_share_has_no_parts_among_rows_that_were_counted():
    known = held(S=(20, 10, 30), R=(2, 1, 3), C=(10, 10, 10))
    mixed = Held(INDICATORS, lambda ref, month: replace(known.reading(ref, month), source=ref), known.children)
    found = together(SHARE, QUARTER, mixed)
    assert (found.number, found.missing) == (None, "no_parts")


def test_a_rate_has_the_children_once():
    found = together(RATE, QUARTER, held(50_000, P=(2, 4, 6), R=(10, 20, 30)))
    assert (found.number, found.denominator) == (12, 50_000)
    assert together(RATE, QUARTER, held(P=(2, 4, 6), R=(10, 20, 30))).missing == "no_population"


def test_what_stood_is_what_stood_last():
    assert together(OPEN, QUARTER, held(O=(None, 9, 7))).number == 7
    assert together(OPEN, QUARTER, held(O=(9, 9, None))).lacks == QUARTER[-1]


def test_a_month_that_lacks_leaves_no_figure():
    found = together(CONTACTS, QUARTER, held(C=(10, None, 30)))
    assert (found.number, found.lacks, found.missing) == (None, QUARTER[1], "not_asked")


def test_nothing_to_count_in_all_months_is_said():
    found = together(SHARE, QUARTER, held(S=((0, 0), (0, 0), (0, 0))))
    assert (found.number, found.lacks, found.missing) == (None, None, "nothing_to_count")


def test_quarters_and_years_end_by_the_month():
    ends = {month: quarters_to(Month(date(2018, month, 1)), 1)[0][-1] for month in (8, 9, 10, 12)}
    assert [str(ends[month]) for month in ends] == ["2018-06", "2018-09", "2018-09", "2018-12"]
    assert [str(years_to(Month(date(2018, month, 1)), 2)[-1][0]) for month in (2, 3, 4)] == [
        "2016-04", "2017-04", "2017-04",
    ]  # fmt: skip
    assert str(together(CONTACTS, QUARTER, held())) == "July to September 2018"
    assert str(together(CONTACTS, years_to(JULY, 1)[0], held())) == "Year 2017-18"
