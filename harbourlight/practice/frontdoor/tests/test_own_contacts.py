"""Having made a contact opens its progress to whoever made it, and no work on it."""

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


def test_the_workers_of_a_closed_brother_are_not_named(cast, contact, moment, client_for, as_user):
    closed = contact.child_ids[0]
    give(person_ids=[closed], basis="allocated", reason="Works with him", by=None, at=moment, professional=cast.nurse)
    bar(person_id=closed, kind="restricted", professionals=[cast.nurse], reason="Police operation", by=cast.guardian,
        at=moment)  # fmt: skip
    page = client_for(cast.alice).get(contact.get_absolute_url())
    assert page.status_code == 200
    assert cast.nurse.name not in page.content.decode()
