"""Children are referred and assessed."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..models import Assessment, Episode
from .stories import WHOLE, assessed, child, referred, visited

pytestmark = pytest.mark.django_db


def test_a_referral_opens_an_episode_that_the_team_sees_and_starts_the_clock_from_the_referral(
    cast, as_user, moment, juniper
):
    [episode] = referred(cast, as_user, moment, juniper, on="2026-11-02")
    with as_user(cast.team_manager):
        assert Episode.objects.get().state == "referred"
        law = Deadline.objects.get(clock="CLK-ASM-001")
        assert (str(law.due_on), law.subject_id) == ("2027-01-07", episode.pk)
        points = Deadline.objects.filter(clock__startswith="LOCAL-ASM").order_by("due_at")
        assert [str(row.due_on) for row in points] == ["2026-11-16", "2026-12-07"]
    with as_user(cast.charlie):
        assert not Episode.objects.exists()


def test_a_child_has_one_open_episode_whoever_refers_again(cast, as_user, moment, juniper, episode):
    again = referred(cast, as_user, moment, juniper, days_ago=1)
    assert again[0].pk == episode.pk
    with as_user(cast.worker):
        second = Episode.objects.get()
        second.pk = uuid.uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save(force_insert=True)


def test_brothers_and_sisters_are_referred_together_each_with_an_episode(cast, as_user, moment, juniper):
    rowan = child(cast.area, moment, "Rowan")
    episodes = referred(cast, as_user, moment, juniper, rowan)
    assert len({row.pk for row in episodes}) == 2
    with as_user(cast.worker):
        assert [row.person_id for row in Episode.objects.worked_with(episodes[0])] == [rowan.pk]


def test_an_assessment_is_written_sent_and_authorised_by_another(cast, as_user, moment, episode):
    record = assessed(cast, as_user, moment, episode)
    with as_user(cast.team_manager):
        fresh = Assessment.objects.get()
        assert (fresh.state, fresh.authorised_by, fresh.outcome) == ("authorised", cast.team_manager, "no_action")
        assert Episode.objects.get().state == "assessed"
        assert not Deadline.objects.running().exists()
    assert record.band == "to_10"


def test_who_wrote_an_assessment_does_not_authorise_it(cast, as_user, moment, episode):
    with as_user(cast.team_manager):
        record = actions.start_assessment(episode=episode, by=cast.team_manager, at=moment)
        visited(record, cast, moment)
        record = actions.write_assessment(assessment=record, answers=WHOLE, by=cast.team_manager, at=moment)
        record = actions.send_assessment(assessment=record, by=cast.team_manager, at=moment)
        with pytest.raises(StepNotAllowed, match="did not write"):
            actions.complete_assessment(assessment=record, by=cast.team_manager, at=moment)
