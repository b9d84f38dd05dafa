"""What chance explains is not read as news, and what it does not explain stands out."""

import re
from datetime import date
from decimal import Decimal
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from harbourlight.foundations.measures.charts import Series, funnel_picture, trend, trend_words
from harbourlight.foundations.measures.limits import (
    ABOVE,
    BELOW,
    FALLING,
    LONG_ABOVE,
    LONG_BELOW,
    RISING,
    funnel,
    limits_of,
)
from harbourlight.foundations.measures.months import Month

OCTOBER = Month(date(2018, 10, 1))


def xmr(series, breaks=()):
    """Return the limits of a series that is neither rare nor a share."""
    return limits_of(series, "rate_per_10000", breaks)


def numbers(text):
    return [None if word == "-" else Decimal(word) for word in text.split()]


def test_the_limits_are_those_of_the_textbook():
    """Average 10, moving ranges 2 throughout: 10 ± 2.66 × 2."""
    stretch = xmr(numbers("9 11 9 11 9 11 9 11")).stretches[0]
    assert (stretch.mean, stretch.lower, stretch.upper) == (10, Decimal("4.68"), Decimal("15.32"))


def test_an_outlier_does_not_widen_the_limits_that_show_it():
    found = xmr(numbers("9 14 9 14 9 14 9 14 40 9 14 9 14"))
    assert found.signals == {8: [ABOVE]}
    assert found.words(8) == ["higher than chance explains"]


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("20 22 20 22 20 22 20 22 1 20 22 20 22", 8, BELOW),
        ("9 8 9 8 9 8 9 8 12 11 12 11 12 11 12 11", 15, LONG_ABOVE),
        ("9 8 9 8 9 8 9 8 12 11 12 11 12 11 12 11", 0, LONG_BELOW),
        ("10 11 9 10 1 2 3 4 5 6 9 11", 4, RISING),
        ("10 9 11 9 10 9 8 7 6 5 11 9", 9, FALLING),
    ],
)
def test_each_rule_finds_what_it_is_there_for(text, place, name):
    assert name in xmr(numbers(text)).signals[place]


@pytest.mark.parametrize("text", ["9 11 9 11 9 11 9 11 9", "5 5 5 5 5 5 5 5 5", "0 0 0 0 0 0 0 0 0"])
def test_noise_is_no_news(text):
    assert not xmr(numbers(text)).signals


def drawn(chance, mean):
    """Return how many things happen in a month by chance alone."""
    number, left = 0, chance.expovariate(mean)
    while left < 1:
        number, left = number + 1, left + chance.expovariate(mean)
    return Decimal(number)


@pytest.mark.parametrize("mean", [0.1, 0.3, 1, 3])
def test_chance_among_few_is_seldom_flagged(mean):
    """Of 500 series of 24 months that nothing but chance moves."""
    chance = Random(f"few {mean}")
    series = [[drawn(chance, mean) for _ in range(24)] for _ in range(500)]
    assert sum(bool(limits_of(each, "count").signals) for each in series) <= 25


def test_a_leap_among_few_is_found():
    assert limits_of(numbers("0 1 0 2 1 0 1 0 1 0 1 9"), "count").signals == {11: [ABOVE]}


@pytest.mark.parametrize(
    ("text", "unit"), [("0 0 1 0 0 0 0 0 1 0 0 1", "count"), ("0 0 12.5 0 0 0 0 50 0", "percent")]
)  # fmt: skip
def test_too_few_are_not_judged(text, unit):
    found = limits_of(numbers(text), unit)
    assert found.stretches[0].has_too_few
    assert not found.signals
    words = trend_words(Series("M4", unit, months(len(numbers(text))), numbers(text), found))
    assert "too few to judge" in words


def test_no_screening_removes_every_change():
    """Mostly the same rate: without its changes there would be no width left, and every month would stand out."""
    assert xmr(numbers("5 5 5 5 6 5 5 5 5 5 5 5 5")).signals == {4: [ABOVE]}


