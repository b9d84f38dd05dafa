"""The clocks of a record follow its facts: in any order, after corrections, and to the day."""

from datetime import date

import pytest

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.chains import has_passed, moments_of
from harbourlight.foundations.pathways.pages import correct
from harbourlight.foundations.pathways.steps import Chain, Pathway, StepNotAllowed
from harbourlight.practice.privatefostering import actions
from harbourlight.practice.privatefostering.pathway import ARRANGEMENT
from harbourlight.practice.privatefostering.tests.factories import NOT_SEEN, at, visited

from .factories import describe, rows_of

pytestmark = pytest.mark.django_db
FIRST, FIRST_YEAR, LATER, YEARLY = "CLK-PFO-002", "CLK-PFO-003", "CLK-PFO-004", "CLK-PFO-008"


def put_right(arrangement, to, cast, on="2025-01-30"):
    """Correct the day on which the council came to know."""
    arrangement.refresh_from_db()
    return correct(
        ARRANGEMENT, ARRANGEMENT.step("correct_known_on"), arrangement, to=date.fromisoformat(to), reason="Misread",
        by=cast.colleague, at=at(on), version=arrangement.version,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("visit", "follower"), [("2026-01-19", FIRST_YEAR), ("2026-01-20", LATER), ("2026-01-21", LATER)]
)
def test_a_follower_with_until_runs_until_the_day_before_the_anniversary(cast, arrangement, visit, follower):
    visited(cast, arrangement, visit)
    found = [clock for clock in (FIRST_YEAR, LATER) if rows_of(arrangement, clock, met_at=None)]
    assert found == [follower]


@pytest.mark.parametrize(
    ("begun", "moment", "passed"),
    [("2024-02-29", "2025-02-28", True), ("2024-02-29", "2025-02-27", False), ("2025-01-20", "2026-01-19", False)],
)
def test_a_year_ends_on_its_anniversary_and_after_a_leap_day_on_the_last_of_february(begun, moment, passed):
    assert has_passed("1 year", at(begun), at(moment)) is passed


def links_with(arrangement, *clocks):
    """Return (clock, day of its start) of every deadline that chains would give an arrangement."""
    body = Pathway(name="tried", states=ARRANGEMENT.states, clocks=clocks, facts=ARRANGEMENT.facts)
    return [(each.clock, f"{each.started:%Y-%m-%d}") for each in chains.links_of(body, arrangement)]


def test_a_follower_that_does_not_hold_leaves_the_place_to_the_next(cast, arrangement):
    visited(cast, arrangement, "2025-01-29")
    planned_only = Chain(FIRST_YEAR, where="was_planned")
    first = Chain(FIRST, counts_from="known_on", met_by="visits.seen", then=(planned_only, Chain(LATER)))
    assert links_with(arrangement, first) == [(FIRST, "2025-01-20"), (LATER, "2025-01-29")]


def test_a_chain_that_begins_often_begins_until_its_end(cast, arrangement):
    for day in ("2025-01-29", "2026-01-28", "2026-01-29"):
        visited(cast, arrangement, day)
    a_year = Chain(LATER, counts_from="visits.seen", until="1 year")
    assert links_with(arrangement, a_year) == [(LATER, "2025-01-29"), (LATER, "2026-01-28")]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"until": "1 year", "then": (Chain(LATER),)}, "begins once"),
        ({"then": (Chain(LATER, met_by="visits.made"),)}, "as that one is"),
        ({"then": (Chain(LATER, then=(Chain(FIRST),)),)}, "as that one is"),
    ],
)
def test_a_chain_that_says_what_nobody_reads_is_refused(more, words):
    with pytest.raises(ValueError, match=words):
        Chain(FIRST, counts_from="known_on", **more)


def test_without_until_nothing_passes():
    assert not has_passed("", at("2020-01-01"), at("2026-01-01"))


