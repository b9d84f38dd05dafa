"""No answer about a child tells a protected place to whoever must not know it; writers are asked first."""

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.models import Reading
from harbourlight.foundations.people.actions import add_address
from harbourlight.foundations.people.models import Person

from .factories import known

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TOLD = "He said that the house in Heron St. is cold."
OTHER = "He said that the house is cold."


def read(request, person_id, kind):
    """Tell a text about a child in an answer of some kind, as any page might that only logs what it read."""
    write_readings(request, [person_id])
    if kind == "page":
        return render(request, "ui/page.html", {"form": {"error_summary": TOLD}})
    return HttpResponse(f"<p>{TOLD}</p>" if kind == "html" else TOLD, content_type=f"text/{kind}")


def write(request, person_id):
    """Keep a text about a child."""
    Person.objects.filter(pk=person_id).update(communication_need=request.POST["note"])
    write_readings(request, [person_id], Verb.CHANGED)
    messages.success(request, "Kept for good.")
    return redirect("/")


urlpatterns = [
    path("", include("harbourlight.config.urls")),
    path("read/<uuid:person_id>/<str:kind>/", read),
    path("write/<uuid:person_id>/", write),
]


@pytest.fixture
def child(cast, moment):
    """Return a child at a protected place, with whom Alice works and in whose network Bob is."""
    found = known(cast, moment, seen_by=[cast.alice])
    from harbourlight.foundations.access.actions import give

    give(person_ids=[found.pk], basis="network", reason="A test", by=None, at=moment, professional=cast.bob)
    with as_system("a test puts a place on file"):
        add_address(person=found, lines="14 Heron Street, Anytown", postcode="", is_hidden=True, by=None, at=moment)
    return found


@pytest.mark.parametrize("kind", ["page", "html", "csv", "plain", "calendar"])
def test_any_answer_that_reads_a_child_keeps_the_place_from_bob_and_tells_it_to_alice(kind, child, cast, client_for):
    assert "Heron St." in client_for(cast.alice).get(f"/read/{child.pk}/{kind}/").content.decode()
    answer = client_for(cast.bob).get(f"/read/{child.pk}/{kind}/").content.decode()
    assert "Heron" not in answer
    assert "the house in Withheld" in answer
    assert ("may still tell more" in answer) == (kind == "page")


def kept(child):
    """Return what is kept of the child."""
    with as_system("a test looks"):
        return Person.objects.get(pk=child.pk).communication_need


def test_alice_is_asked_before_she_writes_the_place_down_and_may_keep_it(child, cast, client_for):
    client, sent = client_for(cast.alice), {"note": TOLD}
    answer = client.post(f"/write/{child.pk}/", sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "<li>Heron St</li>" in text
    assert "Kept for good" not in text
    assert kept(child) == ""
    with as_system("a test looks"):
        assert list(Reading.objects.values_list("verb", flat=True)) == [Verb.READ]
    assert client.post(f"/write/{child.pk}/", sent | {"keep_place": "yes"}).status_code == 302
    assert kept(child) == TOLD


def test_words_without_a_place_and_a_field_for_a_place_are_taken_at_once(child, cast, client_for):
    assert client_for(cast.alice).post(f"/write/{child.pk}/", {"note": OTHER, "to_address": TOLD}).status_code == 302
    assert kept(child) == OTHER


def test_the_warning_confirms_no_place_to_a_writer_who_may_not_know_it(child, cast, client_for):
    assert client_for(cast.bob).post(f"/write/{child.pk}/", {"note": TOLD}).status_code == 302
