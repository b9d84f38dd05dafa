"""Drift, agreement and change are those counted by hand."""

from decimal import Decimal

import pytest

from ..comparing import Pair, agreement, chosen_by, compare, drift, paired_change
from ..library import Library
from ..scoring import Given


@pytest.fixture
def compact():
    """Return the compact."""
    return Library().load("section11-compact", "2026.1")


@pytest.fixture
def quality():
    """Return the scale of a case audit."""
    return Library().load("caseaudit-neglect", "2026.1").scales["quality"]


VISITED = (
    "met-met met-partly partly-partly met-met met-not_met! met-met partly-met met-met not_met-not_met met-partly! "
    "met-not_applicable not_applicable-not_applicable partly-not_met met-partly"
)


def pairs(words):
    """Return pairs written as ``met-partly``, critical ones with an exclamation mark."""
    split = [(each.rstrip("!").partition("-"), each.endswith("!")) for each in words.split()]
    return [Pair(str(number), first, second, mark) for number, ((first, _, second), mark) in enumerate(split, 1)]


def test_a_visit_finds_how_far_a_return_graded_itself_too_high(compact):
    found = drift(compact.scales["compliance"], pairs(VISITED))
    assert (found.looked_at, found.same, found.over_by_one, found.over_by_more, found.under) == (12, 6, 4, 1, 1)
    assert (found.total, found.mean, str(found.over)) == (5, Decimal("0.42"), "42% (5 of 12)")
    assert [pair.key for pair in found.listed] == ["11", "12"]
    assert found.is_over_graded


def test_a_critical_grade_too_high_by_one_alone_names_nobody(compact):
    assert not drift(compact.scales["compliance"], pairs("met-partly! met-met met-met met-met")).is_over_graded
    assert drift(compact.scales["compliance"], pairs("met-not_met! met-met met-met met-met")).is_over_graded
    assert drift(compact.scales["compliance"], []).mean is None


def test_two_readers_agree_as_far_as_was_counted_by_hand(quality):
    both = (
        "good-good good-good good-good good-good good-good adequate-adequate adequate-adequate adequate-adequate "
        "adequate-adequate adequate-adequate inadequate-inadequate inadequate-inadequate good-adequate good-adequate "
        "good-adequate adequate-good adequate-inadequate adequate-inadequate adequate-inadequate good-inadequate "
        "not_applicable-not_applicable no_evidence-inadequate"
    )
    found = agreement(quality, pairs(both))
    assert (found.exact.counts, found.exact.percent, found.near.counts) == ("12 of 20", 60, "19 of 20")
    assert (found.kappa, found.weighted) == (Decimal("0.39"), Decimal("0.45"))
    assert [pair.first for pair in found.one_sided] == ["no_evidence"]


def test_kappa_is_not_defined_where_both_used_one_grade_throughout(quality):
    found = agreement(quality, pairs("good-good good-good"))
    assert (found.exact.counts, found.kappa, found.weighted) == ("2 of 2", None, None)
    assert agreement(quality, []).kappa is None


def test_change_is_of_those_who_answered_both_and_everybody_is_another_table(compact):
    before = {"oak": {"lead.time": Given("partly")}, "elm": {"lead.time": Given("met")}}
    after = {"oak": {"lead.time": Given("met")}, "ash": {"lead.time": Given("not_met")}}
    found = next(each for each in compare(compact, before, compact, after) if each.question.key == "lead.time")
    assert (found.up, found.same, found.down) == (1, 0, 0)
    assert found.both == ({"partly": 1}, {"met": 1})
    assert found.all == ({"partly": 1, "met": 1}, {"met": 1, "not_met": 1})


def test_a_question_that_was_not_asked_before_is_not_compared(compact):
    profile = Library().load("neglect-profile", "2026.1")
    assert {each.why_not for each in compare(profile, {}, compact, {})} == {"it was not asked before"}


def test_confidence_changes_by_the_pairs_of_one_booking():
    scale = Library().load("training-evaluation", "2026.1").scales["one_to_five"]
    before, after = ({str(number): code for number, code in enumerate(codes)} for codes in ("23243123", "44445324"))
    found = paired_change(scale, before, after)
    assert (found.pairs, found.mean_before, found.mean_after, found.mean) == (
        8,
        Decimal("2.5"),
        Decimal("3.75"),
        Decimal("1.25"),
    )
    assert (found.up, found.same, found.down, found.unpaired) == (6, 2, 0, 0)
    later = {booking: code for booking, code in zip("012345 6", "43 444 3", strict=True) if code != " "}
    found = paired_change(scale, before, later)
    assert (found.pairs, found.mean, found.up, found.same, found.down) == (6, Decimal("1.17"), 4, 2, 0)
    assert found.unpaired == 2


def test_people_who_chose_several_answers_add_to_more_than_all():
    found = chosen_by([Given("time manager"), Given("time"), Given()])
    assert {code: share.counts for code, share in found.items()} == {"manager": "1 of 2", "time": "2 of 2"}
