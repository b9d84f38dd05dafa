"""Section 47 enquiries: outcome, who decides, and the conference that follows or not."""

from datetime import timedelta

import pytest

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import enquiries
from ..models import Enquiry
from .stories import FINDINGS, finished


def test_continuing_risk_leads_to_a_conference(cast, as_user, moment, running):
    done = finished(cast, as_user, moment, running[0])
    assert done.state == "conference_due"
    assert done.conference_required == "yes"
    with as_user(cast.worker):
        rows = Deadline.objects.filter(subject_id=done.pk)
        assert {row.clock: row.met_at is not None for row in rows} == {"CLK-S47-001": False, "CLK-S47-002": True}


@pytest.mark.parametrize("outcome", ["not_substantiated", "no_continuing_risk"])
def test_without_continuing_risk_the_enquiry_closes_and_no_conference_is_waited_for(
    cast, as_user, moment, running, outcome
):
    done = finished(cast, as_user, moment, running[0], outcome=outcome)
    assert done.state == "closed"
    assert done.conference_required == "no"
    with as_user(cast.worker):
        waiting = Deadline.objects.running().filter(subject_id=done.pk)
        assert not waiting.exists()


def test_a_child_at_continuing_risk_without_a_conference_says_why(cast, as_user, moment, running):
    with pytest.raises(StepNotAllowed, match="why a child at continuing risk needs no conference"):
        finished(cast, as_user, moment, running[0], conference_required=False)
    done = finished(
        cast,
        as_user,
        moment,
        running[0],
        conference_required=False,
        conference_not_required_reason="The child is looked after and is not going home.",
    )
    assert done.state == "closed"


def test_a_social_worker_does_not_decide_the_outcome(cast, as_user, moment, running):
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="permission"):
        enquiries.complete_enquiry(
            enquiry=running[0],
            outcome="not_substantiated",
            findings=FINDINGS,
            completed_on=moment.date(),
            by=cast.worker,
            at=moment,
        )


def test_an_enquiry_is_not_finished_before_it_began_nor_in_the_future(cast, as_user, moment, running):
    for day, words in (
        (running[0].started_on - timedelta(days=1), "before it began"),
        (moment.date() + timedelta(days=2), "future"),
    ):
        with pytest.raises(StepNotAllowed, match=words):
            finished(cast, as_user, moment, running[0], completed_on=day)


def test_a_child_not_seen_needs_a_reason(cast, as_user, moment, running):
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="why the child was not seen"):
        enquiries.record_enquiry_visit(
            enquiry=running[0], happened_at=moment, was_seen=False, by=cast.worker, at=moment
        )


def test_a_conference_that_is_no_longer_needed_is_dropped_by_the_manager_with_a_reason(cast, as_user, moment, running):
    done = finished(cast, as_user, moment, running[0])
    with as_user(cast.team_manager):
        with pytest.raises(StepNotAllowed, match="why no conference"):
            enquiries.drop_conference(enquiry=done, reason=" ", by=cast.team_manager, at=moment)
        closed = enquiries.drop_conference(
            enquiry=done, reason="He is looked after now.", by=cast.team_manager, at=moment
        )
    assert closed.state == "closed"
    with as_user(cast.worker):
        row = Deadline.objects.get(subject_id=closed.pk, clock="CLK-S47-001")
        assert row.cancel_reason == "He is looked after now."


def test_charlie_sees_no_enquiry(cast, as_user, running):
    with as_user(cast.charlie):
        assert not Enquiry.objects.visible_to(cast.charlie).exists()