def test_facts_are_moments_or_days_one_or_many_and_a_day_stands_for_its_noon():
    assert moments_of(None) == []
    assert moments_of(date(2025, 7, 1)) == [at("2025-07-01")]
    assert moments_of([at("2025-07-02"), None, date(2025, 7, 1)]) == [at("2025-07-01"), at("2025-07-02")]


def test_two_deadlines_of_one_clock_that_begin_at_once_stay_two(cast, arrangement):
    visited(cast, arrangement, "2025-01-20")  # at noon, from which the first of them counts
    for day in ("2025-01-21", "2025-01-22"):
        describe(arrangement, cast.colleague, day)
    met = [bool(row.met_at) for row in rows_of(arrangement, FIRST_YEAR)]
    assert sorted(met) == [False, True]


def test_a_row_that_still_fits_stays_the_same_row(cast, arrangement):
    before = rows_of(arrangement, FIRST)[0].pk
    describe(arrangement, cast.colleague)
    assert [row.pk for row in rows_of(arrangement, FIRST)] == [before]


def test_a_visit_before_the_start_meets_nothing(cast, arrangement):
    visited(cast, arrangement, "2025-01-17")
    assert rows_of(arrangement, FIRST)[0].met_at is None


def test_a_visit_at_which_the_child_was_not_seen_meets_nothing(cast, arrangement):
    visited(cast, arrangement, "2025-01-24", NOT_SEEN)
    assert rows_of(arrangement, FIRST)[0].met_at is None


def test_a_corrected_start_cancels_what_counted_from_the_old_one_and_keeps_why(cast, arrangement):
    visited(cast, arrangement, "2025-01-29")
    put_right(arrangement, "2025-01-17", cast)
    old, new = rows_of(arrangement, FIRST, cancelled_at__isnull=False), rows_of(arrangement, FIRST, cancelled_at=None)
    assert [(row.cancel_reason, row.met_at) for row in old] == [
        ("The day the council knew corrected: it was recorded as 20/01/2025. Misread", None)
    ]
    assert [(str(row.due_on), str(row.met_at.date())) for row in new] == [("2025-01-28", "2025-01-29")]


def test_what_was_cancelled_stays_cancelled_when_a_date_is_corrected_back(cast, arrangement):
    put_right(arrangement, "2025-01-17", cast)
    put_right(arrangement, "2025-01-20", cast)
    standing = [row for row in rows_of(arrangement, FIRST) if row.cancelled_at is None]
    assert [str(row.started_at.date()) for row in standing] == ["2025-01-20"]
    assert len(rows_of(arrangement, FIRST)) == 3


@pytest.mark.parametrize(("to", "words"), [("2025-02-01", "future"), ("2012-10-09", "was born on 10 October 2012")])
def test_no_date_is_corrected_to_a_day_to_come_or_before_the_birth(cast, arrangement, to, words):
    with pytest.raises(StepNotAllowed, match=words):
        put_right(arrangement, to, cast)
    assert [str(row.started_at.date()) for row in rows_of(arrangement, FIRST)] == ["2025-01-20"]


def test_the_end_cancels_what_runs_and_keeps_what_was_met(cast, arrangement):
    visited(cast, arrangement, "2025-01-29")
    actions.end(
        arrangement=arrangement, ending="returned", ended_at=at("2025-02-03"), end_told_at=at("2025-02-04"),
        note="Home", by=cast.colleague, at=at("2025-02-05"),
    )  # fmt: skip
    assert rows_of(arrangement, FIRST)[0].met_at is not None
    assert {row.cancel_reason for row in rows_of(arrangement, YEARLY)} == {"Home"}


def test_the_clocks_stand_on_the_worklists_of_whoever_works_on_the_record_now(cast, arrangement):
    assert {row.owner for row in rows_of(arrangement, FIRST)} == {None}
    actions.allocate(arrangement=arrangement, worker=cast.colleague, by=cast.colleague, at=at("2025-01-21"))
    assert {(row.team, row.owner) for row in rows_of(arrangement, FIRST)} == {(cast.social_work, cast.colleague)}
