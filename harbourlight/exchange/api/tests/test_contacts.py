"""An agency's own system makes contacts and asks how far they are."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from harbourlight.exchange.api.keys import make_key
from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.models import Contact

pytestmark = pytest.mark.django_db

STORY = {
    "children": [{"first_name": "Isla", "last_name": "Breakwater", "born_on": "2017-05-09"}],
    "what_happened": "Seen in the emergency department with a bruise that is not explained.",
    "worries": ["physical"], "referrer_name": "Sam Clew", "referrer_kind": "3E",
}  # fmt: skip


@pytest.fixture
def send(client, cast, moment):
    """Return a function that sends a contact with the key of the health agency."""
    _, key = make_key(agency=cast.health, area=cast.area, name="Emergency department", by=None, at=moment)

    def post(story=STORY, idempotency="one", key=key):
        return client.post(
            "/api/v1/contacts", story, content_type="application/json",
            headers={"Authorization": f"Bearer {key}", "Idempotency-Key": idempotency},
        )  # fmt: skip

    post.key = key
    return post


def stored():
    """Return every contact, whoever asks."""
    with as_system("the test looks at what was stored"):
        return list(Contact.objects.all())


def test_a_system_makes_a_contact_once_and_asks_for_its_state(client, cast, send):
    first, again = send(), send()
    assert first.status_code == again.status_code == 201
    assert first.json()["reference"] == again.json()["reference"]
    [contact] = stored()
    assert (contact.source, contact.referrer_agency) == ("api", cast.health)
    status = client.get(f"/api/v1/contacts/{contact.reference}", headers={"Authorization": f"Bearer {send.key}"}).json()
    assert status["state"] == "received"
    assert status["outcome"] is None
    assert "Isla" not in str(status)


def test_another_agency_learns_nothing(client, cast, moment, send):
    reference = send().json()["reference"]
    _, other = make_key(agency=cast.police, area=cast.area, name="Records", by=None, at=moment)
    headers = {"Authorization": f"Bearer {other}"}
    theirs = client.get(f"/api/v1/contacts/{reference}", headers=headers)
    absent = client.get("/api/v1/contacts/HL-2026-999999", headers=headers)
    assert (theirs.status_code, theirs.content) == (absent.status_code, absent.content) == (404, absent.content)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"children": []}, "children"),
        ({"worries": ["boredom"]}, "worries.0"),
        ({"surprise": 1}, "surprise"),
        ({"what_happened": "  "}, "what_happened"),
        ({"children": [{"born_on": "2017-05-09", "expected_on": "2027-01-01"}]}, "not both"),
    ],
)
def test_what_is_wrong_is_said_by_field(send, changes, words):
    answer = send({**STORY, **changes})
    assert answer.status_code == 422
    assert words in " ".join(answer.json()["problems"])
    assert not stored()


def test_a_wrong_or_ended_key_opens_nothing(cast, moment, send):
    _, ended = make_key(
        agency=cast.health, area=cast.area, name="Old", by=None, at=moment, until=moment.date().replace(year=2000)
    )
    assert send(key=ended).status_code == 401
    assert send(key="nonsense").status_code == 401


def test_a_key_is_printed_once_and_kept_as_a_hash(cast):
    out = StringIO()
    call_command("api_key", cast.health.name, cast.area.code, "Ward", by=cast.alice.email, stdout=out)
    assert out.getvalue().startswith("hl_")


def test_the_description_is_for_those_who_are_signed_in(client, client_for, cast):
    assert client.get("/api/v1/docs").status_code == 302
    assert "/api/v1/contacts" in client_for(cast.bob).get("/api/v1/docs").content.decode()


def test_nobody_takes_the_number_of_a_contact_before_it_arrives(client, cast, send, client_for):
    guessed = uuid.uuid5(cast.health.pk, "one")
    sent = {"children-TOTAL_FORMS": "1", "children-INITIAL_FORMS": "0", "adults-TOTAL_FORMS": "0",
            "adults-INITIAL_FORMS": "0", "children-0-first_name": "Nobody", "children-0-sex": "U",
            "submission": str(guessed), "area": str(cast.area.id), "urgency": "routine", "what_happened": "Nothing.",
            "worries": ["other"], "consent": "given", "safe_to_tell_parents": "no"}  # fmt: skip
    assert client_for(cast.charlie).post("/contacts/new/", sent).status_code == 302
    client.logout()
    assert send().status_code == 201
    assert [contact.source for contact in stored()] == ["web", "api"]


def test_a_key_ends_with_its_agency(cast, send, moment):
    cast.health.ended_on = moment.date() - timedelta(days=1)
    cast.health.save()
    assert send().status_code == 401


@pytest.mark.parametrize("field", ["what_happened", "referrer_email", "child_words"])
def test_a_character_that_no_text_holds_is_refused(send, field):
    assert send(STORY | {field: "a\0b@street.example"}).status_code == 422
    assert not stored()
