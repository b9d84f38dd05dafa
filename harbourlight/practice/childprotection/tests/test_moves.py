"""Moves between areas, stays for a time, and stages before and in court."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.tests.factories import keeps

from ..actions import legal, plans, transfers
from ..models import AreaTransfer, LegalStage, ProtectionPlan
from ..pathway.plan import TEMPORARY_LOCAL
from .plan_stories import plan_of, put_on_plan
from .stories import referred


@pytest.fixture
def told(cast, as_user, moment, perran):
    """Return word of another area that the boy, on its plan, has moved here."""
    referred(cast, as_user, moment, perran)
    with as_user(cast.team_manager):
        return transfers.notify_in(
            person=perran, area=cast.area, team=cast.assessment, notified_on=date(2026, 5, 1),
            other_authority="Portwick", other_category="NEG", previous_plans=0, by=cast.team_manager, at=moment,
        )  # fmt: skip


def test_the_sending_area_answers_until_the_conference_here(cast, as_user, client_for, moment, told):
    assert told.conference_due_on == date(2026, 5, 26)  # over the May holidays
    with as_user(cast.worker):
        assert Deadline.objects.running().get(subject_id=told.pk).clock == "CLK-CPC-007"
        assert not ProtectionPlan.objects.exists()
    page = client_for(cast.worker).get(told.get_absolute_url()).content.decode()
    assert "Who answers for the plan" in page
    assert "Portwick" in page


def test_a_second_word_of_the_same_move_is_refused(cast, as_user, moment, told, perran):
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="under way"):
        transfers.notify_in(
            person=perran, area=cast.area, team=cast.assessment, notified_on=date(2026, 5, 4),
            other_authority="Portwick", by=cast.team_manager, at=moment,
        )  # fmt: skip


def test_a_family_that_did_not_come_after_all_ends_the_transfer(cast, as_user, moment, told):
    with as_user(cast.team_manager):
        ended = transfers.end_transfer(
            transfer=told, ended_on=date(2026, 5, 12), note="They stayed in Portwick.", by=cast.team_manager, at=moment
        )
        assert ended.state == "ended"
        assert not Deadline.objects.running().filter(subject_id=told.pk).exists()


def test_our_plan_ends_only_with_the_other_areas_conference(cast, as_user, moment, perran):
    [plan] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        out = transfers.notify_out(
            plan=plan, notified_on=date(2026, 4, 7), other_authority="Portwick", by=cast.worker, at=moment
        )
        assert plan_of(cast, as_user, perran).state == "open"
        with pytest.raises(StepNotAllowed, match="before it was told"):
            transfers.take_over_there(
                transfer=out, conference_on=date(2026, 4, 6), note="Letter", by=cast.worker, at=moment
            )
        transfers.take_over_there(
            transfer=out, conference_on=date(2026, 4, 28), note="Letter", by=cast.worker, at=moment
        )
    ended = plan_of(cast, as_user, perran, running=False)
    assert (ended.end_reason, ended.ended_on) == ("moved", date(2026, 4, 28))


@pytest.fixture
def stay(cast, as_user, moment, perran):
    """Return the boy's stay for a time on another area's plan."""
    referred(cast, as_user, moment, perran)
    with as_user(cast.team_manager):
        return transfers.register_temporarily(
            person=perran, area=cast.area, team=cast.assessment, since=date(2026, 3, 2), other_authority="Portwick",
            other_category="EMO", by=cast.team_manager, at=moment,
        )  # fmt: skip


def test_a_stay_for_a_time_has_visits_and_no_clock_of_the_other_area(cast, as_user, moment, stay):
    with as_user(cast.worker):
        clocks = Deadline.objects.running().filter(subject_id=stay.plan_id)
        assert [row.clock for row in clocks] == ["CLK-CPC-003"]
    with as_user(cast.team_manager):
        keeps(cast.area, {TEMPORARY_LOCAL: 8})
        limit = Deadline.objects.running().get(subject_id=stay.plan_id, clock="LOCAL-TEMPORARY")
        assert limit.due_on == date(2026, 4, 27)


def test_only_a_stay_ends_as_one(cast, as_user, moment, stay, wenna):
    [plan] = put_on_plan(cast, as_user, moment, wenna)
    with as_user(cast.team_manager):
        with pytest.raises(StepNotAllowed, match="Only a temporary"):
            plans.end_without_conference(
                plan=plan, reason="temporary_ended", ended_on=date(2026, 6, 1), by=cast.team_manager, at=moment
            )
        transfers.end_transfer(
            transfer=stay, ended_on=date(2026, 4, 20), note="Went home.", by=cast.team_manager, at=moment
        )
        assert ProtectionPlan.objects.get(pk=stay.plan_id).end_reason == "temporary_ended"


def test_proceedings_are_over_in_26_weeks_the_day_of_issue_being_the_first(cast, as_user, moment, perran):
    referred(cast, as_user, moment, perran)
    with as_user(cast.team_manager):
        begin = {"person": perran, "area": cast.area, "team": cast.assessment, "by": cast.team_manager, "at": moment}
        gateway = legal.begin_stage(kind="gateway", started_on=date(2026, 1, 12), **begin)
        assert not Deadline.objects.filter(subject_id=gateway.pk).exists()
        with pytest.raises(StepNotAllowed, match="cannot end that way"):
            legal.end_stage(
                stage=gateway, ended_on=date(2026, 1, 20), outcome="order_made", by=cast.team_manager, at=moment
            )
        legal.end_stage(stage=gateway, ended_on=date(2026, 1, 20), outcome="issue", by=cast.team_manager, at=moment)
        court = legal.begin_stage(kind="proceedings", started_on=date(2026, 1, 26), **begin)
        assert court.due_on == date(2026, 7, 26)
        assert Deadline.objects.running().get(subject_id=court.pk).clock == "CLK-CRT-001"
        with pytest.raises(StepNotAllowed, match="under way"):
            legal.begin_stage(kind="proceedings", started_on=date(2026, 2, 2), **begin)
        ended = legal.end_stage(
            stage=court, ended_on=date(2026, 7, 20), outcome="order_made", by=cast.team_manager, at=moment
        )
        assert ended.outcome == "order_made"
        assert Deadline.objects.get(subject_id=court.pk).met_at.date() == date(2026, 7, 20)


def test_the_pages_of_moves_and_court_open_for_those_around_the_child(cast, as_user, client_for, moment, stay, perran):
    with as_user(cast.team_manager):
        stage = legal.begin_stage(
            person=perran, area=cast.area, team=cast.assessment, kind="pre_proceedings", started_on=date(2026, 4, 1),
            by=cast.team_manager, at=moment,
        )  # fmt: skip
    client = client_for(cast.team_manager)
    for page in (
        stay.get_absolute_url(), stage.get_absolute_url(), perran.get_absolute_url(),
        reverse("childprotection:legal_end", args=[stage.pk]), reverse("childprotection:transfer_end", args=[stay.pk]),
        reverse("childprotection:transfer_notify", args=[perran.pk]),
        reverse("childprotection:transfer_register", args=[perran.pk]),
    ):  # fmt: skip
        assert client.get(page).status_code == 200, page
    page = client.get(perran.get_absolute_url()).content.decode()
    assert "Moves between areas and court" in page
    assert "Pre-proceedings" in page
    charlie = client_for(cast.charlie)
    for page in (stay.get_absolute_url(), stage.get_absolute_url()):
        assert charlie.get(page).status_code == 404
    assert AreaTransfer.objects.count() == LegalStage.objects.count() == 0


def test_a_transfer_is_told_once_however_often_it_is_sent(cast, as_user, client_for, moment, perran):
    referred(cast, as_user, moment, perran)
    client = client_for(cast.team_manager)
    told = (moment - timedelta(days=2)).date()
    sent = {
        "other_authority": "Portwick", "other_category": "NEG", "previous_plans": "0", "team": str(cast.assessment.pk),
        "notified_on-day": told.day, "notified_on-month": told.month, "notified_on-year": told.year,
        "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6a3",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(reverse("childprotection:transfer_notify", args=[perran.pk]), sent).status_code == 302
    with as_user(cast.team_manager):
        assert AreaTransfer.objects.count() == 1


def test_whoever_knows_only_who_the_child_is_moves_no_plan_here(cast, as_user, client_for, moment, perran):
    with as_system("the test tells a worker who the child is, and no more"):
        give(
            person_ids=[perran.pk], professional=cast.colleague, basis=Basis.ASKED, scope=Scope.IDENTITY,
            reason="Asked what it holds", by=cast.manager, at=moment - timedelta(minutes=1),
        )  # fmt: skip
    client = client_for(cast.colleague)
    assert client.get(reverse("childprotection:transfer_notify", args=[perran.pk])).status_code == 404
    assert client.get(reverse("childprotection:transfer_register", args=[perran.pk])).status_code == 404
