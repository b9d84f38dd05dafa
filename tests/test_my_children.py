"""Every agency's practitioner finds the children whose network they stand in, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import end, give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Reading
from harbourlight.foundations.people.identity import age_in_words
from harbourlight.foundations.people.models import Address, Involvement, Person
from harbourlight.foundations.people.tests.factories import known

pytestmark = pytest.mark.django_db
TITLE = "<h2>My children</h2>"


def first_page(client):
    """Return the words of the first page."""
    return client.get(reverse("today:today")).content.decode()


def open_to_team(person, team, moment, basis):
    """Open a record to a team."""
    give(person_ids=[person.pk], team=team, basis=basis, reason="In the story", by=None, at=moment)


def test_bob_finds_the_child_of_his_network_and_charlie_finds_nothing(cast, moment, client_for):
    child = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.bob], basis="network")
    words = first_page(client_for(cast.bob))
    assert "Juniper Halewood" in words.split(TITLE)[1]
    assert child.get_absolute_url() in words
    assert TITLE not in first_page(client_for(cast.charlie))
    assert "Juniper" not in client_for(cast.charlie).get(reverse("today:children")).content.decode()


def test_a_child_leaves_the_list_when_the_grant_ends(cast, moment, client_for, as_user):
    child = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.bob], basis="network")
    with as_user(cast.bob):
        end(person_ids=[child.pk], holder_id=cast.bob.pk, by=cast.bob, at=moment + timedelta(seconds=1))
    assert TITLE not in first_page(client_for(cast.bob))


def test_what_a_team_is_allocated_stays_on_its_worklist(cast, moment, client_for):
    theirs, network = known(cast, moment, "Rowan", "Ashby"), known(cast, moment, "Juniper", "Halewood")
    open_to_team(theirs, cast.assessment, moment, "allocated")
    open_to_team(network, cast.assessment, moment, "network")
    words = client_for(cast.worker).get(reverse("today:children")).content.decode()
    assert "Juniper Halewood" in words
    assert "Rowan" not in words


def test_the_first_page_shows_some_and_leads_to_all(cast, moment, client_for):
    for number in range(17):
        known(cast, moment, f"Child{number:02}", "Halewood", seen_by=[cast.bob], basis="network")
    client = client_for(cast.bob)
    words = first_page(client)
    assert "Child00 Halewood" in words
    assert "Child16 Halewood" not in words
    assert reverse("today:children") in words
    assert "Child16 Halewood" in client.get(reverse("today:children")).content.decode()


def test_a_child_is_named_with_age_and_school_unless_a_place_is_protected(cast, moment, client_for):
    child = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.bob], basis="network", born_on=date(2019, 3, 9))
    shared = {"person": child, "recorded_at": moment, "recorded_by": cast.bob}
    with as_system("the test gives the child a school"):
        Involvement(kind="school", agency=cast.school, **shared).save(force_insert=True)
    words = first_page(client_for(cast.bob)).split(TITLE)[1]
    assert f"Juniper Halewood</a>, {age_in_words(child, moment.date())}" in words
    assert str(cast.school) in words
    with as_system("the test hides where the child lives"):
        Address(lines="1 Quay", is_hidden=True, **shared).save(force_insert=True)
    assert str(cast.school) not in first_page(client_for(cast.bob)).split(TITLE)[1]


@pytest.mark.parametrize(
    ("born_on", "words"),
    [("2026-11-28", "0 weeks"), ("2026-10-01", "8 weeks"), ("2024-12-01", "23 months"), ("2024-11-30", "2")],
)
def test_an_age_is_said_as_people_say_it(born_on, words):
    assert age_in_words(Person(born_on=date.fromisoformat(born_on)), date(2026, 11, 30)) == words


def test_listing_a_child_is_logged(cast, moment, client_for):
    child = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.bob], basis="network")
    first_page(client_for(cast.bob))
    with as_system("the test reads the log"):
        assert Reading.objects.filter(person_id=child.pk, verb="listed", professional_id=cast.bob.pk).exists()


def test_children_not_born_yet_are_counted_down_to_the_day_for_their_team_and_nobody_else(cast, moment, client_for):
    today = moment.astimezone(LONDON).date()
    told = {"birth_certainty": "expected", "born_on": None, "birth_year": None, "birth_month": None}
    for number, days in enumerate((16, -4)):
        child = known(cast, moment, f"Baby{number}", "Halewood", expected_on=today + timedelta(days=days), **told)
        open_to_team(child, cast.assessment, moment, "allocated")
    place = reverse("today:unborn")
    words = client_for(cast.worker).get(place).content.decode()
    assert "in 2 weeks and 2 days" in words
    assert words.index("Baby1") < words.index("Record the birth") < words.index("Baby0")
    assert "Baby0" not in client_for(cast.charlie).get(place).content.decode()
