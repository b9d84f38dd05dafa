"""Whom an agency is asked to look up: enough to find the family in its own records, and no place that is protected."""

from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.actions import add_name
from harbourlight.foundations.people.models import Address, Person
from harbourlight.foundations.requests.models import Request

from ..actions.arrivals import ReportedAdult, ReportedChild
from ..actions.screen import rate
from .stories import told

pytestmark = pytest.mark.django_db
LUNA = ReportedChild(
    first_name="Luna", last_name="Capstan", born_on=date(2017, 5, 9), school="Hillside Primary",
    address="4 Heron Court", postcode="SO14 2AB",
)  # fmt: skip
MARINA = ReportedAdult(
    first_name="Marina", last_name="Capstan", relation="mother", born_on=date(1990, 2, 3), address="9 Quay Street"
)


@pytest.fixture
def contact(cast, moment, as_user):
    with as_user(cast.bob):
        return told(cast, moment, children=[LUNA], adults=[MARINA], worries=["neglect"])


def form_of(client_for, cast, contact):
    """Return the form in which Alice asks."""
    return client_for(cast.alice).get(reverse("frontdoor:ask", args=[contact.pk])).context["form"]


def test_the_form_names_everybody_to_look_up_and_why(cast, contact, moment, client_for):
    add_name(person=Person(pk=contact.child_ids[0]), kind="alias", first_name="Lulu", last_name="", by=None, at=moment)
    first = form_of(client_for, cast, contact).initial
    assert first["whom"].splitlines() == [
        "Luna Capstan, born 9 May 2017, also called Lulu, lives at 4 Heron Court, SO14 2AB, "
        "school or college: Hillside Primary",
        "Marina Capstan, mother, born 3 February 1990, lives at 9 Quay Street",
    ]
    assert first["why"] == "Worries: neglect"


@pytest.mark.parametrize("protection", [{"is_hidden": True}, {"never_to": ["6b3ff1d2-2e6f-4b57-9bb2-0a1e7e1b0d11"]}])
def test_where_one_place_is_protected_no_address_and_no_school_is_told(protection, cast, contact, client_for):
    with as_system("the story protects the home"):
        Address.objects.filter(person_id=contact.child_ids[0]).update(**protection)
    whom = form_of(client_for, cast, contact).initial["whom"]
    assert not [place for place in ("Heron", "SO14", "Hillside", "Quay") if place in whom]
    assert whom.splitlines()[-1] == "Addresses and schools are withheld."
    assert "Luna Capstan, born 9 May 2017" in whom


def test_the_agency_reads_whom_to_look_up_and_what_was_taken_out_it_does_not(cast, contact, as_user, client_for):
    sent = {
        "version": "1", "agencies": [str(cast.health.pk)], "question": "What do you know?", "within": "1",
        "why": "Worries: neglect", "whom": "Luna Capstan, born 9 May 2017",
    }  # fmt: skip
    assert client_for(cast.alice).post(reverse("frontdoor:ask", args=[contact.pk]), sent).status_code == 302
    with as_user(cast.alice):
        asked = Request.objects.get()
    read = client_for(cast.nurse).get(reverse("requests:answer", args=[asked.pk])).content.decode()
    assert "Luna Capstan, born 9 May 2017" in read
    assert "Why we ask" in read
    assert "Quay Street" not in read


def test_a_red_contact_is_answered_today(cast, contact, moment, as_user, client_for):
    assert form_of(client_for, cast, contact).initial["within"] == "1"
    with as_user(cast.alice):
        rate(contact=contact, rag="red", urgency="today", by=cast.alice, at=moment)
    assert form_of(client_for, cast, contact).initial["within"] == "0"
