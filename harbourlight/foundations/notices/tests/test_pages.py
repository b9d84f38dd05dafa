"""The count and the red band on every page, my notices, one notice, and opening with one click."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Reading
from harbourlight.foundations.notices.actions import notify
from harbourlight.foundations.notices.models import Opening

pytestmark = pytest.mark.django_db
SAYS = "A child may be in danger now"
COUNT = re.compile(r'class="app-header__count">.*?</span>(\d+)</span>')


@pytest.fixture
def notice(ladder, record, as_user, moment):
    """Return an urgent notice to the hub of Juniper's request."""
    with as_user(ladder.bob):
        return notify(subject=record, says=SAYS, is_urgent=True, by=ladder.bob, at=moment)


def page(client, path="/"):
    """Return the words of a page."""
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/notices/", "/requests/", "/meetings/"])
def test_alice_sees_the_count_and_the_band_on_every_page(notice, ladder, client_for, path):
    words = page(client_for(ladder.alice), path)
    assert COUNT.findall(words) == ["1"]
    assert f'action="{reverse("notices:open", args=[notice.pk])}"' in words
    assert "Juniper" not in words[words.index("app-urgent") : words.index("</section>")]


@pytest.mark.parametrize("name", ["board", "councillor", "auditor", "administrator", "charlie"])
def test_whoever_has_no_duty_sees_nothing_and_costs_no_question(notice, ladder, client_for, name):
    client = client_for(getattr(ladder, name))
    with CaptureQueriesContext(connection) as asked:
        words = page(client)
    assert "Notices" not in words
    assert not [query["sql"] for query in asked if "notices_" in query["sql"]]
    assert client.get("/notices/").status_code == 403


def test_the_head_of_a_page_asks_once(notice, ladder, client_for):
    client = client_for(ladder.alice)
    with CaptureQueriesContext(connection) as asked:
        page(client, "/meetings/")
    assert len([query["sql"] for query in asked if "notices_waiting" in query["sql"]]) == 1


def test_whoever_is_not_on_duty_has_no_count(notice, ladder, client_for):
    words = page(client_for(ladder.colleague))
    assert 'href="/notices/"' in words
    assert not COUNT.findall(words)
    assert "app-urgent" not in words


def test_the_list_names_the_child_and_the_thing_and_logs_it(notice, ladder, client_for):
    words = page(client_for(ladder.alice), "/notices/")
    assert "Juniper Kelp, request" in words
    with as_system("the test reads the log"):
        assert Reading.objects.filter(place="notices:mine", person_id=notice.child_ids[0]).exists()


def test_one_click_leads_to_what_it_is_about_and_the_band_goes_for_everybody(notice, ladder, client_for, record):
    answer = client_for(ladder.alice).post(reverse("notices:open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("requests:answer", args=[record.pk]))
    with as_system("the test reads who opened"):
        assert Opening.objects.get().opened_by == ladder.alice
    words = page(client_for(ladder.manager), "/notices/")
    assert "app-urgent" not in words
    assert not COUNT.findall(words)
    assert "Alice Marlow" in words


def test_looking_at_a_notice_opens_nothing(notice, ladder, client_for):
    client = client_for(ladder.alice)
    words = page(client, notice.get_absolute_url())
    for told in ("Juniper Kelp, request", SAYS, "Harbourhaven MASH", ladder.mash.email, "Nobody has opened it"):
        assert told in words
    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == 405
    with as_system("the test reads who opened"):
        assert not Opening.objects.exists()


def test_charlie_and_people_not_told_find_no_notice(notice, ladder, client_for):
    for person, status in ((ladder.charlie, 403), (ladder.colleague, 404), (ladder.bob, 404)):
        for path in (notice.get_absolute_url(), reverse("notices:open", args=[notice.pk])):
            assert client_for(person).post(path).status_code == status


def test_a_notice_about_a_body_names_it_to_those_told_only(ladder, moment, client_for, as_user):
    ladder.area.child_ids, ladder.area.area_id = [], ladder.area.pk
    with as_user(ladder.senior):
        notify(subject=ladder.area, says="The panel meets today", to=ladder.seniors, by=ladder.senior, at=moment)
    assert "Harbourhaven, area" in page(client_for(ladder.senior), "/notices/")
    assert "The panel meets today" not in page(client_for(ladder.alice), "/notices/")


def test_three_stand_in_the_band_and_the_others_are_counted(ladder, record, as_user, moment, client_for):
    with as_user(ladder.bob), as_system("five records in one story"):
        for number in range(5):
            told = notify(subject=record, says=f"Contact number {number}", is_urgent=True, by=ladder.bob,
                          at=moment - timedelta(minutes=number))  # fmt: skip
            record.pk = told.pk
    words = page(client_for(ladder.alice))
    assert COUNT.findall(words) == ["5"]
    assert words.count("app-urgent__open") == 3
    assert ">2 more</a>" in words


def test_the_worker_goes_on_by_itself(notice, ladder):
    from harbourlight.foundations.notices.tasks import escalate

    assert escalate.func(0) == 0
