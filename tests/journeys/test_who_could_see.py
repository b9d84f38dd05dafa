"""Alice asks who could see a child's record on a day, and why; a stranger learns nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.access.tests.factories import child

from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKED, COULD = "Who looked at it", "Who could see this record, and why"
NOBODY = "The record was open to nobody that day."
ASKED = "The school was asked what it knows"


@pytest.fixture
def robin(cast, moment):
    """Return a child whom Alice works with, whom Bob of the school could see for ten days, and Connie never."""
    began, ended = moment - timedelta(days=30), moment - timedelta(days=20)
    made = child(cast, began, to=[cast.alice])
    give(
        person_ids=[made.pk], basis="asked", reason=ASKED, by=cast.manager, at=began, professional=cast.bob,
        until=ended,
    )  # fmt: skip
    give(person_ids=[made.pk], basis="network", reason="The hub screens it", by=cast.manager, at=ended, team=cast.mash)
    bar(
        person_id=made.pk, kind="excluded", professionals=[cast.colleague], reason="Her own nephew", by=cast.manager,
        at=began,
    )  # fmt: skip
    return made


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, alice=cast.alice, morag=cast.manager, bob=cast.bob, charlie=cast.charlie,
        on_a_phone=("morag",),
    )  # fmt: skip


def when_alice_asks_about_today(alice, robin, today):
    """Today the record is open to Alice and to the hub with everybody in it, and Connie is excluded."""
    alice.go(reverse("people:about", args=[robin.pk])).follow(LOOKED).sees_all("Alice Marlow").is_good()
    alice.follow(COULD).sees_all(f"Who could see the record of Robin Seagrove on {in_words(today)}")
    alice.sees_all("Works with the child", "The hub screens it", "Alice Marlow, Morag Tideswell", "Connie Plimsoll")
    alice.sees_none("Bob Lanyard", ASKED).is_good()


def and_about_a_day_on_which_bob_could_see(alice, day):
    """Three weeks and more ago the school was asked."""
    alice.tries({"Date": day}, "Show").sees_all(in_words(day), "Bob Lanyard", ASKED).is_good()
    alice.sees_none("The hub screens it", NOBODY)


def and_about_a_day_before_anybody_could(alice, day):
    """A year ago nobody could see the record."""
    alice.tries({"Date": day}, "Show").sees_all(in_words(day), NOBODY)


def and_about_a_day_to_come(alice, day):
    """Nothing is known of tomorrow."""
    alice.tries({"Date": day}, "Show").sees_all("must be today or in the past")


def test_alice_asks_who_could_see_the_record_on_a_day(moment, robin, at_work):
    w, today = at_work, day_of(moment)
    when_alice_asks_about_today(w.alice, robin, today)
    page = w.alice.path
    and_about_a_day_on_which_bob_could_see(w.alice, today - timedelta(days=25))
    and_about_a_day_before_anybody_could(w.alice, today - timedelta(days=365))
    and_about_a_day_to_come(w.alice, today + timedelta(days=1))
    assert w.morag.opens(page)
    w.morag.sees_all("Connie Plimsoll").is_good()
    for stranger in (w.bob, w.charlie):
        assert not stranger.opens(page)
