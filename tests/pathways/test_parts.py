"""A step on a part of a record: found by the part, guarded by the record, kept as the part's next version."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, Part, Pathway, Step, StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.practice.childinneed import actions
from harbourlight.practice.childinneed.models import Episode, Plan
from harbourlight.practice.childinneed.pathway import EPISODE, WORK
from harbourlight.practice.childinneed.tests.stories import assessed, child, referred

from .factories import steps_of

pytestmark = pytest.mark.django_db
WORDS = {"summary": "Sleep", "family_view": "Good", "contingency": "A conference"}
NO_ROWS = {"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0"}

# A second process on the same rows, which no room declares.
TRIAL = Pathway(
    name="trial", prefix="trial_", states=EPISODE.states, parts=(Part("plan", record="episode", at="plans"),),
    steps=(
        Step("look", ("plan",), None, WORK, "Looked at", of="plan"),
        Step("split", ("plan",), None, WORK, "Split", of="plan"),
        Step("begin", (), "moored", WORK, "Begun", creates=True, asks="confirm"),
        Step("weigh", ("plan",), None, WORK, "Weighed", asks="confirm", of="plan"),
    ),
)  # fmt: skip


@does(TRIAL, "look")
def look(plan, *, by, at):
    """Look at a plan, and leave it as it was."""
    return Entry(is_beside=True)


@does(TRIAL, "split")
def split(plan, *, by, at, other):
    """Make something of a plan."""
    return Entry(made=other)


@does(TRIAL, "begin")
def begin(*, record, by, at, happened_at):
    """Begin a record on a day that is asked for."""
    return record, f"on {happened_at:%d/%m/%Y}"


@takes(TRIAL, "weigh")
def weigh(plan, *, by, at, **told):
    """Take no step at all."""
    return told


@pytest.fixture
def plan(cast, as_user, moment):
    """Return the plan of a child in need; its worker asks the database."""
    [episode] = referred(cast, as_user, moment, child(cast.area, moment))
    assessed(cast, as_user, moment, episode, outcome="plan")
    with as_user(cast.worker):
        yield actions.start_plan(episode=Episode.objects.get(), by=cast.worker, at=moment, **WORDS)


def test_what_a_step_made_is_what_it_returns(plan):
    assert isinstance(plan, Plan)
    assert plan.episode.state == "plan"


def test_the_part_is_kept_as_its_next_version_and_the_step_stands_on_the_record(cast, plan, moment):
    kept = actions.change_plan(plan=plan, summary="Sleep at night", by=cast.worker, at=moment, version=1)
    assert (kept.pk, kept.version, Plan.objects.get().summary) == (plan.pk, 2, "Sleep at night")
    assert len(steps_of(plan.episode, "change_plan")) == 1


def test_whoever_saw_an_older_version_of_the_part_is_told_and_the_record_may_have_moved_on(cast, plan, moment):
    Episode.objects.update(version=40)
    actions.change_plan(plan=plan, summary="Mine", by=cast.worker, at=moment, version=1)
    with pytest.raises(ChangedMeanwhile) as told:
        actions.change_plan(plan=plan, summary="Theirs", by=cast.worker, at=moment, version=1)
    assert told.value.record.summary == "Mine"


def test_a_step_beside_the_part_disturbs_nobody_who_writes_in_it(cast, plan, moment):
    look(plan=plan, by=cast.worker, at=moment)
    assert Plan.objects.get().version == 1


def test_a_step_on_a_part_may_lead_on_to_something_else(cast, plan, moment):
    other = uuid4()
    assert split(plan=plan, other=other, by=cast.worker, at=moment) == other


def test_the_same_sending_changes_the_part_once(cast, plan, moment):
    number = uuid4()
    for _ in range(2):
        kept = actions.change_plan(plan=plan, summary="Once", by=cast.worker, at=moment, submission=number)
    assert (kept.pk, Plan.objects.get().version) == (plan.pk, 2)


def test_whoever_does_not_work_on_the_record_changes_no_part(cast, plan, moment):
    with as_system("a test tries"), pytest.raises(StepNotAllowed, match="works with the child"):
        actions.change_plan(plan=plan, summary="Not mine", by=cast.colleague, at=moment)


def test_what_hinders_a_step_is_told_of_the_part(cast, plan, moment):
    Plan.objects.update(ended_on=moment.date(), end_reason="met")
    with pytest.raises(StepNotAllowed, match="The plan has ended"):
        actions.change_plan(plan=plan, summary="Too late", by=cast.worker, at=moment)


def test_the_page_stands_under_the_part_asks_its_version_and_its_rows_and_leads_back_to_it(cast, plan, client_for):
    client, page = client_for(cast.worker), f"/in-need/plans/{plan.pk}/change-plan/"
    form = client.get(page).context["form"]
    assert (form["version"].value(), form["summary"].value()) == (1, "Sleep")
    rows = {"outcomes-TOTAL_FORMS": "1", "outcomes-INITIAL_FORMS": "0", "outcomes-0-what": "She sleeps"}
    answer = client.post(page, WORDS | rows | {"version": 1})
    assert answer.headers["Location"] == f"/in-need/plans/{plan.pk}/"
    assert [row.what for row in plan.outcomes.all()] == ["She sleeps"]
    late = client.post(page, WORDS | NO_ROWS | {"summary": "Late", "version": 1})
    assert late.status_code == 409
    assert ("What has to change for the child", "Sleep") in late.context["recorded_now"]


def test_a_part_shows_the_steps_on_itself_and_the_record_those_on_the_record(cast, plan, client_for):
    client, address = client_for(cast.worker), reverse("childinneed:end_plan", args=[plan.pk])
    assert address in client.get(plan.get_absolute_url()).content.decode()
    assert address not in client.get(plan.episode.get_absolute_url()).content.decode()
    assert client.get(f"/in-need/plans/{uuid4()}/end-plan/").status_code == 404


def test_the_part_says_why_its_step_cannot_be_taken_before_anything_is_typed(cast, plan, client_for, moment):
    Plan.objects.update(ended_on=moment.date(), end_reason="met")
    answer = client_for(cast.worker).get(f"/in-need/plans/{plan.pk}/end-plan/")
    assert answer.status_code == 409
    assert "The plan has ended." in answer.content.decode()


def test_two_pathways_of_one_room_have_pages_of_their_own_names():
    made = pages.pages(TRIAL, at="trials", show=pages.begin_page, name="trial", parts={"plan": pages.step_page})
    assert [(each.name, str(each.pattern)) for each in made[1:]] == [
        ("plan", "trials/plans/<uuid:plan_id>/"),
        ("trial_begin", "trials/begin/"),
        ("trial_weigh", "trials/plans/<uuid:plan_id>/weigh/"),
    ]


def test_a_record_is_begun_on_the_day_that_its_form_asks_for(cast, plan, moment):
    begin(record=plan.episode, by=cast.worker, at=moment, happened_at=moment - timedelta(days=1))
    row = StepTaken.objects.get(step="begin")
    assert (row.happened_at, row.note) == (moment - timedelta(days=1), f"on {moment - timedelta(days=1):%d/%m/%Y}")


def test_a_function_that_takes_its_steps_itself_is_called_as_it_is():
    assert TRIAL.verbs["weigh"] is weigh
    assert weigh.noun == "plan"
