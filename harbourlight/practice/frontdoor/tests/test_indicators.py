"""The figures: what they count, and who may open the records behind them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import Figure, Month

from .. import indicators
from ..actions.arrivals import ReportedChild
from ..actions.ask import ask
from ..actions.decide import decide
from .stories import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(moment):
    return Month.of(moment.astimezone(LONDON).date())


def figure(ref, area, month, moment):
    months, lines = indicators.table(area, month, moment)
    assert len(months) == 13
    return next(found[-1] for measure, found in lines if measure.ref == ref)


def decided(cast, contact, moment, as_user, outcome="referral"):
    with as_user(cast.manager):
        return decide(
            contact=contact,
            by=cast.manager,
            at=moment,
            outcome=outcome,
            rationale="So.",
            team=cast.assessment,
        )


def test_contacts_are_counted_by_source_outcome_and_conversion(cast, area, month, moment, as_user):
    with as_user(cast.bob):
        made = [told(cast, moment, f"Child{number} Halewood", happened_at=moment) for number in range(4)]
    decided(cast, made[0], moment, as_user)
    decided(cast, made[1], moment, as_user, "no_action")
    assert figure("FD-01", area, month, moment) == Figure(4)
    assert figure("FD-02-web", area, month, moment) == Figure(4)
    assert figure("FD-02-police", area, month, moment) == Figure(0)
    assert figure("FD-03-no_action", area, month, moment) == Figure(1)
    assert str(figure("FD-04", area, month, moment)) == "50.0% (1 of 2)"


def test_decided_in_time_counts_clocks_that_ended(cast, area, month, moment, as_user):
    with as_user(cast.bob):
        made = [told(cast, moment, f"Child{number} Halewood", happened_at=moment) for number in range(3)]
    decided(cast, made[0], moment, as_user)
    decided(cast, made[1], moment + timedelta(days=20), as_user)
    assert figure("FD-05", area, month, moment) == Figure(1, 2)  # the third still runs
    assert figure("FD-05", area, month, moment + timedelta(days=30)) == Figure(1, 3)


@pytest.mark.parametrize(("days", "again"), [(30, 1), (360, 1), (370, 0)])
def test_a_referral_again_within_twelve_months_counts(days, again, cast, area, month, moment, as_user):
    with as_user(cast.bob):
        first = told(cast, moment, "Juniper Halewood", happened_at=moment - timedelta(days=days))
    child = ReportedChild(first_name="Juniper", person_id=first.child_ids[0])
    with as_user(cast.alice):
        second = told(cast, moment, "x y", children=[child], happened_at=moment)
    decided(cast, first, moment, as_user)
    decided(cast, second, moment, as_user)
    found = figure("FD-06", area, month, moment)
    assert (found.top, found.bottom) == (
        again,
        1 + (Month.of((moment - timedelta(days=days)).date()) == month),
    )


def test_an_agencys_answers_and_lateness_are_counted(cast, area, month, moment, as_user):
    from harbourlight.foundations.requests.actions import reply
    from harbourlight.foundations.requests.models import Request

    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        ask(
            contact=contact,
            agencies=[cast.health, cast.police],
            question="?",
            within="1",
            by=cast.alice,
            at=moment,
        )
    with as_user(cast.nurse):
        row = Request.objects.get(agency=cast.health)
        reply(request=row, step="hold_nothing", by=cast.nurse, at=moment)
    later = moment + timedelta(days=10)
    rows = {
        row["agency__name"]: (row["made"], row["answered"], row["late"])
        for row in indicators.agencies(area, month, later)
    }
    assert rows == {cast.health.name: (1, 1, 0), cast.police.name: (1, 0, 1)}
    assert figure("FD-08", area, month, later) == Figure(1, 2)


def test_a_board_member_sees_the_count_and_no_contact(cast, month, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", happened_at=moment)
    client = client_for(cast.board)
    page = client.get(reverse("frontdoor:figures")).content.decode()
    assert "Contacts received" in page
    assert f"Front door figures: {cast.area}" in page
    assert re.search(r"FD-01/\?month=[^>]*>1</a>", page)
    assert contact.reference not in page
    behind = client.get(reverse("frontdoor:behind", args=["FD-01"]) + f"?month={month}")
    assert behind.context["total"] == 1
    words = behind.content.decode()
    assert "1 contact stands" in words
    assert "MASH manager" in words
    assert contact.reference not in words


def test_a_hub_manager_opens_the_list_behind_a_number(cast, month, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", happened_at=moment)
    behind = client_for(cast.manager).get(reverse("frontdoor:behind", args=["FD-01"]) + f"?month={month}")
    assert contact.reference in behind.content.decode()


def test_a_senior_manager_without_sight_learns_how_many_stand_behind(cast, month, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", happened_at=moment)
    behind = client_for(cast.senior).get(reverse("frontdoor:behind", args=["FD-01"]) + f"?month={month}")
    assert behind.context["total"] == 1
    assert contact.reference not in behind.content.decode()


@pytest.mark.parametrize("ref", ["FD-07", "no-such"])
def test_no_list_opens_behind_what_cannot_be_counted(ref, cast, client_for):
    assert client_for(cast.manager).get(reverse("frontdoor:behind", args=[ref])).status_code == 404


def test_a_practitioner_gets_no_figures(cast, client_for):
    assert client_for(cast.charlie).get(reverse("frontdoor:figures")).status_code == 403


def test_a_month_that_is_none_falls_back_to_this_one(cast, client_for):
    assert client_for(cast.board).get(reverse("frontdoor:figures") + "?month=2026-13-99").status_code == 200
