"""Telling the referrer and the parents."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.documents.actions import LetterRefused
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.reading_age import reading_age
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Address

from ..actions.letters import send_letter, write_letter
from ..pathway import REFERRER_TOLD
from .stories import decided, row, told

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


def letter_to(cast, contact, moment, as_user, kind="referrer", body="Thank you for telling us.", **more):
    with as_user(cast.alice):
        kept = write_letter(
            contact=contact,
            kind=kind,
            heading="What we decided",
            body=body,
            to_name="Bob Lanyard",
            by=cast.alice,
            at=moment,
            **more,
        )
        return send_letter(
            contact=contact,
            letter=kept,
            channel="product" if kind == "referrer" else "post",
            by=cast.alice,
            at=moment,
        )


def test_the_letter_to_the_referrer_is_sent_stamped_and_stops_the_clock(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    sent = letter_to(cast, done, moment, as_user)
    assert (sent.sent_at, sent.sent_by, sent.reader, sent.channel) == (
        moment,
        cast.alice,
        cast.bob,
        "product",
    )
    after = row(as_user, cast.alice, contact)
    assert (after.state, after.referrer_told_at) == ("closed", moment)
    with as_user(cast.alice):
        assert Deadline.objects.get(clock=REFERRER_TOLD).met_at == moment
        hub = Grant.objects.filter(team=cast.mash)
        assert {grant.valid_until for grant in hub} == {moment + timedelta(days=30)}
    page = client_for(cast.bob).get(reverse("frontdoor:letter_sent", args=[sent.pk]))
    assert "Thank you for telling us." in page.content.decode()
    assert client_for(cast.charlie).get(reverse("frontdoor:letter_sent", args=[sent.pk])).status_code == 404


def test_bob_reads_no_letter_before_it_is_sent(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.alice):
        kept = write_letter(
            contact=done, kind="referrer", heading="H", body="B", to_name="Bob", by=cast.alice, at=moment
        )
    assert client_for(cast.bob).get(reverse("frontdoor:letter_sent", args=[kept.pk])).status_code == 404


def test_a_letter_that_names_another_familys_child_is_refused(cast, contact, moment, as_user):
    with as_user(cast.bob):
        told(cast, moment, "Lark Penhallow")
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(LetterRefused, match="Lark Penhallow"):
        letter_to(cast, done, moment, as_user, body="We also think of Lark Penhallow.")
    assert row(as_user, cast.alice, contact).state == "decided"
    letter_to(cast, done, moment, as_user, body="We think of Juniper Halewood and Marigold Halewood.")


@pytest.mark.parametrize("words", ["They live at 4 Heron Court.", "Their postcode is hh1 2ab.", "4, HERON  COURT"])
def test_a_letter_that_tells_a_withheld_place_is_refused(words, cast, contact, moment, as_user):
    with as_user(cast.alice):
        Address.objects.create(
            person_id=contact.child_ids[0],
            lines="4 Heron Court, Harbourhaven North",
            postcode="HH1 2AB",
            is_hidden=True,
            recorded_at=moment,
            recorded_by=cast.alice,
        )
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(LetterRefused, match="withheld"):
        letter_to(cast, done, moment, as_user, body=words)


@pytest.mark.parametrize("safe", ["no", "unknown"])
def test_no_letter_goes_to_parents_unless_it_is_safe(safe, cast, moment, as_user, document, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", safe_to_tell_parents=safe)
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(StepNotAllowed, match="not known to be safe"):
        letter_to(cast, done, moment, as_user, kind="parents")
    page = client_for(cast.alice).get(reverse("frontdoor:letter", args=[contact.pk, "parents"]))
    assert page.status_code == 302
    with as_user(cast.alice):
        assert not Letter.objects.exists()


OUTCOMES = ("universal", "early_help", "already_open", "other_area", "no_action", "referral", "strategy")


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("kind", ["referrer", "parents"])
def test_the_first_words_are_personal_plain_and_name_no_referrer_to_the_parents(
    kind, outcome, cast, contact, moment, as_user, client_for
):
    done = decided(cast, contact, moment, as_user, outcome=outcome, team=cast.assessment)
    page = client_for(cast.alice).get(reverse("frontdoor:letter", args=[done.pk, kind]))
    body = page.context["form"]["body"].value()
    assert "Juniper Halewood" in body
    assert reading_age(body) <= 13
    assert ("Bob" in body) == (kind == "referrer")
    if kind == "parents":
        assert page.context["form"]["to_name"].value() == "Marigold Halewood"


def test_the_letter_page_saves_shows_the_reading_age_and_sends(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    client, address = client_for(cast.alice), reverse("frontdoor:letter", args=[done.pk, "referrer"])
    words = {
        "submission": str(uuid.uuid4()),
        "to_name": "Bob Lanyard",
        "heading": "Our decision",
        "body": "We will help.",
        "channel": "product",
    }
    assert client.post(address, words | {"save": "yes"}).status_code == 302
    assert client.get(address).context["form"]["body"].value() == "We will help."
    assert row(as_user, cast.alice, contact).state == "decided"
    assert client.post(address, words | {"send": "yes", "submission": str(uuid.uuid4())}).status_code == 302
    assert row(as_user, cast.alice, contact).state == "closed"


def answers(**more):
    """Return what is sent with the page of a letter to the referrer."""
    return {
        "submission": str(uuid.uuid4()), "to_name": "Bob Lanyard", "heading": "Our decision", "body": "We will help.",
        "send": "yes", "told_by": "Morag Tideswell",
    } | more  # fmt: skip


def day(on):
    """Return a date as the boxes of its question send it."""
    return {"told_on-day": on.day, "told_on-month": on.month, "told_on-year": on.year}


@pytest.mark.parametrize("channel", ["post", "hand", "phone"])
def test_a_referrer_without_an_account_is_told_by_somebody_on_a_day(
    channel, cast, moment, as_user, document, client_for
):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", referrer=None, referrer_name="Uri Sextant", referrer_email="")
    before = moment - timedelta(days=3)
    done = decided(cast, contact, moment, as_user, at=before)
    client, address = client_for(cast.alice), reverse("frontdoor:letter", args=[done.pk, "referrer"])
    page = client.get(address).context["form"]
    assert [value for value, _ in page.fields["channel"].choices] == ["post", "hand", "phone"]
    went = (before + timedelta(days=1)).date()
    assert "Enter the day" in client.post(address, answers(channel=channel)).content.decode()
    assert client.post(address, answers(channel="product", **day(went))).status_code == 200
    too_soon = client.post(address, answers(channel=channel, **day(went - timedelta(days=3))))
    assert "before the decision" in too_soon.content.decode()
    sent = client.post(address, answers(channel=channel, **day(went)))
    assert sent.status_code == 302
    after = row(as_user, cast.alice, contact)
    assert after.state == "closed"
    assert after.referrer_told_at.astimezone(LONDON).date() == went
    with as_user(cast.alice):
        assert Deadline.objects.get(clock=REFERRER_TOLD).met_at == after.referrer_told_at
        letter = Letter.objects.get()
        assert (letter.told_on, letter.told_by, letter.sent_by) == (went, "Morag Tideswell", cast.alice)
    shown = client.get(sent.url).content.decode()
    assert "Morag Tideswell" in shown
    assert letter.get_channel_display() in shown
    sheet = client.get(reverse("frontdoor:letter_print", args=[letter.pk]))
    assert "We will help." in sheet.content.decode()
    assert str(cast.council) in sheet.content.decode()


def test_a_letter_that_was_not_sent_and_checked_is_not_printed(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.alice):
        kept = write_letter(
            contact=done, kind="referrer", heading="H", body="B", to_name="Bob", by=cast.alice, at=moment
        )
    assert client_for(cast.alice).get(reverse("frontdoor:letter_print", args=[kept.pk])).status_code == 404
    with as_user(cast.alice):
        send_letter(contact=done, letter=kept, channel="hand", by=cast.alice, at=moment)
    assert client_for(cast.alice).get(reverse("frontdoor:letter_print", args=[kept.pk])).status_code == 200
    assert client_for(cast.charlie).get(reverse("frontdoor:letter_print", args=[kept.pk])).status_code == 404
