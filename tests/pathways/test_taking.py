"""A step is taken whole or not at all, by whoever works on the record, on the version they had before them."""

from datetime import date
from uuid import uuid4

import pytest

from harbourlight.foundations.access.actions import break_glass
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.practice.privatefostering import actions
from harbourlight.practice.privatefostering.pathway import ARRANGEMENT
from harbourlight.practice.privatefostering.tests.factories import at, visited

from .factories import describe, opened_to, seated, steps_of

pytestmark = pytest.mark.django_db


def prohibit(arrangement, by):
    """Take a step that a manager takes."""
    return actions.prohibit(arrangement=arrangement, reasons="Unsafe", by=by, at=at("2025-01-22"))


@pytest.mark.parametrize("basis", ["allocated", "network", "asked", "oversight"])
def test_to_see_the_whole_record_is_not_to_work_on_it(cast, arrangement, as_user, basis):
    opened_to(cast.worker, arrangement, basis)
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="Only somebody who works with the child"):
        describe(arrangement, cast.worker)


def test_whoever_opened_it_in_an_emergency_only_reads(cast, arrangement, as_user, moment):
    with as_user(cast.team_manager):
        break_glass(person_id=arrangement.person_id, reason="Found alone", by=cast.team_manager, at=moment)
        with pytest.raises(StepNotAllowed):
            prohibit(arrangement, cast.team_manager)


@pytest.mark.parametrize(
    ("basis", "until", "may"),
    [
        ("oversight", None, True),
        ("allocated", None, True),
        ("asked", None, False),
        ("network", "2027-01-01", False),
    ],
)
def test_a_manager_of_the_agency_decides_where_the_record_is_open_for_their_work(
    cast, arrangement, as_user, basis, until, may
):
    opened_to(cast.team_manager, arrangement, basis, until and at(until))
    with as_user(cast.team_manager):
        if may:
            assert prohibit(arrangement, cast.team_manager).state == "prohibited"
        else:
            with pytest.raises(StepNotAllowed):
                prohibit(arrangement, cast.team_manager)


def test_a_manager_of_another_agency_does_not_decide(cast, arrangement, as_user):
    cast.team_manager.agency = cast.school
    cast.team_manager.save()
    opened_to(cast.team_manager, arrangement, "oversight")
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed):
        prohibit(arrangement, cast.team_manager)


def test_a_place_in_the_team_ends_with_its_last_day(cast, arrangement, as_user):
    seated(cast.worker, cast.social_work, ended_on=date(2025, 1, 21))
    opened_to(cast.worker, arrangement, "asked")
    with as_user(cast.worker):
        describe(arrangement, cast.worker, "2025-01-21")
        with pytest.raises(StepNotAllowed):
            describe(arrangement, cast.worker, "2025-01-22")


def test_the_role_is_asked_for_as_well_as_the_place(cast, arrangement, as_user):
    seated(cast.bob, cast.social_work)
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="do not have permission"):
        describe(arrangement, cast.bob)


def test_the_step_keeps_the_capacity_and_the_agency_for_which_it_was_taken(cast, arrangement):
    describe(arrangement, cast.colleague)
    actions.allocate(arrangement=arrangement, worker=cast.colleague, by=cast.colleague, at=at("2025-01-21"))
    visited(cast, arrangement, "2025-01-29")
    found = {name: steps_of(arrangement, name)[0] for name in ("describe", "visit")}
    assert {name: row.capacity for name, row in found.items()} == {"describe": "team", "visit": "lead"}
    assert {row.agency for row in found.values()} == {cast.council}


def test_the_product_itself_takes_a_step_in_no_capacity_and_for_no_agency(cast, arrangement):
    describe(arrangement, None)
    row = steps_of(arrangement, "describe")[0]
    assert (row.taken_by, row.capacity, row.agency) == (None, "", None)


def test_a_step_is_refused_from_a_state_that_it_does_not_name(cast, arrangement):
    ended = actions.end(
        arrangement=arrangement, ending="returned", ended_at=at("2025-02-03"), end_told_at=None, note="Home",
        by=cast.colleague, at=at("2025-02-05"),
    )  # fmt: skip
    with pytest.raises(StepNotAllowed, match="already “ended”"):
        describe(ended, cast.colleague)


def test_whoever_comes_second_is_told_and_nothing_is_written(cast, arrangement):
    describe(arrangement, cast.colleague, version=1)
    with pytest.raises(ChangedMeanwhile) as told:
        describe(arrangement, cast.colleague, version=1)
    assert told.value.record.version == 2
    assert len(steps_of(arrangement, "describe")) == 1


def test_the_same_sending_again_has_no_effect(cast, arrangement):
    number = uuid4()
    first = describe(arrangement, cast.colleague, submission=number)
    assert describe(first, cast.colleague, submission=number).version == first.version
    assert len(steps_of(arrangement, "describe")) == 1


def test_the_number_of_somebody_elses_sending_swallows_nothing(cast, arrangement, as_user):
    number = uuid4()
    describe(arrangement, cast.colleague, submission=number)
    seated(cast.worker, cast.social_work)
    with as_user(cast.worker):
        describe(arrangement, cast.worker, submission=number)
    assert [row.taken_by for row in steps_of(arrangement, "describe")] == [cast.colleague, cast.worker]


def test_a_step_leads_to_no_state_that_nobody_declared(cast, arrangement):
    with pytest.raises(LookupError, match="nowhere"):
        take(
            pathway=ARRANGEMENT, step="describe", record=arrangement, by=cast.colleague, at=at("2025-01-21"),
            change=lambda fresh: Entry(to="nowhere"),
        )  # fmt: skip


def test_a_refusal_in_the_rooms_part_leaves_nothing_behind(cast, arrangement):
    with pytest.raises(StepNotAllowed):
        actions.visit(
            arrangement=arrangement, children={}, happened_at=at("2025-01-21"), place="At home",
            visited_by=cast.colleague, by=cast.colleague, at=at("2025-01-22"),
        )  # fmt: skip
    arrangement.refresh_from_db()
    assert (arrangement.version, steps_of(arrangement, "visit")) == (1, [])


def test_a_step_that_concerns_no_child_writes_no_line_and_stays_to_be_seen_with_the_record(cast, arrangement):
    take(
        pathway=ARRANGEMENT, step="describe", record=arrangement, by=cast.colleague, at=at("2025-01-21"),
        change=lambda _: Entry(children=[]),
    )  # fmt: skip
    with as_system("a test reads"):
        assert not Line.objects.filter(source_id=arrangement.pk, recorded_at=at("2025-01-21")).exists()
    assert [row.child_ids for row in steps_of(arrangement, "describe")] == [arrangement.child_ids]


def test_a_line_of_the_chronology_holds_the_beginning_of_long_words(cast, arrangement):
    visited(cast, arrangement, "2025-01-29", observed="A warm home with a garden. " * 40)
    with as_system("a test reads"):
        line = Line.objects.filter(person=arrangement.person).latest("happened_at")
    assert line.what.startswith("Visit at home. Seen alone. A warm home")
    assert line.what.endswith("…")
    assert len(line.what) <= 400
