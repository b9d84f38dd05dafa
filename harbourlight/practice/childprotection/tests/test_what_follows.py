"""What follows from a decision: who learns of it, what is carried into the plan, and what may not be planned twice."""

from datetime import timedelta

import pytest

from harbourlight.foundations.meetings.actions import DissentRow
from harbourlight.foundations.meetings.models import Dissent
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request

from ..actions import conferences, coregroups, deciding
from ..models import Conference
from .plan_stories import plan_of, put_on_plan, reviewed
from .stories import conference_for, conferred, decided, noon


def test_an_agency_that_was_asked_for_a_report_learns_the_decision(cast, as_user, moment, conference):
    with as_user(cast.worker):
        conferences.ask_for_reports(conference=conference, agencies=[cast.school], by=cast.worker, at=moment)
    conferred(cast, as_user, moment, conference)
    decided(cast, as_user, moment, conference)
    with as_user(cast.bob):
        asked = Request.objects.get(agency=cast.school)
        assert "Perran Sandling" in asked.outcome
        assert "A child protection plan is made, category" in asked.outcome
        assert asked.outcome_at == moment


def test_no_request_is_born_late(cast, as_user, moment, conference):
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(conference=conference, agencies=[cast.school], by=cast.worker, at=moment)
    assert conference.planned_for < moment < asked[0].due_at


def test_the_outline_of_the_conference_is_where_the_plan_begins(cast, as_user, moment, perran, conference):
    conferred(cast, as_user, moment, conference, outline_plan="Nobody who drinks looks after the children.")
    decided(cast, as_user, moment, conference)
    assert plan_of(cast, as_user, perran).what_must_change == "Nobody who drinks looks after the children."


def test_each_of_several_who_disagree_is_kept(cast, as_user, moment, held_conference):
    two = tuple(
        DissentRow("The father has left.", agency=each.agency, professional=each, name=each.name)
        for each in (cast.sergeant, cast.nurse)
    )
    told = deciding.ChildDecision("plan", "A risk remains.", "PHY", dissents=two)
    decided(cast, as_user, moment, held_conference, Perran=told)
    with as_user(cast.conference_chair):
        row = held_conference.children.get(person__first_name="Perran")
        assert (row.is_unanimous, len(row.dissent.splitlines())) == (False, 2)
        assert Dissent.objects.count() == 2


def test_a_second_review_is_not_planned_beside_the_first(cast, as_user, moment, perran):
    put_on_plan(cast, as_user, moment, perran)
    later = {"kind": "review", "starts_at": moment + timedelta(days=9)}
    conference_for(cast, as_user, moment, [perran], **later)
    with pytest.raises(StepNotAllowed, match=r"planned for .* already"):
        conference_for(cast, as_user, moment, [perran], **later)


def test_a_review_that_was_planned_ends_with_the_plan(cast, as_user, moment, perran):
    put_on_plan(cast, as_user, moment, perran)
    first = conference_for(cast, as_user, moment, [perran], kind="review", starts_at=noon("2026-05-20"))
    conferred(cast, as_user, moment, first)
    next_one = conference_for(cast, as_user, moment, [perran], kind="review", starts_at=moment + timedelta(days=9))
    decided(cast, as_user, moment, first, decision="ends", category="")
    with as_user(cast.worker):
        assert Conference.objects.get(pk=next_one.pk).state == "called_off"


def test_a_core_group_after_its_last_day_says_why(cast, as_user, moment, perran):
    [plan] = put_on_plan(cast, as_user, moment, perran)
    told = {"plans": [plan], "starts_at": noon("2026-03-17"), "by": cast.worker, "at": moment}
    with as_user(cast.worker):
        with pytest.raises(StepNotAllowed, match="The last day for this core group is 16 March 2026"):
            coregroups.plan_core_group(**told)
        group = coregroups.plan_core_group(**told, late_reason="The nurse was ill.")
        assert StepTaken.objects.get(subject_id=group.pk, step="plan").note == "The nurse was ill."


def test_a_child_decided_no_plan_is_in_no_core_group(cast, as_user, moment, perran, wenna):
    boy, girl = put_on_plan(cast, as_user, moment, perran, wenna)
    reviewed(cast, as_user, moment, wenna, on="2026-05-20", decision="ends", category="")
    ended = plan_of(cast, as_user, wenna, running=False)
    with as_user(cast.worker):
        group = coregroups.plan_core_group(
            plans=[boy, ended], starts_at=moment, late_reason="Holidays.", by=cast.worker, at=moment
        )
    assert group.child_ids == [perran.pk]
    assert girl.pk not in group.plan_ids
