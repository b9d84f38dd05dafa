"""What an agency gives is a figure or a reason, and a strange one is asked about."""

from decimal import Decimal

import pytest

from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.entries import Entry, NoGoodFigure, combined, entry, outlier

COUNT = Indicator("CP1", "Enquiries", "", "", "count")
SHARE = Indicator("LAC7", "Visits", "", "", "percent")


def test_a_number_a_share_and_a_reason():
    assert entry(COUNT, value=" 42 ").number == 42
    assert entry(SHARE, numerator="1", denominator="3").number == Decimal("33.33333333")
    assert entry(SHARE, numerator="0", denominator="0").missing == "nothing_to_count"
    assert entry(COUNT, missing="not_answered").missing == "not_answered"


@pytest.mark.parametrize(
    ("indicator", "given", "words"),
    [
        (COUNT, {}, "enter the number"),
        (COUNT, {"value": "about 40"}, "whole number"),
        (COUNT, {"value": "-4"}, "whole number"),
        (COUNT, {"value": "4.5"}, "whole number"),
        (COUNT, {"value": "=4"}, "whole number"),
        (COUNT, {"value": "123456789"}, "whole number"),
        (COUNT, {"value": "4", "missing": "not_answered"}, "not both"),
        (COUNT, {"missing": "lost"}, "not both"),
        (SHARE, {"value": "50"}, "enter the numerator"),
        (SHARE, {"numerator": "5", "denominator": "4"}, "more than the denominator"),
    ],
)
def test_what_cannot_be_a_figure_is_refused_in_words(indicator, given, words):
    with pytest.raises(NoGoodFigure, match=words):
        entry(indicator, **given)


def numbers(*given):
    return [Decimal(each) for each in given]


def test_a_figure_far_from_those_before_is_an_outlier():
    assert not outlier(Decimal(40), [], "count")
    assert not outlier(Decimal(40), numbers(38), "count")
    assert outlier(Decimal(90), numbers(38), "count") == "90 lies outside 19 to 76, which figures before lead to expect"
    assert not outlier(Decimal(5), numbers(1), "count")
    steady = numbers(40, 42, 40, 42, 40, 42, 40, 42)
    assert outlier(Decimal(50), steady, "count")
    assert not outlier(Decimal(45), steady, "count")
    assert not outlier(None, steady, "count")


def test_agencies_together_give_the_figure_of_the_area():
    parts = [Entry("X", Decimal(1), Decimal(4), Decimal(25)), Entry("X", Decimal(3), Decimal(4), Decimal(75))]
    assert combined(parts, "percent").number == 50
    assert (
        combined([Entry("X", Decimal(2), None, Decimal(2)), Entry("X", Decimal(3), None, Decimal(3))], "count").number
        == 5
    )
    assert combined([*parts, Entry("X", missing="not_answered")], "percent").missing == "not_answered"
    assert combined([Entry("X", missing="nothing_to_count")], "count").missing == "nothing_to_count"
