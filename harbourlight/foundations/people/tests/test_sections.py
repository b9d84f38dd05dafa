"""The record of a child stands in sections of their own addresses, under a bar that says whom the page is about."""

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.identity import SECTIONS, lead_of
from harbourlight.foundations.people.models import Address, Person
from harbourlight.foundations.rooms.listed import Stage

from .factories import known

pytestmark = pytest.mark.django_db


def test_each_section_opens_says_whose_it_is_and_leads_to_the_others(cast, moment, client_for):
    child = known(cast, moment, seen_by=[cast.alice])
    with as_system("the test gives the child a lead worker and a protected home"):
        Person.objects.filter(pk=child.pk).update(lead_professional=cast.worker)
        Address(person=child, lines="1 Quay", is_hidden=True, recorded_at=moment).save(force_insert=True)
    client = client_for(cast.alice)
    for name, words in SECTIONS:
        page = client.get(reverse(name, args=[child.pk])).content.decode()
        bar = page.split('<section class="app-identity"')[1].split("</section>")[0]
        assert "Catherine O&#x27;Neill" in bar
        assert "Location protected" in bar
        assert f"Lead worker {cast.worker}" in bar
        assert f'aria-current="page">{words}</a>' in page
        assert all(f'href="{reverse(other, args=[child.pk])}"' in page for other, _ in SECTIONS)


def test_a_section_of_a_hidden_child_is_no_page_and_tells_no_name(cast, moment, client_for):
    child = known(cast, moment, seen_by=[cast.alice])
    for name, _ in SECTIONS:
        answer = client_for(cast.charlie).get(reverse(name, args=[child.pk]))
        assert answer.status_code == 404
        assert "app-identity" not in answer.content.decode()


def test_an_adults_record_has_no_section_of_children(cast, moment, client_for):
    mother = known(cast, moment, "Maeve", "O'Neill", seen_by=[cast.alice], is_child=False)
    page = client_for(cast.alice).get(mother.get_absolute_url()).content.decode()
    assert reverse("people:plans", args=[mother.pk]) in page
    assert reverse("people:family", args=[mother.pk]) not in page


def test_where_the_record_names_no_lead_it_is_whoever_leads_the_highest_rooms_work(cast):
    standing = [Stage("Early help", lead=cast.helper), Stage("In need", lead=cast.worker), Stage("Plan")]
    assert lead_of(Person(lead_professional=cast.alice), standing) == cast.alice
    assert lead_of(Person(), standing) == cast.worker
    assert lead_of(Person(), []) is None
