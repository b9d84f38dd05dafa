"""Strategy discussions: several agencies at one time, before anybody visits."""

import uuid
from datetime import timedelta

import pytest

from harbourlight.foundations.meetings.models import Attendance
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.statute import clocks

from ..actions import discussions, enquiries
from ..models import Enquiry, StrategyDiscussion
from .stories import agencies_of, discussed, enquiries_of, held, noon, planned, referred, were_there


def test_a_discussion_records_who_took_part_what_each_knew_the_decision_and_the_plan(cast, as_user, discussion):
    with as_user(cast.worker):
        said = Attendance.objects.filter(meeting=discussion.meeting).values_list("invitation__agency__name", "views")
        assert {agency for agency, views in said if views} == {
            "Harbourhaven Council",
            "Southern Shore Police",
            "Harbourhaven Integrated Care",
            "Lantern Street Primary School",
        }
    assert discussion.state == "held"
    assert discussion.get_decision_display().startswith("Start a section 47 enquiry")
    assert "paediatrician" in discussion.plan


@pytest.mark.parametrize("missing", ["police", "health"])
def test_without_the_police_or_health_there_is_no_strategy_discussion(cast, as_user, moment, siblings, missing):
    plan = planned(cast, as_user, moment, siblings)
    with as_user(cast.worker):
        rows = were_there(plan.meeting, without=(missing,))
    with pytest.raises(StepNotAllowed, match=f"Missing: (the )?{missing}"):
        held(cast, as_user, moment, plan, attendance=rows)


def test_an_exchange_of_emails_is_no_discussion(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings)
    with pytest.raises(StepNotAllowed, match="An exchange of e-mails is not a strategy discussion"):
        held(cast, as_user, moment, plan, how="emails")


def test_an_agency_that_is_there_says_what_it_knows(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings)
    with as_user(cast.worker):
        rows = were_there(plan.meeting, silent=("health",))
    with pytest.raises(StepNotAllowed, match="Enter what Harbourhaven Integrated Care knew"):
        held(cast, as_user, moment, plan, attendance=rows)


def test_the_visit_comes_after_the_discussion(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings)
    with pytest.raises(StepNotAllowed, match="comes before the visit"):
        held(cast, as_user, moment, plan, visit_planned_at=plan.planned_for - timedelta(hours=1))


def test_a_discussion_in_the_future_cannot_be_recorded_as_held(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings, starts_at=moment + timedelta(days=1))
    with pytest.raises(StepNotAllowed, match="future"):
        held(cast, as_user, moment, plan)


def test_a_refused_discussion_leaves_nothing_behind(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings)
    with pytest.raises(StepNotAllowed):
        held(cast, as_user, moment, plan, plan="")
    with as_user(cast.worker):
        assert StrategyDiscussion.objects.get(pk=plan.pk).state == "planned"
        assert not Enquiry.objects.exists()


def test_the_same_plan_sent_twice_is_one_discussion(cast, as_user, moment, siblings):
    submission = uuid.uuid4()
    first, second = (planned(cast, as_user, moment, siblings, submission=submission) for _ in range(2))
    assert first.pk == second.pk


def test_each_child_has_an_enquiry_with_its_clocks(cast, as_user, discussion, running):
    assert len(running) == 2
    due = clocks.due("CLK-S47-001", discussion.held_at).due
    assert {enquiry.icpc_due_on for enquiry in running} == {due}
    with as_user(cast.worker):
        deadlines = Deadline.objects.filter(subject_id=running[0].pk).running()
        assert {row.clock: row.due_on for row in deadlines} == {"CLK-S47-001": due, "CLK-S47-002": due}
    assert all(enquiry.is_joint for enquiry in running)


def test_an_invited_agency_sees_the_discussion_and_charlie_does_not(cast, as_user, discussion):
    for person, sees in ((cast.sergeant, True), (cast.nurse, True), (cast.bob, True), (cast.charlie, False)):
        with as_user(person):
            assert StrategyDiscussion.objects.visible_to(person).filter(pk=discussion.pk).exists() is sees


