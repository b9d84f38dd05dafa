"""Telling the front door by the signed-in form, by telephone and as a guest."""

import re
import uuid

import pytest
from django.db import connection

from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.models import Contact

from .test_intake_receive import queued_mails

pytestmark = pytest.mark.django_db


def answers(cast, **changes):
    """Return a filled-in form."""
    return {
        "submission": str(uuid.uuid4()), "area": str(cast.area.id), "urgency": "today", "are_siblings": "yes",
        "children-TOTAL_FORMS": "2", "children-INITIAL_FORMS": "0",
        "children-0-first_name": "Isla", "children-0-last_name": "Breakwater", "children-0-birth-day": "9",
        "children-0-birth-month": "5", "children-0-birth-year": "2017", "children-0-sex": "F",
        "children-1-first_name": "Rory", "children-1-birth-year": "2020", "children-1-sex": "U",
        "adults-TOTAL_FORMS": "1", "adults-INITIAL_FORMS": "0",
        "adults-0-first_name": "Moira", "adults-0-last_name": "Breakwater", "adults-0-relation": "mother",
        "what_happened": "Isla came to school very hungry.", "child_words": "The fridge is empty.",
        "worries": ["neglect"], "consent": "given", "lawful_basis": "public_task", "safe_to_tell_parents": "yes",
        **changes,
    }  # fmt: skip


def all_contacts():
    """Return every contact, whoever asks."""
    with as_system("the test looks at what was stored"):
        return list(Contact.objects.all())


def test_a_school_tells_about_two_children_and_gets_a_reference(cast, client_for):
    client = client_for(cast.bob)
    assert client.get("/contacts/new/").status_code == 200
    answer = client.post("/contacts/new/", answers(cast), follow=True)
    [contact] = all_contacts()
    assert contact.reference in answer.content.decode()
    assert len(contact.child_ids) == 2
    assert contact.referrer == cast.bob
    assert contact.referrer_agency == cast.school
    page = client.get("/contacts/mine/").content.decode()
    assert contact.reference in page
    assert "Isla" not in page
    own = client.get(f"/contacts/mine/{contact.id}/").content.decode()
    assert "Received" in own
    assert "hungry" not in own


def test_sending_the_same_form_twice_counts_once(cast, client_for):
    client, sent = client_for(cast.bob), answers(cast)
    client.post("/contacts/new/", sent)
    client.post("/contacts/new/", sent)
    assert len(all_contacts()) == 1


