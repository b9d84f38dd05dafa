"""Somebody leaves: what they lead, do and chair goes to whoever is named; who keeps accounts is shown no child."""

from datetime import timedelta

import pytest

from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.models import Episode

from ..actions import coregroups
from ..actions.moments import london
from ..actions.writing import give_plan_action
from ..models import CoreGroup, ProtectionPlan
from .plan_stories import put_on_plan

PLACE = "/register/people/{}/end/"


@pytest.fixture
def work(cast, as_user, moment, perran):
    """Return the boy's plan, for which Wanda has an action to do and a core group to chair."""
    [plan] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        give_plan_action(
            plan=plan, what="See the clinic", owner=cast.worker, due_on=london(moment), by=cast.worker, at=moment
        )
        coregroups.plan_core_group(
            plans=[plan], starts_at=moment + timedelta(days=7), late_reason="Late.", by=cast.worker, at=moment
        )
    return plan


def test_whoever_ends_an_account_says_who_takes_each_thing(cast, client_for, as_user, work, perran):
    client, place = client_for(cast.administrator), PLACE.format(cast.worker.pk)
    page = client.get(place).content.decode()
    for words in ("Child in need", "Child protection plan", "Meetings to chair: 1", "Actions to do: 1"):
        assert words in page
    assert "Perran" not in page
    told = {"when": "now"}
    assert "Select" in client.post(place, told).content.decode()
    cast.worker.refresh_from_db()
    assert cast.worker.ended_on is None
    takers = {f"taker_{number}": str(cast.team_manager.pk) for number in range(4)}
    client.post(place, told | takers)
    cast.worker.refresh_from_db()
    assert cast.worker.ended_on is not None
    with as_user(cast.team_manager):
        assert Episode.objects.get(person=perran).worker == cast.team_manager
        assert ProtectionPlan.objects.get(pk=work.pk).key_worker == cast.team_manager
        assert Action.objects.get(source_id=work.pk).owner == cast.team_manager
        group = CoreGroup.objects.select_related("meeting__chair").get(plan_ids__contains=[work.pk])
        assert group.meeting.chair == cast.team_manager
        assert Invitation.objects.get(meeting=group.meeting, professional=cast.worker).left_out_reason
        assert not Deadline.objects.running().filter(owner=cast.worker).exists()


def test_a_place_in_a_team_leaves_the_team_s_work_behind(cast, client_for, as_user, work, perran):
    membership = cast.worker.memberships.get(team=cast.assessment)
    client, place = client_for(cast.administrator), f"/register/memberships/{membership.pk}/end/"
    page = client.get(place).content.decode()
    assert "Child in need, " in page
    assert "Actions to do" not in page  # theirs wherever they work
    takers = {f"taker_{number}": str(cast.team_manager.pk) for number in range(3)}
    client.post(place, {"when": "now"} | takers)
    with as_user(cast.team_manager):
        assert Episode.objects.get(person=perran).worker == cast.team_manager