def test_seven_figures_give_no_limits_and_eight_do():
    assert xmr(numbers("1 9 1 9 1 9 99")).stretches[0].mean is None
    assert not xmr(numbers("1 9 1 9 1 9 99")).signals
    assert xmr(numbers("1 9 1 9 1 9 1 9")).stretches[0].mean == 5


def test_a_changed_method_begins_new_limits():
    found = xmr(numbers("9 11 9 11 9 11 9 11 49 51 49 51 49 51 49 51"), breaks=[8])
    assert [(each.first, each.last, each.mean) for each in found.stretches] == [(0, 7, 10), (8, 15, 50)]
    assert not found.signals
    assert xmr(numbers("9 11 9 11 9 11 9 11 49 51 49 51 49 51 49 51")).signals


def test_a_gap_ends_a_run():
    assert RISING in xmr(numbers("5 1 2 3 4 5 6 2 5 3")).signals[3]
    assert not any(RISING in names for names in xmr(numbers("5 1 2 3 - 4 5 6 2 5 3")).signals.values())


@given(some.lists(some.none() | some.decimals(0, 100, places=1), min_size=1, max_size=40))
def test_limits_of_a_percentage_stay_between_nought_and_a_hundred(series):
    for stretch in limits_of(series, "percent").stretches:
        if stretch.mean is not None:
            assert 0 <= stretch.lower <= stretch.mean <= stretch.upper <= 100


def areas(*parts):
    return [(name, Decimal(top), Decimal(bottom)) for name, top, bottom in parts]


def test_a_funnel_tells_a_large_difference_from_a_small_area():
    found = funnel(areas(("Big", 500, 1000), ("Far", 300, 1000), ("Small", 29, 60), ("Tiny", 1, 4)), "percent")
    assert {spot.name: spot.signal for spot in found.spots} == {"Big": ABOVE, "Far": BELOW, "Small": "", "Tiny": ""}
    assert [spot.words for spot in found.spots][-1] == "too few to judge"
    assert found.limits(Decimal(1000))[1] < found.limits(Decimal(100))[1]


def test_a_funnel_of_nothing_is_none():
    assert funnel(areas(("Empty", 0, 0)), "percent") is None


def months(number):
    return OCTOBER.last_of(number)


def test_a_chart_is_a_picture_with_its_words_and_no_style_or_script():
    series = numbers("9 14 9 14 9 14 9 14 40 9 14 - 49")
    made = Series(
        "M1 <&> \"x\"", "count", months(13), series, xmr(series, [12]), {12: "Another way"}, {"England": Decimal(12)}
    )  # fmt: skip
    picture = trend(made)
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    for words in ("from 9 in October 2017 to 49 in October 2018", "England 12", "9 of 12 months stand out", "break in"):
        assert words in root.get("aria-label")
    assert trend_words(made) == root.get("aria-label")
    assert not re.search(r"style=|<script|<style|onload", picture)
    assert picture.count("<polygon") == 9
    colours = set(re.findall(r"#[0-9a-f]{6}", picture))
    assert all(
        colour[1:3] == colour[3:5] == colour[5:7] or colour in {"#0b0c0c", "#505a5f", "#b1b4b6"} for colour in colours
    )


@given(
    some.lists(some.none() | some.decimals(0, 10**6, places=2), min_size=1, max_size=60),
    some.sampled_from(["count", "percent"]),
)
def test_any_series_can_be_drawn(series, unit):
    picture = trend(Series("Any", unit, months(len(series)), series, xmr(series)))
    root = ElementTree.fromstring(picture)
    for line in root.iter("{http://www.w3.org/2000/svg}polyline"):
        for point in line.get("points").split():
            assert all(-1 <= float(place) <= 721 for place in point.split(","))


def test_a_funnel_is_a_picture_with_its_words():
    found = funnel(areas(("Big", 500, 1000), ("Far", 300, 1000), ("Tiny", 1, 4)), "percent")
    root = ElementTree.fromstring(funnel_picture("M3 by area", found))
    assert "Far 30.0%, lower than chance explains" in root.get("aria-label")
    assert "Tiny 25.0%, too few to judge" in root.get("aria-label")
