"""A place that somebody must never be told: named on a page, kept to everywhere, and taken away again."""

from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people import actions, locations, places, search
from harbourlight.foundations.people.models import Address, Person

from .factories import known

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(cast, moment):
    """Return a child whom Alice and the nurse work with, and who has moved away from the father."""
    found = known(cast, moment, seen_by=[cast.alice, cast.nurse])
    father = known(cast, moment, "Fergus", "O'Neill", date(1988, 1, 1), is_child=False)
    mother = known(cast, moment, "Maeve", "O'Neill", date(1990, 1, 1), is_child=False)
    for kind, other in (("father", father), ("mother", mother)):
        actions.add_relationship(person=found, other=other, kind=kind, by=None, at=moment)
        actions.add_address(
            person=other, lines="4 Heron Court" if kind == "mother" else "1 Old Quay", by=None, at=moment
        )
    actions.add_address(person=found, lines="4 Heron Court", postcode="", by=None, at=moment)
    found.father = father
    return found


def address_of(child):
    """Return the child's address."""
    with as_system("a test looks"):
        return Address.objects.get(person=child)


def page_of(child):
    """Return where to say who must never be told it."""
    return reverse("people:never_told", args=[child.pk, address_of(child).pk])


def test_alice_names_the_father_and_a_professional_and_both_are_never_told(child, cast, moment, client_for, as_user):
    client = client_for(cast.alice)
    assert page_of(child) in client.get(reverse("people:about", args=[child.pk])).content.decode()
    assert "Fergus O&#x27;Neill, father" in client.get(page_of(child)).content.decode()
    sent = {"addresses": "Nell@harbourlight.example", "family": [str(child.father.pk)]}
    assert client.post(page_of(child), sent).status_code == 302
    assert set(address_of(child).never_to) == {cast.nurse.pk, child.father.pk}
    with as_user(cast.alice):
        for reader in (cast.nurse, child.father):
            assert "4 Heron Court" in locations.withheld_texts([child.pk], reader, moment)
    text = client.get(page_of(child)).content.decode()
    assert "Nell Bowline" in text
    assert cast.alice.name in text.split("History")[1]
    text = client_for(cast.nurse).get(child.get_absolute_url()).content.decode()
    assert "Heron Court" not in text
    assert "never-told" not in text


def test_one_who_is_never_told_does_not_find_the_page(child, cast, moment, client_for):
    client_for(cast.alice).post(page_of(child), {"addresses": "nell@harbourlight.example"})
    client = client_for(cast.nurse)
    assert client.get(page_of(child)).status_code == 404
    assert client.post(page_of(child), {"taken_away": [str(cast.nurse.pk)]}).status_code == 404
    assert address_of(child).never_to == [cast.nurse.pk]


def test_the_mothers_record_at_the_same_place_keeps_it_too_and_lets_go_with_it(child, cast, moment, client_for):
    client = client_for(cast.alice)
    client.post(page_of(child), {"addresses": "nell@harbourlight.example"})
    with as_system("a test looks"):
        assert {tuple(row.never_to) for row in Address.objects.filter(lines="4 Heron Court")} == {(cast.nurse.pk,)}
    assert client.post(page_of(child), {"taken_away": [str(cast.nurse.pk)]}).status_code == 302
    with as_system("a test looks"):
        assert {tuple(row.never_to) for row in Address.objects.all()} == {()}
    history = client.get(page_of(child)).content.decode().split("History")[1]
    assert history.count("Nell Bowline") == 2


def test_nobody_unknown_and_nobody_at_all_is_named(child, cast, client_for):
    client = client_for(cast.alice)
    assert "Nobody signs in as" in client.post(page_of(child), {"addresses": "x@y.example"}).content.decode()
    assert "Name somebody" in client.post(page_of(child), {"addresses": " "}).content.decode()
    stranger = {"family": [str(cast.charlie.pk)]}
    assert client.post(page_of(child), stranger).status_code == 200
    assert address_of(child).never_to == []


def test_somebody_who_may_not_edit_is_refused(child, cast, client_for):
    assert client_for(cast.bob).get(page_of(child)).status_code == 403
    assert client_for(cast.charlie).get(page_of(child)).status_code == 404


def test_whoever_is_never_told_learns_neither_area_nor_team(child, cast, moment, as_user, client_for):
    with as_system("a test gives the child a lead team"):
        Person.objects.filter(pk=child.pk).update(lead_team=cast.assessment)

    def told(professional):
        with as_user(professional):
            [match] = search.find(search.Query(name="Catherine O'Neill"), professional, moment)
        rows = dict(client_for(professional).get(child.get_absolute_url()).context["summary"])
        return {match.area, match.lead_team}, {rows["Area"], rows["Lead team"]}

    both = {cast.area.name, cast.assessment.name}
    assert told(cast.nurse) == (both, both)
    with as_user(cast.alice):
        places.never_tell(address=address_of(child), named=[cast.nurse.pk], by=cast.alice, at=moment)
    assert told(cast.nurse) == ({""}, {locations.WITHHELD})
    assert told(cast.alice) == (both, both)


def test_whoever_is_never_told_may_change_the_record_but_not_the_area(child, cast, moment, as_user, client_for):
    client, page = client_for(cast.alice), reverse("people:person_edit", args=[child.pk])
    assert "area" in client.get(page).context["form"].fields
    with as_user(cast.alice):
        places.never_tell(address=address_of(child), named=[cast.alice.pk], by=cast.alice, at=moment)
    form = client.get(page).context["form"]
    assert "area" not in form.fields
    answers = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    birth = {"birth-day": "4", "birth-month": "3", "birth-year": "2015"}
    assert client.post(page, answers | birth | {"language": "Welsh"}).status_code == 302
    with as_user(cast.alice):
        kept = Person.objects.get(pk=child.pk)
    assert (kept.language, kept.area_id) == ("Welsh", child.area_id)