def test_add_another_child_keeps_what_was_typed(cast, client_for):
    answer = client_for(cast.bob).post("/contacts/new/", answers(cast, add_another="children"))
    page = answer.content.decode()
    assert 'name="children-2-first_name"' in page
    assert "Isla came to school very hungry." in page
    assert 'value="Rory"' in page
    assert not all_contacts()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what_happened": ""}, "Enter what has happened and what worries you"),
        ({"consent": "refused"}, "Enter why you share this without the family’s agreement"),
        ({"children-0-nhs_number": "943 476 5918"}, "This is not a valid NHS number"),
        (
            {
                "children-0-expected_on-day": "1",
                "children-0-expected_on-month": "1",
                "children-0-expected_on-year": "2027",
            },
            "not both",
        ),
        ({"urgency": ""}, "How soon must somebody look"),
    ],
)
def test_what_is_missing_is_asked_for_in_words(cast, client_for, changes, words):
    answer = client_for(cast.bob).post("/contacts/new/", answers(cast, **changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not all_contacts()


def test_another_person_cannot_open_my_contact(cast, client_for):
    client_for(cast.bob).post("/contacts/new/", answers(cast))
    [contact] = all_contacts()
    assert client_for(cast.charlie).get(f"/contacts/mine/{contact.id}/").status_code == 404
    assert client_for(cast.charlie).get(f"/contacts/{contact.id}/received/").status_code == 404


def test_the_hub_types_in_what_a_caller_says(cast, client_for):
    client = client_for(cast.alice)
    caller = {
        "happened_at-day": "20", "happened_at-month": "3", "happened_at-year": "2026", "happened_at-time": "4:10pm",
        "referrer_name": "Dr Ann Sextant", "referrer_kind": "3A", "referrer_email": "ann@surgery.example",
        "referrer_agency": str(cast.health.id),
    }  # fmt: skip
    assert client.get("/front-door/phone/").status_code == 200
    client.post("/front-door/phone/", answers(cast, **caller))
    [contact] = all_contacts()
    assert contact.source == "phone"
    assert contact.happened_at.isoformat() == "2026-03-20T16:10:00+00:00"
    assert contact.referrer_agency == cast.health
    assert contact.recorded_by == cast.alice
    late = client.post("/front-door/phone/", answers(cast, **{**caller, "happened_at-year": "2099"}))
    assert "in the past" in late.content.decode()


def code_sent():
    """Return the code of the last mail."""
    return re.search(r"\b\d{6}\b", queued_mails()[-1][1])[0]


def test_a_neighbour_without_an_account_tells_by_a_code(cast, client):
    client.post("/tell-us/", {"email": "neighbour@street.example"})
    assert client.get("/tell-us/contact/").status_code == 302
    assert client.post("/tell-us/code/", {"code": code_sent()}).url.endswith("/tell-us/contact/")
    assert client.get("/tell-us/contact/").status_code == 200
    answer = client.post(
        "/tell-us/contact/", answers(cast, referrer_name="Nan Gangway", referrer_kind="1B"), follow=True
    )
    [contact] = all_contacts()
    assert contact.reference in answer.content.decode()
    assert contact.referrer_email == "neighbour@street.example"
    assert queued_mails()[-1][0] == "neighbour@street.example"


def test_a_code_can_be_tried_five_times_only(cast, client):
    client.post("/tell-us/", {"email": "neighbour@street.example"})
    code = code_sent()
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(5):
        assert "This code does not work" in client.post("/tell-us/code/", {"code": wrong}).content.decode()
    assert "This code does not work" in client.post("/tell-us/code/", {"code": code}).content.decode()


def test_a_code_works_once_and_for_fifteen_minutes(cast, client):
    client.post("/tell-us/", {"email": "neighbour@street.example"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE frontdoor_guestcode SET expires_at = now() - interval '1 second'")
    assert "This code does not work" in client.post("/tell-us/code/", {"code": code_sent()}).content.decode()


def test_many_codes_for_one_address_are_not_sent_and_the_answer_is_the_same(cast, client):
    seen = {client.post("/tell-us/", {"email": "neighbour@street.example"}).url for _ in range(6)}
    assert len(seen) == 1
    assert len(queued_mails()) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM frontdoor_guestcode WHERE code_digest ~ '^[0-9]{6}$'")
        assert cursor.fetchone() == (0,)


def test_a_code_is_counted_for_whom_the_proxy_names(cast, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(31):
        client.post("/tell-us/", {"email": f"n{number}@street.example"}, headers={"X-Forwarded-For": "192.0.2.1"})
    assert len(queued_mails()) == 30
    client.post("/tell-us/", {"email": "neighbour@street.example"}, headers={"X-Forwarded-For": "192.0.2.2"})
    assert queued_mails()[-1][0] == "neighbour@street.example"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"children-0-birth-year": "1985"}, "A person born in 1985 is no child"),
        (
            {"children-1-birth-year": "", "children-1-expected_on-day": "1", "children-1-expected_on-month": "2",
             "children-1-expected_on-year": "2020"},
            "An expected date lies in the next ten months",
        ),
    ],
)  # fmt: skip
def test_a_date_that_makes_no_sense_is_asked_again(changes, words, cast, client_for):
    page = client_for(cast.bob).post("/contacts/new/", answers(cast, **changes)).content.decode()
    assert words in page
    assert not all_contacts()
