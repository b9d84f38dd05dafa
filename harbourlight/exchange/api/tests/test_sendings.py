"""A key is not the request: other words under it are refused, and it belongs to one system and ends."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from harbourlight.exchange.api.contacts import PerKey
from harbourlight.exchange.api.keys import make_key
from harbourlight.exchange.api.models import Sending
from harbourlight.exchange.api.sendings import KEPT_FOR, forget
from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.models import Contact

from .test_contacts import STORY, send, stored  # noqa: F401 - `send` is a fixture

pytestmark = pytest.mark.django_db
OTHER = {"first_name": "Rory", "last_name": "Skerry", "born_on": "2019-02-03"}


@pytest.mark.parametrize(
    "changes", [{"children": [OTHER]}, {"children": [*STORY["children"], OTHER]}, {"what_happened": "Another bruise."}]
)
def test_other_words_under_a_key_are_refused_with_what_was_sent_before(send, changes):  # noqa: F811
    first = send().json()
    answer = send({**STORY, **changes})
    assert answer.status_code == 409
    assert answer.json()["sent_before"]["reference"] == first["reference"]
    assert "Nothing was received" in answer.json()["problems"][0]
    assert "Rory" not in answer.content.decode()
    assert len(stored()) == 1
    assert send({**STORY, **changes}, idempotency="two").status_code == 201
    assert len(stored()) == 2


def test_the_same_words_in_another_order_are_the_same(send):  # noqa: F811
    first = send().json()
    assert send(dict(reversed(STORY.items()))).json()["reference"] == first["reference"]


@pytest.mark.parametrize("empty", ["", "   ", "\t", "é", "x" * 201])
def test_an_empty_or_unreadable_key_is_none(send, empty):  # noqa: F811
    answer = send(idempotency=empty)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["problems"][0]
    assert not stored()


def test_two_systems_of_one_agency_may_use_the_same_key(send, cast, moment):  # noqa: F811
    _, other = make_key(agency=cast.health, area=cast.area, name="Ward", by=None, at=moment)
    first, second = send().json(), send({**STORY, "children": [OTHER]}, key=other).json()
    assert first["reference"] != second["reference"]


def test_a_key_ends(send):  # noqa: F811
    first = send().json()
    row = Sending.objects.get()
    Sending.objects.update(sent_at=row.sent_at - KEPT_FOR)
    assert send().json()["reference"] != first["reference"]
    forget(row.sent_at + KEPT_FOR + timedelta(hours=1))
    assert not Sending.objects.exists()


def test_neither_key_nor_words_are_kept(send):  # noqa: F811
    send(idempotency="incident-4711")
    row = Sending.objects.get()
    assert "4711" not in row.name + row.words
    assert len(row.name) == len(row.words) == 64


def with_child(**fields):
    """Return the child of a contact with other fields."""
    return {"children": [{"first_name": "Isla", **fields}]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (with_child(born_on="0001-01-01"), "children.0.born_on"),
        (with_child(born_on="9999-12-31"), "children.0.born_on"),
        (with_child(born_on="1900-01-01"), "children.0.born_on"),
        (with_child(birth_year=2099), "children.0.birth_year"),
        (with_child(birth_month=5), "children.0.birth_month"),
        (with_child(expected_on="9999-12-31"), "children.0.expected_on"),
        (with_child(expected_on="2001-01-01"), "children.0.expected_on"),
        ({"adults": [{"first_name": "Moira", "born_on": "0001-01-01"}]}, "adults.0.born_on"),
        (with_child(last_name="Break\u202ewater"), "U+202E"),
        (with_child(last_name="Break\u2066water"), "U+2066"),
        (with_child(last_name="Break\u0007water"), "U+0007"),
        (with_child(last_name="Break\nwater"), "U+000A"),
        (with_child(last_name="Break\u200bwater"), "U+200B"),
        ({"referrer_name": "Sam \u202e Clew"}, "U+202E"),
        ({"what_happened": "Seen\u0000here"}, "U+0000"),
        ({"children": [{}]}, "nothing is told of this person"),
        ({"children": [STORY["children"][0], {}]}, "nothing is told of this person"),
        ({"children": [{"sex": "M"}]}, "nothing is told of this person"),
        ({"children": [{"first_name": "  "}]}, "nothing is told of this person"),
        ({"adults": [{"relation": "mother"}]}, "nothing is told of this person"),
        ({"referrer_email": "sam@clew..org"}, "e-mail address"),
        ({"referrer_email": "sam"}, "e-mail address"),
        ({"referrer_email": "a b@example.org"}, "e-mail address"),
        (with_child(address="-- ,"), "letters or digits"),
        (with_child(postcode="nowhere"), "postcode"),
    ],
)
def test_what_cannot_be_is_refused_by_field(send, changes, words):  # noqa: F811
    answer = send({**STORY, **changes})
    assert answer.status_code == 422
    assert words in " ".join(answer.json()["problems"])
    assert not stored()


@pytest.mark.parametrize(
    "changes",
    [
        with_child(last_name="O’Brien-Søndergård"), with_child(last_name="رضا\u200cیی"),
        {"children": [{"birth_year": 2019}]},
        {"children": [{"school": "Harbour Primary"}]}, with_child(postcode="sw1a1aa"), with_child(postcode="ZZ9"),
        {"what_happened": "First line.\r\n\tSecond line, \u200emarked by a word processor."},
    ],
)  # fmt: skip
def test_what_is_unusual_and_good_is_received(send, changes):  # noqa: F811
    answer = send({**STORY, **changes})
    assert answer.status_code == 201, answer.content


def test_a_key_that_sends_too_much_is_told_to_wait_and_no_other(send, cast, moment, monkeypatch):  # noqa: F811
    cache.clear()
    monkeypatch.setattr(PerKey, "allow_request", allowing(3, PerKey.allow_request))
    answers = [send(idempotency=f"key-{number}") for number in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Wait a minute" in answers[-1].json()["problems"][0]
    _, other = make_key(agency=cast.police, area=cast.area, name="Records", by=None, at=moment)
    assert send(idempotency="theirs", key=other).status_code == 201
    with as_system("the test counts"):
        assert Contact.objects.count() == 4
    cache.clear()


def allowing(number, allow):
    """Return the question whether a request is allowed, with so many within a minute."""

    def ask(self, request):
        self.num_requests = number
        return allow(self, request)

    return ask
