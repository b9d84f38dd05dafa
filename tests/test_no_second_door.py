"""Nothing is decided outside a quorate sitting: every address of the rooms that decide is tried, also by forging.

Two meetings must decide nothing: one without its quorum, and one held before the matter. A chair alone, somebody of the
agency that is judged, a chair whom that agency pays, and the business unit try each address. What the address table
gains is tried too, or fails here until a story tells of what it is about.
"""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from conftest import professional
from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.models import Addressee
from harbourlight.assurance.improvement.tests.factories import addressed
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.models import Decision, Minutes
from harbourlight.partnership.boards.tests.stories import held, planned
from harbourlight.partnership.scrutiny.models import Resolution
from harbourlight.partnership.scrutiny.tests.stories import met, panel_of
from tests import addresses
from tests.rights.filling import filled

pytestmark = pytest.mark.django_db
ROOMS = ("improvement", "scrutiny", "boards", "meetings")
BACKEND = "harbourlight.foundations.access.signed_in.AuthenticationBackend"
# What the stories do not tell of, and why no state of a recommendation, decision or minute hangs on it.
NOT_TOLD = {
    "broughtlist_id": "a list, before anybody answered",
    "reaudit_id": "what an audit finds is no decision of a body, and only puts back on the list",
    "published_id": "a copy that is withdrawn", "report_id": "a paper", "part_id": "a paper", "paper_id": "a paper",
    "resolution_id": "a page to read", "absence_id": "who came", "item_id": "an item", "learning_id": "learning heard",
    "membership_id": "a seat", "seat_id": "a seat", "return_id": "a return", "invitation_id": "who comes",
    "urgent_id": "the chair's own power: tests/cases/urgent_decisions.csv", "part": "a rule of the body",
    "escalation_id": "leads answer for themselves: harbourlight/partnership/boards/tests",
    "decision_id": "the executive's agreement: tests/cases/agreements_by_correspondence.csv",
    "dispute_id": "a dispute of minutes", "receipt_id": "a receipt", "key": "a page to read",
}  # fmt: skip
FORGED = {
    "accepts": "yes", "verdict_0": "accepts", "reason_0": "Good", "reason": "So it was said", "why": "So it was said",
    "outcome": "nothing_follows", "text": "That it is done.", "what": "It is done.", "version": "1",
    "answer": "accepted",
    "standing": "agreed", "state": "agreed", "agrees": "yes", "why_accepted": "All the same",
}  # fmt: skip


def done_for(cast, panel, at):
    """Return a recommendation of a panel to the police, reported done at a moment."""
    row = addressed(cast, at, body_key=panel.key, body_name=panel.name, by=None)
    row = improvement.respond(addressee=row, answer="accepted", by=None, at=at)
    return improvement.claim_done(addressee=row, what_was_done="Sent.", what_changed="Fewer wait.", by=None, at=at)


def without_quorum(cast, moment):
    """Tell of a panel's meeting to which one of three came, after the police had done what was asked."""
    panel = panel_of(cast, moment).panel
    row = done_for(cast, panel, moment - timedelta(days=20))
    sitting = held(planned(panel, cast, moment, days=-5), cast, [cast.councillor], reason="Two were ill.")
    return panel, row, sitting


def before_the_matter(cast, moment):
    """Tell of a quorate meeting that was held before the police had done it."""
    panel = panel_of(cast, moment).panel
    sitting = met(cast, panel, moment, days=30, text="Nothing was resolved.")
    return panel, done_for(cast, panel, moment), sitting


STORIES = (without_quorum, before_the_matter)


@pytest.fixture
def people(cast):
    """Return who tries: a chair alone, somebody of the agency judged, a chair it pays, the business unit."""
    return SimpleNamespace(
        chair=cast.chair, employee=professional("Pia Anchor", cast.police, "senior_manager", "mash_partner"),
        paid=professional("Paul Anchor", cast.police, "partnership_chair"), unit=cast.business,
    )  # fmt: skip


def told(story, cast, moment):
    """Tell a story; return {name of an id in an address: the id}, and what stands decided before anybody tries."""
    with as_system("a story is told"):
        panel, row, sitting = story(cast, moment)
        minutes = Minutes.objects.filter(meeting=sitting.meeting_id).first()
    ids = {
        "addressee_id": row.pk, "recommendation_id": row.recommendation_id, "sitting_id": sitting.pk,
        "meeting_id": sitting.meeting_id, "group_id": panel.pk, "body": panel.key, "key": panel.key,
    }  # fmt: skip
    return ids | ({"minutes_id": minutes.pk} if minutes else {}), sitting


def decided(story, row):
    """Return what stands decided: the recommendation's state, agreed minutes, what was resolved and validly decided.

    A quorate meeting that was too early for the matter may well have resolved and decided others.
    """
    with as_system("the test looks"):
        found = [
            Addressee.objects.get(pk=row).state,
            Resolution.objects.count() if story is without_quorum else 0,
            Decision.objects.filter(is_valid=True).count() if story is without_quorum else 0,
        ]
        return [*found, Minutes.objects.filter(state="agreed").count()]


def tried(ids):
    """Yield (name, path) of every address of the rooms that decide; an id that no story tells of has its reason."""
    for address in addresses.addresses():
        room, _, _ = address.name.partition(":")
        names = [name for name, _ in address.arguments]
        if room not in ROOMS or not names or address.permission == "everyone":
            continue
        if all(name in ids for name in names):
            try:
                yield address.name, reverse(address.name, kwargs={name: ids[name] for name in names})
            except NoReverseMatch:  # a word where another id stands
                continue
        else:
            assert [name for name in names if name not in ids and name not in NOT_TOLD | {"minutes_id": ""}] == []


def answers_for(person, client, path, moment, as_user):
    """Return the good answers that a page's form takes from somebody, and whatever could be forged beside them."""
    with as_user(person):
        form = (client.get(path).context or {}).get("form")
        return filled(form, moment) if hasattr(form, "fields") else {}


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("kind", ["chair", "employee", "paid", "unit"])
def test_no_address_decides_what_a_quorate_sitting_did_not(story, kind, cast, people, moment, as_user):
    ids, sitting = told(story, cast, moment)
    before, faults, number = decided(story, ids["addressee_id"]), [], 0
    client, person = Client(raise_request_exception=False), getattr(people, kind)
    client.force_login(person, backend=BACKEND)
    forged = FORGED | {"meeting": str(sitting.meeting_id), "sitting": str(sitting.pk)}
    for name, path in tried(ids):
        good = answers_for(person, client, path, moment, as_user)
        for sent in (good, {**good, **forged}):
            number += 1
            with transaction.atomic():
                answer = client.post(path, {**sent, "submission": str(uuid4())})
                if decided(story, ids["addressee_id"]) != before:
                    faults.append((name, answer.status_code))
                transaction.set_rollback(True)
    assert number > 40
    assert not faults, faults


def test_the_comparison_sees_an_acceptance(cast, moment):
    ids, _ = told(before_the_matter, cast, moment)
    before = decided(before_the_matter, ids["addressee_id"])
    with as_system("the test changes a state"):
        Addressee.objects.filter(pk=ids["addressee_id"]).update(state="agreed")
    assert decided(before_the_matter, ids["addressee_id"]) != before
