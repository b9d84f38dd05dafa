"""Everybody finds the way to their work from the pages they open first."""

import pytest
from django.urls import reverse

from ..models import ContactChild
from .stories import decided, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["people:search", "frontdoor:board"])
def test_the_hub_finds_the_telephone_form_and_the_police_file(page, cast, client_for):
    words = client_for(cast.alice).get(reverse(page)).content.decode()
    assert reverse("frontdoor:contact_by_phone") in words
    assert reverse("frontdoor:police_upload") in words


def test_a_school_finds_its_contacts_and_nothing_of_the_hub(cast, client_for):
    words = client_for(cast.bob).get(reverse("today:today")).content.decode()
    assert reverse("frontdoor:mine") in words
    assert reverse("frontdoor:police_upload") not in words
    assert reverse("frontdoor:contact_by_phone") not in words


def test_a_manager_finds_whom_a_record_is_closed_to(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        child = told(cast, moment, "Juniper Halewood").child_ids[0]
    address = reverse("access:barriers", args=[child])
    record = reverse("people:about", args=[child])
    assert address in client_for(cast.manager).get(record).content.decode()
    assert address not in client_for(cast.alice).get(record).content.decode()


def test_the_header_names_the_area_of_the_persons_team(cast, area, client_for):
    words = client_for(cast.alice).get(reverse("today:today")).content.decode()
    assert f'<span class="app-header__area">{area.name}</span>' in words
    assert "app-header__area" not in client_for(cast.councillor).get(reverse("today:today")).content.decode()


def test_bob_challenges_from_his_own_contact_and_comes_back_to_it(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    mine = reverse("frontdoor:mine_contact", args=[done.pk])
    page = client_for(cast.bob).get(reverse("frontdoor:challenge", args=[done.pk])).content.decode()
    assert mine in page
    assert done.get_absolute_url() not in page


@pytest.mark.parametrize(
    ("told_birth", "words"),
    [
        ("", ""),
        ("2019", "born 2019"),
        ("2019-04", "born April 2019"),
        ("2019-04-02", "born 2 April 2019"),
        ("due 2027-01-02", "due 2 January 2027"),
    ],
)
def test_a_birth_is_read_as_it_was_told(told_birth, words):
    assert ContactChild(reported_birth=told_birth).birth_as_told == words


def test_brothers_and_sisters_stand_once_on_each_page(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", "Rowan Halewood")
    family = client_for(cast.alice).get(reverse("people:person", args=[contact.child_ids[0]])).context["family"]
    assert [str(row["person"].pk) for row in family] == [str(contact.child_ids[1])]
