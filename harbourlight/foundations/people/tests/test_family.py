"""The genogram, the network and what is missing: with whom the reader may see, and nobody else."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.people import actions, genogram, kinship

from .factories import known

pytestmark = pytest.mark.django_db


def related(one, other, kind, moment, **more):
    """Say what one person is to another."""
    actions.add_relationship(person=one, other=other, kind=kind, by=None, at=moment, **more)


@pytest.fixture
def family(cast, moment):
    """Return a family of three generations: a child, a half-brother not born yet, parents and grandparents."""
    readers = {"seen_by": [cast.alice]}
    made = SimpleNamespace(
        child=known(cast, moment, "Juniper", "Halewood", date(2015, 3, 4), sex="F", **readers),
        baby=actions.record_person(
            by=None, at=moment, first_name="", last_name="", area=cast.area, birth_certainty="expected",
            expected_on=date(2027, 2, 1),
        ),
        mother=known(cast, moment, "Maeve", "Halewood", date(1990, 1, 1), is_child=False, sex="F"),
        father=known(cast, moment, "Fergus", "Ashby", date(1988, 1, 1), is_child=False, sex="M"),
        gran=known(
            cast, moment, "Edith", "Halewood", date(1950, 1, 1), is_child=False, sex="F", died_on=date(2020, 5, 1)
        ),
    )  # fmt: skip
    give(person_ids=[made.baby.pk], basis="allocated", reason="So", by=None, at=moment, professional=cast.alice)
    related(made.child, made.mother, "mother", moment, lives_with=True, has_parental_responsibility="yes")
    related(made.child, made.father, "father", moment)
    related(made.baby, made.mother, "mother", moment)
    related(made.child, made.gran, "grandparent", moment)
    related(made.child, made.baby, "half_sibling", moment)
    return made


def page(client, person):
    """Return the words of the page of family and network."""
    answer = client.get(reverse("people:family", args=[person.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_picture_and_the_list_beside_it_tell_the_same_family(family, cast, client_for):
    text = page(client_for(cast.alice), family.child)
    picture, listed = text.split("<svg")[1].split("</svg>")[0], text.split("The family as a list")[1]
    for name in ("Maeve Halewood", "Fergus Ashby", "Edith Halewood"):
        assert name in picture
        assert name in listed
    assert 'role="img" aria-label="Genogram of Juniper Halewood. ' in text
    for who in ("Mother", "Father", "Grandparent", "Half-brother or half-sister"):
        assert f'<td data-label="Who they are">{who}</td>' in listed


def test_each_symbol_tells_who_somebody_is(family, cast, client_for):
    picture = page(client_for(cast.alice), family.child).split("<svg")[1].split("</svg>")[0]
    assert picture.count("<circle") == 4, "mother and grandmother, and the girl with a double outline"
    assert picture.count('stroke-width="2"/>') == 6, "five people, and one outline more"
    assert "expected 2027" in picture
    assert "born 1950, died 2020" in picture


def test_generations_stand_above_each_other(family, cast, moment, as_user):
    with as_user(cast.alice):
        drawn = kinship.family_of(family.child, cast.alice, moment.date())
    assert {str(drawn.people[pk]): step for pk, step in drawn.generations.items()} == {
        "Juniper Halewood": 0, "Name not known": 0, "Maeve Halewood": -1, "Fergus Ashby": -1, "Edith Halewood": -2,
    }  # fmt: skip
    places = genogram.places(drawn)
    assert len({(places[pk], drawn.generations[pk]) for pk in places}) == 5, "nobody stands on somebody else"


def test_a_relative_whose_record_is_closed_to_the_reader_is_nowhere(family, cast, moment, client_for):
    bar(person_id=family.father.pk, kind="excluded", professionals=[cast.alice], reason="Her uncle", by=cast.manager,
        at=moment)  # fmt: skip
    bar(person_id=family.baby.pk, kind="restricted", professionals=[cast.manager], reason="Hidden", by=cast.manager,
        at=moment, hides_existence=True)  # fmt: skip
    text = page(client_for(cast.alice), family.child)
    assert "Maeve Halewood" in text
    assert "Fergus" not in text
    assert "expected 2027" not in text


def test_a_protected_place_hides_who_lives_together_and_who_works_there(family, cast, moment, client_for):
    for who in (cast.alice, cast.sergeant):
        give(person_ids=[family.child.pk], basis="network", reason="So", by=None, at=moment, professional=who)
    actions.add_involvement(person=family.child, kind="school", service="Canary Primary", by=None, at=moment)
    alice, police = client_for(cast.alice), cast.sergeant
    assert "Same household" in page(alice, family.child)
    actions.add_address(person=family.child, lines="7 Heron Court", is_hidden=True, by=None, at=moment)
    assert "Canary Primary" in page(client_for(cast.alice), family.child)
    text = page(client_for(police), family.child)
    assert "Same household" not in text
    assert "Who lives together is withheld" in text
    assert "Canary" not in text
    assert "Heron" not in text
    assert 'data-label="Agency"' in text
    assert "Withheld" in text


def test_the_network_tells_agency_role_telephone_email_and_since_when(family, cast, moment, client_for):
    Professional.objects.filter(pk=cast.nurse.pk).update(phone="01632 960 010", job_title="Health visitor")
    give(person_ids=[family.child.pk], basis="network", reason="So", by=None, at=moment, professional=cast.nurse)
    text = page(client_for(cast.alice), family.child).split("Network</h2>")[1]
    for told in ("Nell Bowline", "Health visitor", str(cast.health), "01632 960 010", cast.nurse.email):
        assert told in text


def test_what_is_missing_leads_to_where_it_is_said(family, cast, moment, client_for):
    text = page(client_for(cast.alice), family.child).split("Key information")[1]
    missing = text.split("Known:")[0]
    assert "Parental responsibility of Fergus Ashby" in missing
    assert "Parental responsibility of Maeve Halewood" not in missing
    assert "GP practice" in missing
    assert reverse("people:services_add", args=[family.child.pk]) in missing
    actions.add_involvement(person=family.child, kind="gp", service="Harbour Surgery", by=None, at=moment)
    again = page(client_for(cast.alice), family.child).split("Key information")[1].split("Known:")[0]
    assert "GP practice" not in again


def test_charlie_an_asked_agency_and_a_reader_of_figures_see_no_family(family, cast, moment, client_for):
    address = reverse("people:family", args=[family.child.pk])
    assert client_for(cast.charlie).get(address).status_code == 404
    assert client_for(cast.councillor).get(address).status_code == 403
    give(person_ids=[family.child.pk], basis="asked", scope="identity", reason="Asked", by=None, at=moment,
         agency=cast.health)  # fmt: skip
    assert client_for(cast.nurse).get(address).status_code == 404


def test_a_child_without_relatives_has_a_page_and_no_picture(cast, moment, client_for):
    text = page(client_for(cast.alice), known(cast, moment, seen_by=[cast.alice]))
    assert "No relatives recorded" in text
    assert "<svg" not in text.split("<h1>")[1].split("</main>")[0]


def test_a_larger_family_asks_no_more_of_the_database(family, cast, moment, client_for):
    client = client_for(cast.alice)
    page(client, family.child)
    with CaptureQueriesContext(connection) as few:
        page(client, family.child)
    for number in range(6):
        other = known(cast, moment, f"Sibling{number}", "Halewood", seen_by=[cast.alice])
        related(family.child, other, "sibling", moment)
        related(other, family.mother, "mother", moment)
    with CaptureQueriesContext(connection) as many:
        assert "Sibling5" in page(client, family.child)
    assert len(many) == len(few)
