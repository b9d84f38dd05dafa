"""The visits of private fostering: seven working days, then six weeks for a year, then twelve, by what was recorded."""

from datetime import date

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.deaths import record_death
from harbourlight.foundations.visits import actions as visiting
from harbourlight.foundations.visits.models import Visit

from .. import actions
from ..models import Arrangement
from .factories import NOT_SEEN, at, child_of, told_of, visited

pytestmark = pytest.mark.django_db
VISITS = (
    "2025-01-29", "2025-03-12", "2025-04-22", "2025-06-03", "2025-07-14", "2025-08-26", "2025-10-06", "2025-11-17",
    "2025-12-29", "2026-01-26", "2026-04-20",
)  # fmt: skip
EXPECTED = [
    ("CLK-PFO-002", "2025-01-20", "2025-01-29", "2025-01-29"),
    ("CLK-PFO-003", "2025-01-20", "2025-03-03", "2025-01-29"),
    ("CLK-PFO-003", "2025-01-29", "2025-03-12", "2025-03-12"),
    ("CLK-PFO-003", "2025-03-12", "2025-04-23", "2025-04-22"),
    ("CLK-PFO-003", "2025-04-22", "2025-06-03", "2025-06-03"),
    ("CLK-PFO-003", "2025-06-03", "2025-07-15", "2025-07-14"),
    ("CLK-PFO-003", "2025-07-14", "2025-08-25", "2025-08-26"),
    ("CLK-PFO-003", "2025-08-26", "2025-10-07", "2025-10-06"),
    ("CLK-PFO-003", "2025-10-06", "2025-11-17", "2025-11-17"),
    ("CLK-PFO-003", "2025-11-17", "2025-12-29", "2025-12-29"),
    ("CLK-PFO-003", "2025-12-29", "2026-02-09", "2026-01-26"),
    ("CLK-PFO-004", "2026-01-26", "2026-04-20", "2026-04-20"),
    ("CLK-PFO-004", "2026-04-20", "2026-07-13", None),
    ("CLK-PFO-008", "2025-01-20", "2026-01-20", "2026-01-19"),
    ("CLK-PFO-008", "2026-01-19", "2027-01-19", None),
]


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))


def rows_of(arrangement):
    """Return the deadlines of an arrangement that stand, as (clock, start, last day, met on)."""
    with as_system("a test reads"):
        rows = Deadline.objects.filter(subject_id=arrangement.pk, cancelled_at=None).order_by("clock", "started_at")
        return [
            (row.clock, str(row.started_at.date()), str(row.due_on), row.met_at and str(row.met_at.date()))
            for row in rows
        ]


def a_year_of(cast, arrangement, days=VISITS):
    """Return the arrangement after its visits and its yearly review."""
    for day in days:
        arrangement = visited(cast, arrangement, day)
    arrangement = actions.check(
        arrangement=arrangement, carer_is="neighbour", started_on=date(2024, 12, 20), is_meant_to_last="yes",
        relation_checked="yes", by=cast.colleague, at=at("2026-01-19"),
    )  # fmt: skip
    with as_system("the senior manager decides, since the team has no manager"):
        arrangement = actions.accept(
            arrangement=arrangement, reasons="Warm and safe", by=cast.senior, at=at("2026-01-19")
        )
    return actions.review(
        arrangement=arrangement, held_on=date(2026, 1, 19), child_said="I want to stay", concluded="Goes on",
        by=cast.colleague, at=at("2026-01-19"),
    )  # fmt: skip


def test_a_year_and_more_of_visits_by_the_rules_of_each_year(cast, arrangement):
    assert rows_of(a_year_of(cast, arrangement)) == EXPECTED


def test_it_is_the_same_in_whatever_order_the_visits_are_recorded(cast, arrangement):
    assert rows_of(a_year_of(cast, arrangement, reversed(VISITS))) == EXPECTED


def test_a_visit_at_which_nobody_was_seen_meets_no_clock(cast, arrangement):
    visited(cast, arrangement, "2025-01-24", NOT_SEEN)
    assert rows_of(arrangement)[0] == ("CLK-PFO-002", "2025-01-20", "2025-01-29", None)


