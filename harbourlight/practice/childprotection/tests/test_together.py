"""What child protection and the work with a child in need know of each other: nothing is asked or written twice."""

from datetime import timedelta

import pytest

from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request
from harbourlight.practice.childinneed.actions import (
    close_episode,
    missing_of,
    start_assessment,
    visits_elsewhere,
    waits_for_decision,
)
from harbourlight.practice.childinneed.models import Episode

from ..actions import conferences, enquiries
from ..models import Conference
from .stories import conferred, decided, finished


def episode_of(cast, as_user, child):
    """Return the open episode of a child as the manager sees it."""
    with as_user(cast.team_manager):
        return Episode.objects.get(person=child, closed_on=None)


def test_a_visit_in_the_enquiry_counts_in_the_assessment(cast, as_user, moment, perran, running):
    with as_user(cast.worker):
        enquiries.record_enquiry_visit(
            enquiry=running[0], happened_at=moment - timedelta(hours=1), place="At home", was_seen=True,
            was_seen_alone=True, child_said="I am scared at night.", was_bedroom_seen=True, by=cast.worker, at=moment,
        )  # fmt: skip
        made = start_assessment(episode=Episode.objects.get(person=perran), by=cast.worker, at=moment)
        assert [visit.note for visit in visits_elsewhere(made)] == ["I am scared at night."]
        assert "Record when the child was seen, or why not." not in missing_of(made)


def test_nobody_closes_while_an_enquiry_runs(cast, as_user, moment, perran, running):
    episode = episode_of(cast, as_user, perran)
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="section 47 enquiry runs"):
        close_episode(episode=episode, on=moment.date(), reason="RC7", by=cast.team_manager, at=moment)


def test_a_child_who_was_assessed_waits_for_a_decision_when_no_enquiry_runs(cast, as_user, moment, perran, running):
    with as_user(cast.team_manager):
        Episode.objects.filter(person=perran).update(state="assessed")
        assert not waits_for_decision(Episode.objects.get(person=perran))
    finished(cast, as_user, moment, running[0], outcome="not_substantiated")
    with as_user(cast.team_manager):
        assert waits_for_decision(Episode.objects.get(person=perran))


def test_whoever_discussed_the_child_is_offered_to_the_conference(cast, as_user, discussion):
    with as_user(cast.worker):
        invited = conferences.those_who_discussed(discussion)
    assert {(each.seat, each.professional) for each in invited} >= {
        ("social_worker", cast.worker), ("police", cast.sergeant), ("health", cast.nurse), ("school", cast.bob)
    }  # fmt: skip


def test_reports_that_did_not_come_are_no_longer_waited_for(cast, as_user, moment, conference):
    with as_user(cast.worker):
        conferences.ask_for_reports(conference=conference, agencies=[cast.school], by=cast.worker, at=moment)
        conference = Conference.objects.get(pk=conference.pk)
    decided(cast, as_user, moment, conferred(cast, as_user, moment, conference))
    with as_user(cast.worker):
        assert not Request.objects.filter(subject_id=conference.meeting_id).unanswered().exists()
        assert Invitation.objects.filter(meeting=conference.meeting_id).exists()
