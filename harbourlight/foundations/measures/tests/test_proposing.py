"""Rules propose with a reason, and stay silent where there is nothing to say."""

from datetime import date
from decimal import Decimal

import pytest

from harbourlight.foundations.measures.arithmetic import share
from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.periods import Whole
from harbourlight.foundations.measures.proposing import Story, propose

JUNE = Month(date(2018, 6, 1))


def quarter(top, bottom, unit="percent"):
    """Return the figure of a quarter from its numerator and denominator."""
    number = Decimal(top) if unit == "count" else share(Decimal(top), Decimal(bottom), unit)
    return Whole(JUNE.last_of(3), number, Decimal(top), None if unit == "count" else Decimal(bottom))


def story(text="80 80 80", *, good="up", unit="percent", breaks=(), now=None, then=None, **known):
    numbers = [None if word == "-" else Decimal(word) for word in text.split()]
    missing = ["" if number is not None else "not_answered" for number in numbers]
    indicator = Indicator("X", "Visits in time", "", "", unit, good=good)
    wholes = [Whole(()) if parts is None else quarter(*parts, unit) for parts in (now, then)]
    return Story(
        indicator, JUNE.last_of(len(numbers)), numbers, missing, breaks, now=wholes[0], then=wholes[1], **known
    )


def said(one):
    return {(each.kind, each.rule) for each in propose(one)}


TEN = "50 52 50 52 50 52 50 52 50 20"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (story(now=(91, 100), target=Decimal(90)), {("positive", "target")}),
        (story(now=(89, 100), target=Decimal(90)), {("concern", "target")}),
        (story(now=(89, 100), target=Decimal(90), good="down"), {("positive", "target")}),
        (story(now=(10, 19), target=Decimal(90)), set()),  # too few children
        (story(target=Decimal(90)), set()),  # nobody knows of how many
        (story(now=(80, 100), target=Decimal(90), good=""), set()),
        (story(now=(60, 0), unit="count", target=Decimal(25)), {("concern", "target")}),  # 20 a month
        (story(TEN), {("concern", "signal")}),
        (story(TEN, good="down"), {("positive", "signal")}),
        (story(TEN, now=(5, 15)), set()),
        (story("50 52 50 52 50 52 50 52 20 50 52 50"), set()),
        (story("5 " * 15, now=(70, 100), then=(60, 100)), {("positive", "year")}),
        (story("5 " * 15, now=(65, 100), then=(60, 100)), set()),
        (story("5 " * 15, now=(70, 100), then=(10, 19)), set()),
        (story("5 " * 15, now=(70, 100), then=(60, 100), breaks=[5]), set()),
        (story("5 " * 15, unit="count", now=(15, 0), then=(6, 0)), set()),
        (story(now=(70, 100), compared=("England", Decimal(60))), {("positive", "benchmark")}),
        (story(now=(50, 100), compared=("England", Decimal(60))), {("concern", "benchmark")}),
        (story(now=(58, 100), compared=("England", Decimal(60))), set()),
        (story("- - -"), {("concern", "silence")}),
        (story("- - -", good=""), {("concern", "silence")}),
        (story("- - 5"), set()),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_is_there_for(one, expected):
    assert said(one) == expected


def test_a_proposal_says_why_with_the_children_it_is_made_of():
    found = propose(story(now=(27, 31), target=Decimal(90)))[0]
    assert found.reason == "The target of 90.0% was missed in the quarter (87.1% (27 of 31))."
    assert found.wording.startswith("Visits in time: the target of 90.0% was missed")


def bands(now, then):
    """Return a row that four shares divide, now and a year before."""
    pairs = [(quarter(one, sum(now)), quarter(other, sum(then))) for one, other in zip(now, then, strict=True)]
    return story(good="", bands=pairs)


@pytest.mark.parametrize(
    ("now", "then", "kind"),
    [
        ((40, 30, 20, 10), (20, 30, 30, 20), "positive"),
        ((20, 30, 30, 20), (40, 30, 20, 10), "concern"),
        ((10, 60, 20, 10), (20, 30, 30, 20), ""),  # fewer very soon, fewer late: not one thing
        ((25, 25, 25, 25), (24, 26, 25, 25), ""),
        ((4, 3, 2, 1), (2, 3, 3, 2), ""),  # too few
    ],
)
def test_bands_are_judged_as_one_distribution(now, then, kind):
    assert said(bands(now, then)) == ({(kind, "distribution")} if kind else set())


def test_a_month_that_stands_out_is_named():
    found = propose(story("50 52 50 52 50 52 50 52 50 20"))[0]
    assert found.reason == "In June 20.0%, lower than chance explains."
    assert found.wording == "Visits in time: in June 20.0%, lower than chance explains."