def test_a_brother_drawn_in_without_a_referral_is_referred_that_day(cast, as_user, moment, perran, wenna):
    referred(cast, as_user, moment, perran)
    discussion = discussed(cast, as_user, moment, [perran, wenna])
    found = {enquiry.person_id: enquiry for enquiry in enquiries_of(cast, as_user, discussion)}
    assert set(found) == {perran.pk, wenna.pk}
    with as_user(cast.worker):
        assert found[wenna.pk].episode.referred_at == discussion.held_at


def test_a_second_discussion_moves_the_local_limit_and_leaves_the_national_one(cast, as_user, moment, siblings):
    first = discussed(cast, as_user, moment, siblings, held_at=moment - timedelta(days=20))
    second = discussed(cast, as_user, moment, siblings, held_at=moment - timedelta(days=3), decision="enquiry_goes_on")
    with as_user(cast.worker):
        for enquiry in Enquiry.objects.all():
            assert enquiry.discussion_id == first.pk
            assert enquiry.last_discussion_id == second.pk
            assert enquiry.icpc_due_on == clocks.due("CLK-S47-001", first.held_at).due
            assert enquiry.icpc_due_from_last_on == clocks.due("CLK-S47-001", second.held_at).due


def test_a_corrected_date_moves_the_clocks_and_the_history_stays(cast, as_user, moment, siblings):
    discussion = discussed(cast, as_user, moment, siblings, held_at=moment - timedelta(days=4))
    truth = discussion.held_at - timedelta(days=6)
    with as_user(cast.worker):
        before = Enquiry.objects.first().icpc_due_on
        discussions.correct_discussion(
            discussion=discussion, held_at=truth, reason="The minutes say the week before.", by=cast.worker, at=moment
        )
        enquiry = Enquiry.objects.first()
        due = clocks.due("CLK-S47-001", truth).due
        assert enquiry.icpc_due_on == due != before
        rows = Deadline.objects.filter(subject_id=enquiry.pk, clock="CLK-S47-001").order_by("due_at")
        assert [(row.due_on, row.cancelled_at is None) for row in rows] == [(due, True), (before, False)]
        assert "The minutes say" in rows[1].cancel_reason
        assert before in set(enquiry.events.values_list("icpc_due_on", flat=True))
        assert StepTaken.objects.filter(subject_id=discussion.pk, step="correct").exists()


def test_a_visit_before_the_discussion_is_kept_with_its_reason_and_flagged(cast, as_user, moment, running):
    enquiry = running[0]
    early = enquiry.started_at - timedelta(hours=2)
    with as_user(cast.worker):
        with pytest.raises(StepNotAllowed, match="comes before the visit"):
            enquiries.record_enquiry_visit(enquiry=enquiry, happened_at=early, was_seen=True, by=cast.worker, at=moment)
        visit = enquiries.record_enquiry_visit(
            enquiry=enquiry,
            happened_at=early,
            was_seen=True,
            was_seen_alone=True,
            before_discussion_reason="The ambulance was already there.",
            by=cast.worker,
            at=moment,
        )
    assert visit.was_before_discussion


def test_a_discussion_can_be_moved_and_called_off_with_a_reason(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings, starts_at=moment + timedelta(hours=2))
    with as_user(cast.worker):
        moved = discussions.move_discussion(
            discussion=plan, starts_at=moment + timedelta(hours=4), reason="No paediatrician", by=cast.worker, at=moment
        )
        assert moved.planned_for == moment + timedelta(hours=4)
        off = discussions.call_off_discussion(discussion=moved, reason="Wrong family", by=cast.worker, at=moment)
    assert off.state == "called_off"


def test_who_has_no_part_in_social_care_cannot_hold_a_discussion(cast, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings)
    with as_user(cast.sergeant), pytest.raises(StepNotAllowed):
        discussions.hold_discussion(
            discussion=plan,
            held_at=plan.planned_for,
            how="video",
            decision="no_further_action",
            rationale="No",
            plan="No",
            attendance=were_there(plan.meeting),
            by=cast.sergeant,
            at=moment,
        )


def test_every_child_of_a_discussion_is_named(cast, as_user, moment):
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="at least one child"):
        discussions.plan_discussion(
            children=[],
            area=cast.area,
            team=cast.assessment,
            starts_at=noon("2026-11-20"),
            reason="Bruises",
            invitees=agencies_of(cast),
            by=cast.worker,
            at=moment,
        )
