"""Today: what is due, what was late, who waits."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.today import panels, views
from harbourlight.practice.frontdoor.actions.ask import ask
from harbourlight.practice.frontdoor.tests.stories import told

pytestmark = pytest.mark.django_db


def test_a_hub_worker_sees_the_teams_clocks_soonest_first(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
        older = told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    page = client_for(cast.alice).get(reverse("today:today"))
    assert page.context["due"][0][1] == older.reference
    assert [name for _, name, _ in page.context["breaches"]] == [older.reference]
    assert len(client_for(cast.alice).get(reverse("today:team")).context["lines"]) == 2


def test_a_breach_asks_for_its_reason_and_then_no_more(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    client = client_for(cast.alice)
    late = client.get(reverse("today:today")).context["breaches"][0][0]
    address = reverse("today:breach", args=[late.pk])
    assert client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "Nobody was on duty."}).status_code == 302
    assert client.get(reverse("today:today")).context["breaches"] == []
    with as_user(cast.alice):
        kept = Deadline.objects.get(pk=late.pk)
        assert (kept.breach_reason, kept.breach_explained_by) == ("Nobody was on duty.", cast.alice)


def test_charlie_explains_nobody_elses_breach(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    with as_user(cast.alice):
        late = Deadline.objects.filter(is_alarm=True).first()
    assert client_for(cast.charlie).get(reverse("today:breach", args=[late.pk])).status_code == 404


def test_bob_sees_the_contacts_he_made_and_the_requests_to_his_school(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        ask(contact=contact, agencies=[cast.school], question="?", within="1", by=cast.alice, at=moment)
    page = client_for(cast.bob).get(reverse("today:today"))
    assert contact.reference in page.content.decode().split("Contacts you made")[1]
    assert page.content.decode().count("Request of ") == 1
    assert "Juniper" not in page.content.decode().split("My reports due")[1].split("<h2>")[0]
    listed = client_for(cast.bob).get(reverse("requests:requests"))
    assert "Juniper Halewood" in listed.content.decode()


def test_managers_see_requests_that_reminders_did_not_move(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        ask(contact=contact, agencies=[cast.health], question="?", within="1", by=cast.alice, at=moment)
        Request.objects.update(escalated_at=moment)
    silent = "Agencies that have not answered"
    assert silent in client_for(cast.manager).get(reverse("today:today")).content.decode()
    assert silent not in client_for(cast.alice).get(reverse("today:today")).content.decode()


@pytest.mark.parametrize("who", ["board", "councillor", "auditor"])
def test_those_who_oversee_find_the_figures_and_no_work(who, cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
    client = client_for(getattr(cast, who))
    words = client.get(reverse("today:today")).content.decode()
    assert reverse("frontdoor:figures") in words
    assert "<h2>Due</h2>" not in words
    assert client.get(reverse("today:team")).status_code == 403


def test_the_team_pages_through_its_clocks_without_counting_them(cast, moment, as_user, client_for, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 1)
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
        older = told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    client, address = client_for(cast.alice), reverse("today:team")
    first, second, beyond = (client.get(f"{address}?page={number}") for number in ("1", "2", "9"))
    assert [name for _, name, _ in first.context["lines"]] == [older.reference]
    assert "?page=2" in first.content.decode()
    assert [name for _, name, _ in second.context["lines"]] != [older.reference]
    assert "?page=3" not in second.content.decode()
    assert [name for _, name, _ in beyond.context["lines"]] == [older.reference]


def test_a_clock_that_is_mine_and_my_teams_is_due_once(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        Deadline.objects.update(owner=cast.alice)
    due = client_for(cast.alice).get(reverse("today:today")).context["due"]
    assert len({row.pk for row, *_ in due}) == len(due) == 1


def test_a_colleagues_clock_stands_in_the_teams_list_and_with_the_manager_but_not_in_my_work(
    cast, moment, as_user, client_for
):
    with as_user(cast.bob):
        contact = told(cast, moment, "Rowan Ashby")
    with as_user(cast.manager):
        Deadline.objects.filter(subject_id=contact.pk).update(owner=cast.manager)
    page = client_for(cast.alice)
    assert page.get(reverse("today:today")).context["due"] == []
    assert contact.reference in page.get(reverse("today:team")).content.decode()
    assert len(client_for(cast.manager).get(reverse("today:today")).context["due"]) == 1


def test_the_first_page_shows_what_answers_and_nothing_of_what_does_not(cast, client_for, monkeypatch):
    monkeypatch.setattr(panels, "PANELS", {})
    panels.register("My boats", lambda request: [("The Lantern", "/boats/", request.today)])
    panels.register("My oars", lambda request: [])
    for person in (cast.bob, cast.councillor):
        words = client_for(person).get(reverse("today:today")).content.decode()
        assert '<a href="/boats/">The Lantern</a>' in words
        assert "My oars" not in words
