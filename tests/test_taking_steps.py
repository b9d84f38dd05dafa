"""What the engine asks of everybody who takes a step, on a real record: who, in which way, when, and once."""

import uuid
from datetime import date, timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, Pathway, Step, StepNotAllowed, Works
from harbourlight.practice.privatefostering.pathway import ARRANGEMENT
from harbourlight.practice.privatefostering.tests.factories import at, child_of, told_of, visited

pytestmark = pytest.mark.django_db
KNOWN = "2025-01-20"


@pytest.fixture
def record(cast, as_user):
    """Return a record of a child on which the social work team works."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast), KNOWN)


def describe(record, by, **more):
    """Take a step that changes nothing but the record's version."""
    return take(pathway=ARRANGEMENT, step="describe", record=record, by=by, at=at("2025-01-21"), **more)


def test_the_capacity_and_the_agency_of_whoever_took_a_step_are_kept(cast, record):
    describe(record, cast.colleague)
    with as_system("a test reads"):
        row = StepTaken.objects.get(step="describe")
    assert (row.capacity, row.agency, row.taken_by) == ("team", cast.council, cast.colleague)


def test_the_lead_comes_before_the_team(cast, record):
    record.worker = cast.colleague
    assert works.capacity(ARRANGEMENT, ARRANGEMENT.step("describe"), record, cast.colleague, at(KNOWN)) == "lead"


@pytest.mark.parametrize("who", ["worker", "team_manager", "senior", "alice", "bob", "charlie", "administrator"])
def test_everybody_else_is_refused(cast, record, who):
    with pytest.raises(StepNotAllowed):
        describe(record, getattr(cast, who))
    with as_system("a test reads"):
        assert not StepTaken.objects.filter(step="describe").exists()


def test_the_product_itself_takes_a_step_in_no_capacity(record):
    describe(record, None)
    with as_system("a test reads"):
        row = StepTaken.objects.get(step="describe")
    assert (row.capacity, row.agency) == ("", None)


def test_an_unknown_way_to_stand_to_a_record_is_an_error_of_the_declaration(cast, record):
    step = Step("other", ("heard_of",), None, "privatefostering.work", "Other", works=("neighbour",))
    with pytest.raises(LookupError, match="neighbour"):
        works.capacity(ARRANGEMENT, step, record, cast.colleague, at(KNOWN))


def test_a_chair_answers_for_no_agency(cast):
    body = Pathway(name="body", states={}, works=Works(for_nobody=frozenset({"chair"})))
    assert works.answers_for(body, "chair", cast.chair) is None
    assert works.answers_for(body, "member", cast.chair) == cast.council.pk


def test_a_sending_that_comes_twice_counts_once(cast, record):
    number = uuid.uuid4()
    first = describe(record, cast.colleague, submission=number)
    again = describe(record, cast.colleague, submission=number)
    assert (first.version, again.version) == (2, 2)


def test_whoever_saw_an_older_version_is_told(cast, record):
    describe(record, cast.colleague, version=1)
    with pytest.raises(ChangedMeanwhile) as told:
        describe(record, cast.colleague, version=1)
    assert told.value.record.version == 2


def test_a_step_is_taken_from_its_states_only_and_says_where_it_stands(cast, record):
    with pytest.raises(StepNotAllowed, match="already “heard of”"):
        take(pathway=ARRANGEMENT, step="review", record=record, by=cast.colleague, at=at("2025-01-21"))


def test_nothing_is_kept_of_a_step_whose_own_part_refuses(cast, record):
    def refuse(fresh):
        fresh.carer_name = "Somebody else"
        raise StepNotAllowed("No")

    with pytest.raises(StepNotAllowed):
        describe(record, cast.colleague, change=refuse)
    record.refresh_from_db()
    assert (record.version, record.carer_name) == (1, "Marina Kittiwake")


@pytest.mark.parametrize(
    ("day", "clock"), [("2026-01-19", "CLK-PFO-003"), ("2026-01-20", "CLK-PFO-004"), ("2026-01-21", "CLK-PFO-004")]
)
def test_the_rule_of_the_first_year_ends_on_the_anniversary(cast, record, day, clock):
    visited(cast, record, day)
    with as_system("a test reads"):
        running = Deadline.objects.running().filter(subject_id=record.pk, started_at=at(day))
        assert list(running.values_list("clock", flat=True)) == [clock]


def test_a_day_stands_for_its_noon_and_moments_are_told_in_order():
    late, early = at("2025-01-22"), at("2025-01-21")
    assert chains.moments_of([late, date(2025, 1, 21), early, None]) == [early, late]


def test_clocks_follow_to_the_worker_who_is_named(cast, record):
    record.worker = cast.colleague
    with as_system("a test names somebody"):
        record.save()
    chains.work_out(ARRANGEMENT, record, at=at("2025-01-21"), reason="Named")
    with as_system("a test reads"):
        owners = set(Deadline.objects.running().filter(subject_id=record.pk).values_list("owner", flat=True))
    assert owners == {cast.colleague.pk}


def test_a_fact_that_is_taken_back_cancels_its_clock_with_the_reason(cast, record):
    record.known_on -= timedelta(days=3)
    chains.work_out(ARRANGEMENT, record, at=at("2025-01-21"), reason="Heard of on Friday")
    with as_system("a test reads"):
        old = Deadline.objects.filter(subject_id=record.pk, clock="CLK-PFO-002", cancelled_at__isnull=False).get()
        new = Deadline.objects.running().get(subject_id=record.pk, clock="CLK-PFO-002")
    assert (old.cancel_reason, old.met_at, str(new.due_on)) == ("Heard of on Friday", None, "2025-01-28")
