"""The page of a contact: who else is involved, and everything that happened with it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.people.actions import add_address, add_involvement
from harbourlight.foundations.people.models import Person

from ..actions.challenge import answer_challenge, challenge
from ..actions.letters import send_letter, write_letter
from .stories import decided

pytestmark = pytest.mark.django_db


def page(client, contact):
    """Return what the page of a contact is made of."""
    answer = client.get(contact.get_absolute_url())
    assert answer.status_code == 200
    return answer


def lines(client, contact):
    """Return who is involved: {who: (what, how to reach them)}."""
    return {who: (what, reach) for who, what, reach in page(client, contact).context["involved"]}


def opened(cast, moment, contact, basis, **holder):
    """Open the children to somebody."""
    give(person_ids=contact.child_ids, basis=basis, reason="In the story", by=None, at=moment, **holder)


def test_those_who_work_with_the_children_are_named_with_agency_and_number(cast, contact, moment, client_for):
    Professional.objects.filter(pk=cast.nurse.pk).update(phone="01632 960 010")
    type(cast.council).objects.filter(pk=cast.council.pk).update(phone="01632 960 020")
    opened(cast, moment, contact, "network", professional=cast.nurse)
    opened(cast, moment, contact, "allocated", team=cast.assessment)
    found = lines(client_for(cast.alice), contact)
    assert found[f"Nell Bowline, {cast.health}"] == ("In the network around the child", "01632 960 010")
    assert found[f"Assessment team one, {cast.council}"] == ("Works with the child", "01632 960 020")
    assert not [who for who in found if str(cast.mash) in who], "the hub itself is not somebody else"


@pytest.mark.parametrize("basis", ["oversight", "asked", "break_glass"])
def test_others_who_may_look_are_not_named(basis, cast, contact, moment, client_for):
    opened(cast, moment, contact, basis, professional=cast.nurse)
    assert not [who for who in lines(client_for(cast.alice), contact) if "Nell" in who]


def test_whose_sight_ended_who_left_and_who_is_excluded_are_not_named(cast, contact, moment, client_for):
    give(person_ids=contact.child_ids, basis="allocated", reason="Before", by=None, at=moment - timedelta(days=2),
         professional=cast.officer, until=moment - timedelta(days=1))  # fmt: skip
    for who in (cast.charlie, cast.nurse):
        opened(cast, moment, contact, "allocated", professional=who)
    Professional.objects.filter(pk=cast.charlie.pk).update(ended_on=moment.date() - timedelta(days=1))
    for child in contact.child_ids:
        bar(person_id=child, kind="excluded", professionals=[cast.nurse], reason="Her niece", by=cast.manager,
            at=moment)  # fmt: skip
    named = " ".join(lines(client_for(cast.alice), contact))
    assert not [who for who in ("Desmond", "Charlie", "Nell") if who in named]


def test_nobody_is_named_twice(cast, contact, moment, client_for):
    child = Person(pk=contact.child_ids[0])
    add_involvement(person=child, kind="other", professional=cast.nurse, agency=cast.health, by=None, at=moment)
    for who in (cast.nurse, cast.bob):
        opened(cast, moment, contact, "network", professional=who)
    found = page(client_for(cast.alice), contact).context["involved"]
    assert len([who for who, _, _ in found if "Nell" in who]) == 1
    assert len([who for who, _, _ in found if "Bob" in who]) == 1


def test_who_works_at_a_place_that_is_withheld_is_withheld_too(cast, contact, moment, client_for):
    opened(cast, moment, contact, "network", professional=cast.nurse)
    with as_system("the story protects the place from Alice"):
        for child in contact.child_ids:
            add_address(person=Person(pk=child), lines="4 Heron Court", never_to=[cast.alice.id], by=None, at=moment)
    found = lines(client_for(cast.alice), contact)
    assert not [who for who in found if "Nell" in who]
    assert found["Withheld"][1] == "Withheld"
    assert f"Nell Bowline, {cast.health}" in lines(client_for(cast.manager), contact)


def test_the_page_asks_as_often_however_many_are_involved(cast, contact, moment, client_for):
    client = client_for(cast.alice)
    page(client, contact)
    with CaptureQueriesContext(connection) as few:
        page(client, contact)
    for who in (cast.nurse, cast.charlie, cast.officer, cast.sergeant, cast.senior):
        opened(cast, moment, contact, "network", professional=who)
    with CaptureQueriesContext(connection) as many:
        page(client, contact)
    assert len(many) == len(few)


def test_letters_and_challenges_stand_in_the_history(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.alice):
        kept = write_letter(
            contact=done, kind="referrer", heading="What we decided", body="Thank you.", to_name="Bob", by=cast.alice,
            at=moment,
        )  # fmt: skip
        assert "What we decided" not in str(page(client_for(cast.alice), done).context["history"])
        send_letter(contact=done, letter=kept, channel="product", by=cast.alice, at=moment)
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="He has bruises.", by=cast.bob, at=moment - timedelta(minutes=2))
    with as_user(cast.senior):
        answer_challenge(
            challenge=raised, upholds=False, answer="We stand by it.", what_changed="", by=cast.senior,
            at=moment - timedelta(minutes=1), submission=uuid.uuid4(),
        )  # fmt: skip
    history = page(client_for(cast.alice), done).context["history"]
    said = {line.says: (str(line.by), line.note) for line in history}
    assert said["Letter to the referrer"] == (str(cast.alice), "What we decided. In Harbourlight.")
    assert [line for line in said if "hallenge" in line] == [
        "Challenge answered: decision stands",
        "Decision challenged",
    ]
    assert said["Challenge answered: decision stands"] == (str(cast.senior), "We stand by it.")
    assert said["Decision challenged"] == (str(cast.bob), "He has bruises.")
    assert client_for(cast.charlie).get(reverse("frontdoor:contact", args=[done.pk])).status_code in (403, 404)
