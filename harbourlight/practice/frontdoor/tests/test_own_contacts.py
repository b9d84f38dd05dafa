"""Having made a contact opens its progress to whoever made it, and no work on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give

from .stories import row, told

pytestmark = pytest.mark.django_db

WORK = ("contact", "take", "rate", "ask", "decide")


@pytest.fixture
def own(cast, moment, as_user, document):
    """Return a contact that the manager made about a child from whose record she is excluded."""
    with as_user(cast.manager):
        made = told(cast, moment, "Juniper Tideswell", referrer=cast.manager, referrer_agency=cast.council,
                    by=cast.manager)  # fmt: skip
        bar(person_id=made.child_ids[0], kind="excluded", professionals=[cast.manager], reason="Her own family",
            by=cast.senior, at=moment)  # fmt: skip
    return made


def test_nobody_works_on_their_own_familys_contact(own, cast, client_for, as_user):
    client = client_for(cast.manager)
    for name in WORK:
        address = reverse(f"frontdoor:{name}", args=[own.pk])
        assert client.post(address).status_code == 404, name
    assert client.get(reverse("frontdoor:letter", args=[own.pk, "parents"])).status_code == 404
    assert own.reference not in client.get(reverse("frontdoor:board")).content.decode()
    decision = {"version": "1", "outcome": "no_action", "tier": "2", "rationale": "Nothing in it."}
    client.post(reverse("frontdoor:decide", args=[own.pk]), decision)
    assert row(as_user, cast.alice, own).state == "received"


def test_whoever_made_a_contact_still_sees_how_far_it_is(own, cast, client_for):
    client = client_for(cast.manager)
    assert own.reference in client.get(reverse("frontdoor:mine")).content.decode()
    assert client.get(reverse("frontdoor:mine_contact", args=[own.pk])).status_code == 200


def test_a_hub_elsewhere_does_not_open_what_it_told(cast, contact, moment, client_for, as_user):
    with as_user(cast.alice):
        type(contact).objects.filter(pk=contact.pk).update(referrer=cast.sergeant)
    assert client_for(cast.sergeant).get(contact.get_absolute_url()).status_code == 404


def test_a_restriction_of_one_child_closes_a_contact_that_also_names_another(cast, contact, moment, client_for):
    give(person_ids=contact.child_ids, basis="allocated", reason="Police operation", by=None, at=moment,
         professional=cast.nurse)  # fmt: skip
    bar(person_id=contact.child_ids[1], kind="restricted", professionals=[cast.nurse], reason="Police operation",
        by=cast.guardian, at=moment)  # fmt: skip
    client, page = client_for(cast.alice), contact.get_absolute_url()
    assert client.get(page).status_code == 404
    assert contact.reference not in client.get(reverse("frontdoor:board")).content.decode()
    give(person_ids=contact.child_ids[1:], basis="break_glass", reason="In danger now", by=cast.alice, at=moment,
         professional=cast.alice, until=moment + timedelta(hours=1))  # fmt: skip
    assert client.get(page).status_code == 200
