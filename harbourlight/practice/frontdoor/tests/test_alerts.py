"""What cannot wait reaches whoever is on duty at once, by whatever way it came."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.notices.choices import Day
from harbourlight.foundations.notices.duty import whom_to_ring
from harbourlight.foundations.notices.models import Delivery, Duty, Notice, Opening, Waiting

from ..actions.screen import rate, take_contact
from .conftest import LONG_AGO
from .stories import decided, team_of, told
from .test_intake_pages import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(cast):
    """Put a night team on duty at all hours, with nobody else."""
    team = team_of(cast, "Night team", "out_of_hours", LONG_AGO)
    cast.officer.memberships.create(team=team, started_on=LONG_AGO)
    hours = {"days": list(Day), "begins": time(0), "ends": time(0), "started_on": LONG_AGO}
    Duty.objects.create(area=cast.area, team=team, **hours)
    return team


def notices():
    """Return the words of each notice and the names of those told."""
    with as_system("the test reads who was told"):
        return [
            (notice.says, {row.told for row in Delivery.objects.filter(notice=notice)})
            for notice in Notice.objects.order_by("raised_at", "reference")
        ]


IN_DANGER = [("Contact: a child may be in danger now", {"Night team"})]
RED = [("Contact rated red", {"Night team"})]


def test_a_contact_about_a_child_in_danger_now_reaches_those_on_duty(cast, night, document, moment, as_user):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood", urgency="immediate")
        told(cast, moment, "Rowan Halewood", urgency="today")
    assert notices() == IN_DANGER


def test_a_guest_in_the_night_reaches_them_too(cast, night, document, moment):
    told(cast, moment, "Juniper Halewood", urgency="immediate", by=None, referrer=None, referrer_agency=None)
    assert notices() == IN_DANGER


def test_the_same_contact_sent_twice_is_told_of_once(cast, night, document, moment, as_user):
    from uuid import uuid4

    sent = uuid4()
    with as_user(cast.bob):
        for _ in range(2):
            told(cast, moment, "Juniper Halewood", urgency="immediate", submission=sent)
    assert notices() == IN_DANGER


@pytest.mark.parametrize(
    ("rag", "urgency", "said"),
    [("red", "routine", RED), ("amber", "immediate", IN_DANGER), ("amber", "today", []), ("green", "routine", [])],
)
def test_a_rating_reaches_them_where_it_cannot_wait(cast, contact, night, moment, as_user, rag, urgency, said):
    with as_user(cast.alice):
        rate(contact=contact, rag=rag, urgency=urgency, by=cast.alice, at=moment)
    assert notices() == said


def test_what_was_red_already_is_not_told_again(cast, contact, night, moment, as_user):
    for _ in range(2):
        with as_user(cast.alice):
            rate(contact=contact, rag="red", urgency="routine", by=cast.alice, at=moment)
            take_contact(contact=contact, by=cast.alice, at=moment)
    assert notices() == RED


def test_the_one_on_duty_opens_the_contact_with_one_click_and_nobody_else_of_their_kind(
    cast, contact, night, moment, as_user, client_for
):
    cast.officer.role_holdings.update(role="out_of_hours")
    path = reverse("frontdoor:contact", args=[contact.pk])
    assert client_for(cast.officer).get(path).status_code == 404
    with as_user(cast.alice):
        rate(contact=contact, rag="red", urgency="routine", by=cast.alice, at=moment)
    client = client_for(cast.officer)
    page = client.get("/notices/").content.decode()
    assert "Juniper Halewood, Rowan Halewood, contact" in page
    answer = client.post(reverse("notices:open", args=[notice_of(contact).pk]))
    assert answer["Location"] == path
    assert client.get(path).status_code == 200


def notice_of(contact):
    """Return the notice about a contact."""
    with as_system("the test reads the notice"):
        return Notice.objects.get(subject_id=contact.pk)


def test_a_contact_that_is_taken_or_decided_waits_for_nobody(cast, contact, night, moment, as_user):
    with as_user(cast.alice):
        rate(contact=contact, rag="red", urgency="immediate", by=cast.alice, at=moment)
    decided(cast, contact, moment, as_user, team=cast.early_help)
    with as_system("the test looks at what waits"):
        assert not Waiting.objects.exists()
        assert Opening.objects.get().opened_by == cast.manager


def sent_by_bob(cast, client_for, urgency):
    """Return the page that Bob reads after he told of a child."""
    page = client_for(cast.bob).post("/contacts/new/", answers(cast, urgency=urgency), follow=True)
    assert page.status_code == 200
    return page.content.decode()


def test_whoever_tells_of_a_child_in_danger_now_reads_whom_to_ring(cast, night, client_for):
    Team.objects.filter(pk=night.pk).update(phone="01632 960 099")
    page = sent_by_bob(cast, client_for, "immediate")
    assert "Ring now" in page
    assert "Night team: <strong>01632 960 099</strong>" in page
    assert "Ring now" not in sent_by_bob(cast, client_for, "routine")


def test_those_on_the_second_rung_and_off_duty_are_not_rung(cast, night, moment):
    Duty.objects.filter(team=night).update(rung=2)
    hours = {"days": list(Day), "begins": time(0), "ends": time(0), "started_on": LONG_AGO}
    Duty.objects.create(area=cast.area, team=cast.mash, **hours)
    Team.objects.filter(pk__in=[night.pk, cast.mash.pk]).update(phone="01632 960 099")
    assert whom_to_ring(cast.area, moment) == [(cast.mash.name, "01632 960 099")]
    Duty.objects.update(ended_on=LONG_AGO + timedelta(days=1))
    assert whom_to_ring(cast.area, moment) == []
