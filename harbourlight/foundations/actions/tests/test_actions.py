"""Actions: agreed, done, judged, and seen by whom they concern."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action, ActionNote
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.models import Person

pytestmark = pytest.mark.django_db
DONE = {"what_was_done": "Health visitor called twice.", "what_changed": "The baby gains weight and sleeps at night."}


@pytest.fixture
def child(cast, moment):
    """Return a child whose record is open to the assessment team."""
    child = Person(first_name="Robin", last_name="Samphire", area=cast.area, recorded_at=moment)
    child.save(force_insert=True)
    access.give(
        person_ids=[child.pk], team=cast.assessment, basis="allocated", reason="Works", by=cast.worker, at=moment
    )
    return child


@pytest.fixture
def given(cast, child, moment, as_user):
    """Return a function that gives an action for the child, asked as the social worker."""

    def give(**more):
        with as_user(cast.worker):
            ask = {"what": "Weigh the baby each week.", "due_on": moment.date() + timedelta(days=14)} | more
            return tracking.give_action(
                source=child, children=[child.pk], area=cast.area, by=cast.worker, at=moment, **ask
            )

    return give


def sees(who, as_user, model=Action):
    """Return how many rows somebody sees."""
    with as_user(who):
        return model.objects.visible_to(who).count()


def test_its_owner_sees_an_action_and_its_agency_one_without_a_name(cast, given, as_user):
    given(owner=cast.nurse)
    assert sees(cast.nurse, as_user) == sees(cast.worker, as_user) == 1
    assert sees(cast.board, as_user) == 0
    given(owner_agency=cast.health)
    assert sees(cast.board, as_user) == 1
    assert sees(cast.charlie, as_user) == sees(cast.charlie, as_user, ActionNote) == 0


def test_an_exclusion_closes_ones_own_action(cast, child, given, moment, as_user):
    given(owner=cast.nurse)
    with as_user(cast.worker):
        access.bar(
            person_id=child.pk,
            kind="excluded",
            professionals=[cast.nurse],
            reason="A cousin",
            by=cast.worker,
            at=moment,
        )
    assert sees(cast.nurse, as_user) == 0


def test_an_action_needs_words_and_somebody(given):
    with pytest.raises(StepNotAllowed, match="what will be done"):
        given(what=" ")
    with pytest.raises(StepNotAllowed, match="who will do it"):
        given()
    assert given(family_member="Robin's mother").owner_words == "Robin's mother"


def test_its_date_is_a_clock_that_stops_and_runs_again(cast, given, moment, as_user):
    action = given(owner=cast.nurse)
    with as_user(cast.nurse):
        running = Deadline.objects.filter(subject_id=action.pk).running()
        assert running.get().due_on == action.due_on
        done = tracking.report_done(action=action, by=cast.nurse, at=moment, **DONE)
        assert not running.exists()
    with as_user(cast.worker):
        with pytest.raises(StepNotAllowed, match="what is missing"):
            tracking.send_back(action=done, reason="", by=cast.worker, at=moment)
        back = tracking.send_back(action=done, reason="And the third week?", by=cast.worker, at=moment)
        assert (back.state, back.times_sent_back) == ("open", 1)
    with as_user(cast.nurse):
        assert running.exists()
        done = tracking.report_done(action=back, by=cast.nurse, at=moment, **DONE)
    with as_user(cast.worker):
        assert tracking.accept(action=done, by=cast.worker, at=moment).state == "accepted"


def test_nobody_judges_their_own_work(cast, given, moment, as_user):
    action = given(owner=cast.worker)
    with as_user(cast.worker):
        done = tracking.report_done(action=action, by=cast.worker, at=moment, **DONE)
        for judge in (tracking.accept, lambda **ask: tracking.send_back(reason="More", **ask)):
            with pytest.raises(StepNotAllowed, match="Somebody else"):
                judge(action=done, by=cast.worker, at=moment)


def test_the_second_of_two_who_report_is_told(cast, given, moment, as_user):
    action = given(owner_agency=cast.health)
    with as_user(cast.nurse):
        tracking.note_progress(action=action, text="Called.", by=cast.nurse, at=moment)
        tracking.change_date(
            action=action, due_on=action.due_on + timedelta(days=7), reason="Away", by=cast.nurse, at=moment
        )
        with pytest.raises(ChangedMeanwhile):
            tracking.report_done(action=action, by=cast.nurse, at=moment, version=1, **DONE)


def test_a_dropped_action_says_why_and_its_clock_ends(cast, given, moment, as_user):
    action = given(owner=cast.nurse)
    with as_user(cast.worker):
        with pytest.raises(StepNotAllowed):
            tracking.drop(action=action, reason=" ", by=cast.worker, at=moment)
        assert tracking.drop(action=action, reason="The family moved.", by=cast.worker, at=moment).state == "dropped"
        assert not Deadline.objects.filter(subject_id=action.pk).running().exists()
        with pytest.raises(StepNotAllowed, match="dropped"):
            tracking.note_progress(action=action.__class__.objects.get(), text="?", by=cast.worker, at=moment)


@pytest.mark.parametrize(
    ("action", "done", "impact", "repeats"),
    [
        ("Weigh the baby each week.", "Weighed each week.", "The baby was weighed each week.", True),
        ("Train all staff on neglect.", "Two sessions held.", "All staff were trained on neglect.", True),
        ("Train all staff on neglect.", "Two sessions held.", "Sessions on neglect were held, two of them.", True),
        ("Weigh the baby each week.", "Weighed.", "The baby gains weight and sleeps through the night.", False),
        (
            "Train all staff on neglect.",
            "Two sessions.",
            "Referrals for neglect come earlier; fewer plans last.",
            False,
        ),
        ("Ask the school.", "Asked.", "Done.", True),
        ("Ask the school.", "Asked.", "Nothing has changed for Robin yet.", False),
    ],
)
def test_a_text_that_only_repeats_the_action_is_pointed_out(action, done, impact, repeats):
    assert tracking.only_repeats(impact, action, done) is repeats


def test_boards_actions_name_no_child(cast, moment, as_user):
    with as_user(cast.business):
        action = tracking.give_action(
            source=Area.objects.get(pk=cast.area.pk),
            children=[],
            area=cast.area,
            what="Renew the threshold document.",
            due_on=date(2027, 1, 31),
            owner_agency=cast.council,
            by=cast.business,
            at=moment,
        )
    assert action.child_ids == []
    assert sees(cast.chair, as_user) == 1


def test_an_owner_works_on_its_pages_and_a_stranger_finds_none(cast, given, client_for, as_user):
    action = given(owner=cast.nurse)
    address = reverse("actions:action", args=[action.pk])
    for name in ("action", "done", "send_back", "drop", "date"):
        assert client_for(cast.charlie).get(reverse(f"actions:{name}", args=[action.pk])).status_code == 404
    nurse = client_for(cast.nurse)
    assert "Weigh the baby" in nurse.get(reverse("actions:actions")).content.decode()
    assert "Weigh the baby" in nurse.get("/").content.decode()
    assert nurse.post(address, {"text": "Weighed on Monday.", "submission": str(uuid4())}).status_code == 302
    sent = {"what_was_done": "Weighed each week.", "what_changed": "The baby was weighed each week.", "version": "1"}
    sent["submission"] = str(uuid4())
    answer = nurse.post(reverse("actions:done", args=[action.pk]), sent, follow=True)
    assert "says little beyond the action itself" in answer.content.decode()
    assert nurse.post(reverse("actions:accept", args=[action.pk])).status_code == 403
    worker = client_for(cast.worker)
    assert "Accept as done" in worker.get(address).content.decode()
    back = {"reason": "What is different for the baby?", "submission": str(uuid4())}
    assert worker.post(reverse("actions:send_back", args=[action.pk]), back).status_code == 302
    assert "What is different for the baby?" in client_for(cast.nurse).get(address).content.decode()
