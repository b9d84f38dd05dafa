"""When a child protection plan ends, somebody says of each open action whether it is done, goes on or is dropped."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed import actions as need
from harbourlight.practice.childinneed.models import Episode

from ..actions import open_actions, writing
from ..actions.open_actions import Answer
from .plan_stories import put_on_plan, reviewed
from .stories import child

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(cast, as_user, moment):
    """Return a plan that a review conference ended while three actions were open."""
    perran = child(cast.area, moment)
    [plan] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        for what in ("Mend the window", "Night nurse", "Parenting course"):
            writing.give_plan_action(
                plan=plan, what=what, owner=cast.nurse, due_on=moment.date() + timedelta(days=7), by=cast.worker,
                at=moment,
            )  # fmt: skip
    return reviewed(cast, as_user, moment, perran, on="2026-05-11", decision="ends")[0]


def named(cast, as_user, what):
    """Return an action by its words."""
    with as_user(cast.worker):
        return Action.objects.get(what=what)


def test_each_action_is_done_goes_on_in_the_child_in_need_plan_or_is_dropped(cast, as_user, moment, ended):
    window, nurse, course = (
        named(cast, as_user, what) for what in ("Mend the window", "Night nurse", "Parenting course")
    )
    later = moment.date() + timedelta(days=30)
    with as_user(cast.worker):
        need.start_assessment(episode=Episode.objects.get(), by=cast.worker, at=moment)
        plan = need.start_plan(episode=Episode.objects.get(), by=cast.worker, at=moment, summary="Nights stay calm.")
        open_actions.settle_left(
            plan=ended, by=cast.worker, at=moment,
            answers={
                window.pk: Answer("done", done="It shuts.", changed="Perran sleeps in his own room."),
                nurse.pk: Answer("carried", due_on=later),
                course.pk: Answer("dropped", reason="The father has moved out."),
            },
        )  # fmt: skip
        assert not open_actions.left_of(ended).exists()
        nurse.refresh_from_db()
        assert (nurse.source_id, nurse.state, nurse.due_on) == (plan.pk, "open", later)
        assert Deadline.objects.running().get(subject_id=nurse.pk).due_on == later
    assert named(cast, as_user, "Mend the window").state == "done"
    assert named(cast, as_user, "Parenting course").dropped_reason == "The father has moved out."


def test_an_action_goes_on_only_where_a_child_in_need_plan_runs(cast, as_user, moment, ended):
    nurse = named(cast, as_user, "Night nurse")
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="Start it first"):
        open_actions.settle_left(
            plan=ended, answers={nurse.pk: Answer("carried", due_on=moment.date())}, by=cast.worker, at=moment
        )


def test_nobody_closes_the_work_while_actions_of_the_ended_plan_are_open(cast, as_user, moment, ended):
    with as_user(cast.team_manager):
        against = need.against_closing(Episode.objects.get())
    assert "Actions of the child protection plan that ended are still open." in " ".join(against)


def test_the_page_of_the_ended_plan_leads_the_worker_to_the_question(cast, client_for, ended):
    client = client_for(cast.worker)
    address = reverse("childprotection:plan_settle_actions", args=[ended.pk])
    page = client.get(ended.get_absolute_url()).content.decode()
    assert "3 actions of it are still open" in page
    assert address in page
    sent = {"submission": str(uuid4()), "version": ended.version}
    for number in range(3):
        sent |= {f"becomes_{number}": "dropped", f"reason_{number}": "No longer needed."}
    assert client.post(address, sent).status_code == 302
    assert "still open" not in client.get(ended.get_absolute_url()).content.decode()
