"""The arithmetic of the sheet: worked cases, and what holds for any figures."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbourlight.foundations.measures import arithmetic
from harbourlight.foundations.measures.arithmetic import Change, average, change, derive, maximum, printed, quality

with Path(__file__).with_name("changes.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))
FIGURES = st.one_of(st.none(), st.decimals(0, 99999, places=1))
POSITIVE = st.decimals(Decimal("0.1"), 99999, places=1)


def number(text):
    return Decimal(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_change_prints_as_worked_by_hand(case):
    found = change(number(case["now"]), number(case["before"]))
    assert (str(found), found.arrow) == (case["printed"], case["arrow"])


@given(POSITIVE, st.decimals(0, 99999, places=1))
def test_a_change_is_the_exact_fraction_rounded_half_away_from_zero(before, now):
    exact = (Fraction(now) - Fraction(before)) * 100 / Fraction(before)
    found = change(now, before).percent
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(FIGURES, FIGURES)
def test_an_arrow_follows_the_rounded_change(now, before):
    found = change(now, before)
    expected = "" if found.percent is None else "↑" if found.percent >= 10 else "↓" if found.percent <= -10 else "→"
    assert found.arrow == expected
    assert (str(found) == "") == (now is None or before is None)


@given(st.lists(FIGURES, min_size=12, max_size=12))
def test_average_and_maximum_are_of_the_values_present(twelve):
    present = [each for each in twelve if each is not None]
    if not present:
        assert average(twelve) is None
        assert maximum(twelve) is None
        return
    exact = sum(map(Fraction, present)) / len(present)
    assert abs(Fraction(average(twelve)) - exact) < Fraction(1, 10**40)
    assert maximum(twelve) == max(present)
    assert min(present) <= average(twelve).quantize(Decimal("0.1"), ROUND_HALF_UP) <= max(present)


@given(st.lists(FIGURES, min_size=13, max_size=13))
def test_the_same_month_a_year_before_is_compared_and_not_averaged(thirteen):
    found = derive(thirteen)
    assert found.prev_year == change(thirteen[-1], thirteen[0])
    assert found.prev_month == change(thirteen[-1], thirteen[-2])
    assert derive([None, *thirteen[1:]]).average == found.average
    assert derive([None, *thirteen[1:]]).maximum == found.maximum


@pytest.mark.parametrize(
    ("figure", "unit", "text"),
    [
        ("1438.5", "count", "1439"),
        ("17.35", "percent", "17.4%"),
        ("17.34", "percent", "17.3%"),
        ("100", "percent", "100.0%"),
        ("48.5", "rate_per_10000", "49"),
        ("0", "count", "0"),
        ("-0.4", "count", "0"),
    ],
)
def test_counts_and_rates_print_whole_and_percentages_with_one_decimal(figure, unit, text):
    assert printed(Decimal(figure), unit) == text
    assert printed(None, unit) == ""


def test_thirteen_months_are_asked_for():
    with pytest.raises(ValueError, match="thirteen"):
        derive([None] * 12)


@pytest.mark.parametrize(
    ("percent", "good", "word"),
    [
        (12, "up", "positive"),
        (12, "down", "negative"),
        (-12, "up", "negative"),
        (-12, "down", "positive"),
        (9, "up", "similar"),
        (-9, "down", "similar"),
        (50, "", ""),
        (None, "up", ""),
    ],
)
def test_quality_is_the_movement_against_the_good_direction(percent, good, word):
    assert quality(Change(percent), good) == word


def test_a_share_of_nothing_is_no_share():
    assert arithmetic.share(Decimal(3), Decimal(0), "percent") is None
    assert arithmetic.share(None, Decimal(5), "percent") is None
    assert arithmetic.share(Decimal(1), Decimal(8), "percent") == Decimal("12.5")
    assert arithmetic.share(Decimal(5), Decimal(10000), "rate_per_10000") == Decimal(5)
