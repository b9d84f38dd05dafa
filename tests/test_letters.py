"""A letter is written over until it is sent, goes once, and tells of no other family and no withheld place."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.tests.factories import child
from harbourlight.foundations.documents import actions
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.outbox import waiting
from harbourlight.practice.frontdoor.models import Contact
from harbourlight.practice.frontdoor.tests.factories import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(cast, moment, as_user):
    """Return a contact that Bob's school made."""
    with as_user(cast.bob):
        return receive(cast, moment)


@pytest.fixture
def written(contact, cast, moment, as_user):
    """Return a function by which Alice writes a letter to Bob about the contact."""

    def write(body="We decided to help.", reader=cast.bob):
        with as_user(cast.alice):
            about = Contact.objects.get(pk=contact.pk)
            return actions.write_letter(
                subject=about, kind="referrer", reader=reader, to_name="Bob Lanyard", heading="Your contact", body=body,
                by=cast.alice, at=moment,
            )  # fmt: skip

    return write


def test_a_letter_that_is_not_sent_is_written_over(written, cast, as_user):
    first, second = written(), written("We decided to help at once.")
    assert first.pk == second.pk
    with as_user(cast.alice):
        assert Letter.objects.get(pk=first.pk).body == "We decided to help at once."


def test_a_letter_goes_once_and_its_notice_says_nothing(written, cast, moment, as_user):
    letter = written()
    with as_user(cast.alice):
        sent = [
            actions.send_letter(letter=letter, channel="product", by=cast.alice, at=moment + timedelta(minutes=each))
            for each in (0, 5)
        ]
    assert [each.sent_at for each in sent] == [moment, moment]
    (mail,) = waiting().filter(args__to=cast.bob.email, args__about=str(letter.pk))
    assert "help" not in mail.args["body"]


def test_whoever_does_not_sign_in_gets_it_on_paper(written, cast, moment, as_user):
    letter = written(reader=None)
    with as_user(cast.alice):
        with pytest.raises(actions.LetterRefused, match="does not sign in"):
            actions.send_letter(letter=letter, channel="product", by=cast.alice, at=moment)
        sent = actions.send_letter(letter=letter, channel="post", by=cast.alice, at=moment)
    assert (sent.told_by, sent.channel) == ("Alice Marlow", "post")


def test_a_letter_that_names_another_familys_child_stays(written, cast, moment, as_user):
    child(cast, moment, to=[cast.alice])
    letter = written("Robin Seagrove was seen there as well.")
    with as_user(cast.alice), pytest.raises(actions.LetterRefused, match="another family: Robin Seagrove"):
        actions.send_letter(letter=letter, channel="product", by=cast.alice, at=moment)


def test_a_refusal_tells_of_no_child_who_is_hidden_from_the_writer(written, cast, moment, as_user):
    child(cast, moment, to=[cast.worker])
    letter = written("Robin Seagrove was seen there as well.")
    with as_user(cast.alice):
        assert actions.send_letter(letter=letter, channel="product", by=cast.alice, at=moment).sent_at == moment