def test_the_day_it_became_known_can_be_corrected_and_the_old_clocks_stay_to_be_read(cast, arrangement):
    from harbourlight.foundations.pathways.pages import correct
    from harbourlight.practice.privatefostering.pathway import ARRANGEMENT

    correct(
        ARRANGEMENT, ARRANGEMENT.step("correct_known_on"), arrangement, to=date(2025, 1, 17),
        reason="The school's letter came on Friday", by=cast.colleague, at=at("2025-01-21"), version=1,
    )  # fmt: skip
    assert rows_of(arrangement)[0] == ("CLK-PFO-002", "2025-01-17", "2025-01-28", None)
    with as_system("a test reads"):
        old = Deadline.objects.get(subject_id=arrangement.pk, clock="CLK-PFO-002", cancelled_at__isnull=False)
    assert "it was recorded as 20/01/2025" in old.cancel_reason


def test_a_corrected_visit_moves_the_clock_from_which_the_next_counts(cast, arrangement):
    visited(cast, arrangement, "2025-01-29")
    with as_system("a test reads"):
        visit = Visit.objects.get()
    visiting.correct(
        visit=visit, happened_at=at("2025-01-28"), reason="Typed wrongly", by=cast.colleague, at=at("2025-01-30"),
        version=1,
    )  # fmt: skip
    assert ("CLK-PFO-003", "2025-01-28", "2025-03-11", None) in rows_of(arrangement)


def test_nothing_runs_after_the_end(cast, arrangement):
    actions.end(
        arrangement=arrangement, ending="returned", ended_at=at("2025-02-03"), end_told_at=at("2025-02-04"),
        note="With the mother", by=cast.colleague, at=at("2025-02-05"),
    )  # fmt: skip
    assert [row for row in rows_of(arrangement) if row[3] is None] == []
    with as_system("a test reads"):
        assert Arrangement.objects.get().state == "ended"


@pytest.mark.parametrize(("told", "met"), [("2025-02-03", "2025-02-07"), ("2025-02-08", "2025-02-08"), (None, None)])
def test_whoever_told_of_the_end_beforehand_is_in_time_and_nothing_runs_on(cast, arrangement, told, met):
    actions.end(
        arrangement=arrangement, ending="returned", ended_at=at("2025-02-07"), end_told_at=told and at(told),
        note="With the mother", by=cast.colleague, at=at("2025-02-10"),
    )  # fmt: skip
    assert [row[3] for row in rows_of(arrangement) if row[0] == "CLK-PFO-006"] == ([met] if met else [])


@pytest.mark.parametrize(("told", "met"), [("2025-01-31", "2025-02-03"), ("2025-02-04", "2025-02-04")])
def test_whoever_told_of_the_start_beforehand_is_in_time(cast, as_user, told, met):
    with as_user(cast.colleague):
        planned = told_of(cast, child_of(cast), started_on=date(2025, 2, 1))
        actions.confirm_start(
            arrangement=planned, moved_in_at=at("2025-02-03"), start_told_at=at(told), by=cast.colleague,
            at=at("2025-02-05"),
        )  # fmt: skip
        assert [row[3] for row in rows_of(planned) if row[0] == "CLK-PFO-005"] == [met]


def test_what_turns_out_to_be_planned_after_a_check_has_its_clock(cast, arrangement):
    actions.check(
        arrangement=arrangement, carer_is="neighbour", started_on=date(2025, 2, 1), is_meant_to_last="yes",
        by=cast.colleague, at=at("2025-01-22"),
    )  # fmt: skip
    actions.confirm_start(
        arrangement=arrangement, moved_in_at=at("2025-02-03"), start_told_at=at("2025-02-04"), by=cast.colleague,
        at=at("2025-02-05"),
    )  # fmt: skip
    assert [row[0] for row in rows_of(arrangement) if row[0] == "CLK-PFO-005"] == ["CLK-PFO-005"]


def test_an_arrangement_ends_with_the_life_of_its_child(cast, as_user):
    with as_user(cast.colleague):
        arrangement = told_of(cast, child_of(cast))
        person = arrangement.person
        died = record_death(
            person=person, died_on=date(2025, 2, 3), told_by="The hospital", by=cast.colleague, at=at("2025-02-05"),
            version=person.version,
        )  # fmt: skip
        arrangement.refresh_from_db()
        assert (arrangement.state, arrangement.ending, died.left) == ("ended", "died", [])
