"""What is sent twice has one effect, and nobody is told that something was written when it was not."""

import uuid
from datetime import timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui import sending
from harbourlight.foundations.ui.models import SentForm

pytestmark = pytest.mark.django_db
PLACE = "/people/new/"


def answers(number, first_name="Juniper", **more):
    """Return what a person sends to record somebody, with a note that was typed."""
    return {
        "submission": str(number), "first_name": first_name, "last_name": "Kelp of Harbour View", "is_child": "yes",
        "birth_certainty": "unknown", "sex": "U", "ethnicity": "NOBT", "needs_interpreter": "unknown",
        "area": str(Area.objects.get().pk), "confirmed": "yes", **more,
    }  # fmt: skip


@pytest.fixture
def worker(cast, client_for):
    """Return the browser of Alice, who may record people."""
    return client_for(cast.alice)


def recorded():
    """Return how many people are on record."""
    with as_system("a test counts"):
        return Person.objects.count()


def test_a_form_sent_twice_leads_to_what_came_of_it_the_first_time(worker):
    number = uuid.uuid4()
    first = worker.post(PLACE, answers(number))
    assert first.status_code == 302
    again = worker.post(PLACE, answers(number), follow=True)
    assert again.redirect_chain == [(first.url, 302)]
    assert b"Sent already at" in again.content
    assert recorded() == 1


def test_the_same_number_with_other_words_is_refused_and_shows_what_was_sent(worker):
    number = uuid.uuid4()
    first = worker.post(PLACE, answers(number))
    other = worker.post(PLACE, answers(number, first_name="Rowan"))
    assert other.status_code == 409
    assert first.url in other.content.decode()
    assert recorded() == 1


def test_the_same_words_within_some_minutes_are_asked_about_and_can_be_meant(worker):
    worker.post(PLACE, answers(uuid.uuid4()))
    asked = worker.post(PLACE, answers(uuid.uuid4()))
    assert asked.status_code == 409
    assert b"nothing was written a second time" in asked.content
    assert recorded() == 1
    assert worker.post(PLACE, answers(uuid.uuid4(), again="yes")).status_code == 302
    assert recorded() == 2


@pytest.mark.parametrize(("ago", "status"), [(14, 409), (15, 302), (16, 302)])
def test_the_same_words_are_the_same_thing_for_a_quarter_of_an_hour(worker, ago, status):
    worker.post(PLACE, answers(uuid.uuid4()))
    with as_system("a test lets time pass"):
        for row in SentForm.objects.all():
            SentForm.objects.filter(pk=row.pk).update(sent_at=row.sent_at - timedelta(minutes=ago))
    assert worker.post(PLACE, answers(uuid.uuid4())).status_code == status


def test_an_area_says_for_how_long_the_same_words_are_the_same_thing(worker, monkeypatch):
    monkeypatch.setattr(sending, "MINUTES", [lambda request: 0])
    worker.post(PLACE, answers(uuid.uuid4()))
    assert worker.post(PLACE, answers(uuid.uuid4())).status_code == 302


def test_a_form_that_was_refused_can_be_sent_again_with_its_number(worker):
    number = uuid.uuid4()
    assert worker.post(PLACE, answers(number, is_child="")).status_code == 200
    assert worker.post(PLACE, answers(number)).status_code == 302
    assert recorded() == 1


@pytest.mark.parametrize("number", ["", "no number", "1"])
def test_an_empty_or_unreadable_number_is_none(worker, number):
    for _ in range(2):
        assert worker.post(PLACE, answers(number)).status_code == 302
    assert recorded() == 2


def test_what_somebody_else_sent_is_not_told(cast, client_for):
    number = uuid.uuid4()
    client_for(cast.alice).post(PLACE, answers(number))
    other = client_for(cast.manager).post(PLACE, answers(uuid.uuid4()))
    assert other.status_code == 302
    assert recorded() == 2


def test_only_a_keyed_digest_of_the_words_is_kept(worker):
    worker.post(PLACE, answers(uuid.uuid4()))
    with as_system("a test reads"):
        kept = SentForm.objects.values().get()
    assert "Kelp" not in str(kept)
    assert len(kept["digest"]) == 64


def test_the_number_of_somebody_elses_form_does_not_stop_mine(worker, cast, client_for):
    number = uuid.uuid4()
    assert worker.post(PLACE, answers(number)).status_code == 302
    assert client_for(cast.manager).post(PLACE, answers(number)).status_code == 302
    assert recorded() == 2
