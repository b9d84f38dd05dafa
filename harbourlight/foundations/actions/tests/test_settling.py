"""Who settles an action about a child, and what a barrier closes to whoever owns a clock or raised a challenge."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action, Challenge
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person

pytestmark = pytest.mark.django_db
DONE = {"what_was_done": "Called twice.", "what_changed": "The baby gains weight and sleeps at night."}


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
def weighing(cast, child, moment, as_user):
    """Return an action for the child that health does, nobody by name."""
    with as_user(cast.worker):
        return tracking.give_action(
            source=child, children=[child.pk], area=cast.area, what="Weigh the baby each week.",
            due_on=moment.date() + timedelta(days=14), owner_agency=cast.health, by=cast.worker, at=moment,
        )  # fmt: skip


def test_whoever_only_does_an_action_does_not_drop_it(cast, weighing, moment, as_user, client_for):
    with as_user(cast.nurse), pytest.raises(StepNotAllowed, match="works with the child"):
        tracking.drop(action=weighing, reason="No time.", by=cast.nurse, at=moment)
    assert client_for(cast.nurse).get(reverse("actions:drop", args=[weighing.pk])).status_code == 403
    with as_user(cast.team_manager):
        assert tracking.drop(action=weighing, reason="Moved.", by=cast.team_manager, at=moment).state == "dropped"


def test_a_colleague_of_whoever_did_it_does_not_accept_it(cast, weighing, moment, as_user, client_for):
    with as_user(cast.nurse):
        done = tracking.report_done(action=weighing, by=cast.nurse, at=moment, **DONE)
    with as_user(cast.board), pytest.raises(StepNotAllowed, match="works with the child"):
        tracking.accept(action=done, by=cast.board, at=moment)
    assert client_for(cast.board).post(reverse("actions:accept", args=[weighing.pk])).status_code == 403
    with as_user(cast.team_manager):
        assert tracking.accept(action=done, by=cast.team_manager, at=moment).state == "accepted"


def test_an_emergency_opening_moves_no_date(cast, child, weighing, moment, as_user, client_for):
    later, page = weighing.due_on + timedelta(days=60), reverse("actions:date", args=[weighing.pk])
    with as_user(cast.charlie):
        access.break_glass(person_id=child.pk, reason="Found alone at night", by=cast.charlie, at=moment)
        with pytest.raises(StepNotAllowed, match="moves its date"):
            tracking.change_date(action=weighing, due_on=later, reason="Later.", by=cast.charlie, at=moment)
    client = client_for(cast.charlie)
    assert page not in client.get(reverse("actions:action", args=[weighing.pk])).content.decode()
    assert client.get(page).status_code == 403
    for who in (cast.nurse, cast.worker):
        assert page in client_for(who).get(reverse("actions:action", args=[weighing.pk])).content.decode()
    with as_user(cast.team_manager):
        moved = tracking.change_date(action=weighing, due_on=later, reason="Away.", by=cast.team_manager, at=moment)
        assert moved.due_on == later


@pytest.mark.parametrize("kind", ["excluded", "restricted"])
def test_a_barrier_closes_ones_own_clock(cast, child, moment, as_user, kind):
    named = [cast.nurse] if kind == "excluded" else [cast.worker]
    with as_user(cast.worker):
        tracking.give_action(
            source=child, children=[child.pk], area=cast.area, what="Weigh the baby.", owner=cast.nurse,
            due_on=moment.date() + timedelta(days=14), by=cast.worker, at=moment,
        )  # fmt: skip
    with as_user(cast.nurse):
        assert Action.objects.exists()
        assert Deadline.objects.exists()
    with as_user(cast.worker):
        access.bar(
            person_id=child.pk, kind=kind, professionals=named, reason="A cousin", by=cast.worker, at=moment
        )  # fmt: skip
    with as_user(cast.nurse):
        assert not Action.objects.exists()
        assert not Deadline.objects.exists()


def test_an_exclusion_closes_the_challenge_one_raised(cast, child, moment, as_user):
    challenge = Challenge(
        subject_kind="people.person", subject_id=child.pk, child_ids=[child.pk], area=cast.area, raised_by=cast.bob,
        raising_agency=cast.school, raised_at=moment, reason="He is not safe.", due_at=moment,
    )  # fmt: skip
    challenge.save(force_insert=True)
    with as_user(cast.bob):
        assert Challenge.objects.exists()
    with as_user(cast.worker):
        access.bar(
            person_id=child.pk, kind="excluded", professionals=[cast.bob], reason="His uncle", by=cast.worker,
            at=moment,
        )  # fmt: skip
    with as_user(cast.bob):
        assert not Challenge.objects.exists()


def test_to_see_an_action_is_not_to_write_how_it_goes(cast, child, weighing, moment, as_user, client_for):
    """An auditor, a guest or whoever opened the record in an emergency reads it; its owner and the worker write."""
    for reader, basis in ((cast.auditor, "oversight"), (cast.bob, "network"), (cast.sergeant, "break_glass")):
        with as_user(cast.worker):
            access.give(person_ids=[child.pk], professional=reader, basis=basis, reason="x", by=cast.worker, at=moment)
        with as_user(reader), pytest.raises(StepNotAllowed, match="writes how it goes"):
            tracking.note_progress(action=weighing, text="I looked.", by=reader, at=moment)
        page = client_for(reader).get(reverse("actions:action", args=[weighing.pk]))
        assert page.context["form"] is None
    for writer in (cast.nurse, cast.worker):
        with as_user(writer):
            assert tracking.note_progress(action=weighing, text="She gains weight.", by=writer, at=moment).by == writer
