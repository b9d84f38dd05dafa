"""What a referrer newly tells of somebody on file is kept beside what the record holds, and nothing twice."""

from datetime import date

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.models import Address, Involvement, Person
from harbourlight.practice.frontdoor.actions import ReportedAdult, ReportedChild

from .factories import receive

pytestmark = pytest.mark.django_db
ISLA = {"first_name": "Isla", "last_name": "Breakwater", "born_on": date(2017, 5, 9)}
MOIRA = {"first_name": "Moira", "last_name": "Breakwater", "relation": "mother"}


@pytest.fixture(autouse=True)
def all_seen(db):
    """Let a test look at every row."""
    with as_system("the test looks at what was stored"):
        yield


def tell(cast, moment, child=None, mother=None):
    """Tell the front door of Isla and of her mother."""
    adults = [ReportedAdult(**MOIRA | mother)] if mother is not None else []
    return receive(cast, moment, children=[ReportedChild(**ISLA | (child or {}))], adults=adults)


def homes(first_name):
    """Return the homes and numbers on somebody's record, in the order they were told."""
    rows = Address.objects.filter(person__first_name=first_name).order_by("recorded_at", "lines", "phone")
    return [(row.lines, row.postcode, row.phone) for row in rows]


def schools():
    """Return the schools on Isla's record."""
    return sorted(Involvement.objects.filter(kind="school").values_list("service", flat=True))


def test_a_new_school_and_a_new_home_are_added_and_nothing_is_overwritten(cast, moment):
    tell(cast, moment, {"school": "Lantern Street Primary", "address": "4 Tern Row", "postcode": "XX1 1XX"})
    tell(cast, moment, {"school": "Harbour Academy", "address": "9 Quay Street"})
    assert Person.objects.filter(first_name="Isla").count() == 1
    assert schools() == ["Harbour Academy", "Lantern Street Primary"]
    assert sorted(homes("Isla")) == [("4 Tern Row", "XX1 1XX", ""), ("9 Quay Street", "", "")]


@pytest.mark.parametrize(
    "again",
    [
        {"school": "LANTERN STREET primary", "address": "4, Tern row", "postcode": "xx11xx"},
        {"school": "Lantern Street", "address": "4 Tern Row"},
        {"postcode": "XX1 1XX"},
        {},
    ],
)
def test_what_is_held_is_not_added_twice_however_it_is_written(again, cast, moment):
    tell(cast, moment, {"school": "Lantern Street Primary", "address": "4 Tern Row", "postcode": "XX1 1XX"})
    tell(cast, moment, again)
    assert schools() == ["Lantern Street Primary"]
    assert homes("Isla") == [("4 Tern Row", "XX1 1XX", "")]


def test_a_home_told_more_fully_is_kept(cast, moment):
    tell(cast, moment, {"postcode": "XX1 1XX"})
    tell(cast, moment, {"address": "4 Tern Row", "postcode": "XX1 1XX"})
    assert sorted(homes("Isla")) == [("", "XX1 1XX", ""), ("4 Tern Row", "XX1 1XX", "")]


def test_a_mothers_new_number_is_kept_once_and_so_is_the_old_one(cast, moment):
    tell(cast, moment, mother={"phone": "01632 960 001", "address": "4 Tern Row"})
    for _ in range(2):
        tell(cast, moment, mother={"phone": "+44 1632 960002"})
    tell(cast, moment, mother={"phone": "01632960001"})
    assert sorted(homes("Moira")) == [("", "", "+44 1632 960002"), ("4 Tern Row", "", "01632 960 001")]


def test_a_place_kept_from_somebody_stays_kept_from_them_when_more_is_told(cast, moment):
    tell(cast, moment, mother={"address": "4 Tern Row"})
    Address.objects.update(never_to=[cast.charlie.id])
    tell(cast, moment, mother={"address": "4 Tern Row", "phone": "01632 960 003"})
    assert {tuple(row.never_to) for row in Address.objects.all()} == {(cast.charlie.id,)}
    assert Address.objects.filter(phone="01632 960 003", is_hidden=False).exists()
