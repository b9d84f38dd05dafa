"""Rules propose with a reason, and stay silent where there is nothing to say."""

from datetime import date
from decimal import Decimal

import pytest

from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.proposing import Story, propose

JUNE = Month(date(2018, 6, 1))


def story(text, *, good="up", unit="percent", breaks=(), **known):
    numbers = [None if word == "-" else Decimal(word) for word in text.split()]
    missing = ["" if number is not None else "not_answered" for number in numbers]
    indicator = Indicator("X", "Visits in time", "", "", unit, good=good)
    return Story(indicator, JUNE.last_of(len(numbers)), numbers, missing, breaks, **known)


def said(one):
    return {(each.kind, each.rule) for each in propose(one)}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (story("90 91 92", target=Decimal(90)), {("positive", "target")}),
        (story("90 89 92", target=Decimal(90)), set()),
        (story("80 89 82", target=Decimal(90)), {("concern", "target")}),
        (story("80 89 82", target=Decimal(90), good="down"), {("positive", "target")}),
        (story("80 - 82", target=Decimal(90)), set()),
        (story("80 80 80", target=Decimal(90), good=""), set()),
        (story("50 52 50 52 50 52 50 52 50 20"), {("concern", "signal")}),
        (story("50 52 50 52 50 52 50 52 50 20", good="down"), {("positive", "signal")}),
        (story("50 52 50 52 50 52 50 52 20 50 52 50"), set()),
        (story("60 60 60 - - - - - - - - - 70 70 70"), {("positive", "year")}),
        (story("60 60 60 - - - - - - - - - 65 65 65"), set()),
        (story("60 60 60 - - - - - - - - - 70 70 70", breaks=[5]), set()),
        (story("2 2 2 - - - - - - - - - 5 5 5", unit="count"), set()),
        (story("70 70 70", compared=("England", Decimal(60))), {("positive", "benchmark")}),
        (story("50 50 50", compared=("England", Decimal(60))), {("concern", "benchmark")}),
        (story("50 60 50", compared=("England", Decimal(60))), set()),
        (story("- - -"), {("concern", "silence")}),
        (story("- - -", good=""), {("concern", "silence")}),
        (story("- - 5"), set()),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_is_there_for(one, expected):
    assert said(one) == expected


def test_a_proposal_says_why():
    found = propose(story("80 89 82", target=Decimal(90)))[0]
    assert found.reason == "The target of 90.0% was missed in each month of the quarter (80.0%, 89.0% and 82.0%)."
    assert found.wording.startswith("Visits in time: the target of 90.0% was missed")


def test_a_month_that_stands_out_is_named():
    found = propose(story("50 52 50 52 50 52 50 52 50 20"))[0]
    assert found.reason == "In June 20.0%, lower than chance explains."
    assert found.wording == "Visits in time: in June 20.0%, lower than chance explains."
