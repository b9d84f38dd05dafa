"""Plans: begun, met about, reviewed, ended, and what may not be."""

from datetime import date

import pytest

from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed.actions import close_episode
from harbourlight.practice.childinneed.models import CountedElsewhere, Episode

from ..actions import plan_dates, plans
from ..actions.conference_dates import correct_conference
from ..models import CategoryChange, Conference, ProtectionPlan
from ..pathway.plan import CORE_GROUP_LOCAL
from .plan_stories import met, plan_of, put_on_plan, reviewed, visited
from .stories import child, noon


@pytest.fixture
def plan(cast, as_user, moment, perran):
    """Return the boy's plan, begun on 2 March 2026."""
    return put_on_plan(cast, as_user, moment, perran)[0]


def running(plan, *names):
    """Return the open deadlines of a plan as {clock: day}."""
    rows = Deadline.objects.running().filter(subject_id=plan.pk)
    return {row.clock: row.due_on.isoformat() for row in rows if not names or row.clock in names}


def test_a_plan_starts_its_clocks_and_the_child_is_counted_on_it(cast, as_user, plan):
    with as_user(cast.worker):
        assert running(plan) == {
            "CLK-CPC-001": "2026-03-16",
            "CLK-CPC-003": "2026-03-23",
            "CLK-CPC-004": "2026-06-02",
        }
        counted = CountedElsewhere.objects.get(episode=plan.episode)
        assert (counted.kind, counted.started_on, counted.ended_on) == ("protection", date(2026, 3, 2), None)
    assert (plan.key_worker, plan.previous_plans) == (cast.worker, 0)


def test_only_a_visit_at_which_the_child_was_seen_starts_the_time_anew(cast, as_user, moment, plan):
    visited(cast, as_user, moment, plan, on="2026-03-10", was_seen=False)
    with as_user(cast.worker):
        assert running(plan, "CLK-CPC-003") == {"CLK-CPC-003": "2026-03-23"}
    visited(cast, as_user, moment, plan, on="2026-03-18")
    with as_user(cast.worker):
        assert running(plan, "CLK-CPC-003") == {"CLK-CPC-003": "2026-04-10"}  # over Good Friday and Easter Monday
    visited(cast, as_user, moment, plan, on="2026-03-12")
    with as_user(cast.worker):
        assert running(plan, "CLK-CPC-003") == {"CLK-CPC-003": "2026-04-10"}
        rows = Deadline.objects.filter(subject_id=plan.pk, clock="CLK-CPC-003", cancelled_at=None).order_by(
            "started_at"
        )
        assert [row.met_at.date().isoformat() if row.met_at else "" for row in rows] == ["2026-03-12", "2026-03-18", ""]


def test_a_visit_says_why_the_child_was_not_seen_or_not_alone(cast, as_user, moment, plan):
    with pytest.raises(StepNotAllowed, match="why the child was not seen"):
        visited(cast, as_user, moment, plan, on="2026-03-10", was_seen=False, not_seen_reason=" ")
    with pytest.raises(StepNotAllowed, match="not seen alone"):
        visited(cast, as_user, moment, plan, on="2026-03-10", was_seen_alone=False)
    with pytest.raises(StepNotAllowed, match="not during this plan"):
        visited(cast, as_user, moment, plan, on="2026-02-27")


def test_the_next_core_group_runs_only_by_an_interval_that_the_area_has_set(cast, as_user, moment, plan):
    met(cast, as_user, moment, plan, on="2026-03-13")
    with as_user(cast.worker):
        assert "LOCAL-CORE-GROUP" not in running(plan)
        assert "CLK-CPC-001" not in running(plan)
    with as_user(cast.team_manager):
        keeps(cast.area, {CORE_GROUP_LOCAL: 6})
        assert running(plan)["LOCAL-CORE-GROUP"] == "2026-04-24"


def test_a_review_starts_the_six_months_and_may_change_the_category(cast, as_user, moment, plan, perran):
    [after] = reviewed(cast, as_user, moment, perran, on="2026-05-29", category="EMO")
    with as_user(cast.worker):
        assert running(after)["CLK-CPC-005"] == "2026-11-29"
        change = CategoryChange.objects.get(plan=after)
        assert (change.before, change.after) == ("NEG", "EMO")
    assert (after.initial_category, after.latest_category) == ("NEG", "EMO")
    assert (after.last_reviewed_on, after.review_due_on) == (date(2026, 5, 29), date(2026, 11, 29))


def test_a_conference_ends_a_plan_and_the_child_is_in_need_again(cast, as_user, moment, plan, perran):
    [after] = reviewed(cast, as_user, moment, perran, on="2026-05-29", decision="ends", category="")
    assert (after.state, after.end_reason, after.ended_on) == ("ended", "no_longer_at_risk", date(2026, 5, 29))
    with as_user(cast.worker):
        assert running(after) == {}
        review = Deadline.objects.get(subject_id=after.pk, clock="CLK-CPC-004")
        assert (review.met_at.date(), review.cancelled_at) == (date(2026, 5, 29), None)
        assert Deadline.objects.get(subject_id=after.pk, clock="CLK-CPC-003").cancelled_at
        assert CountedElsewhere.objects.get(episode=after.episode).ended_on == date(2026, 5, 28)


def test_an_episode_is_not_closed_while_its_child_is_on_a_plan(cast, as_user, moment, plan):
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="conference ends the plan"):
        close_episode(
            episode=Episode.objects.get(pk=plan.episode_id), on=date(2026, 6, 1), reason="RC6", by=cast.team_manager,
            at=moment,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "words"),
    [("no_longer_at_risk", "Only a conference"), ("moved", "Record the transfer"), ("adult", "not turned 18")],
)
def test_a_plan_ends_without_a_conference_only_for_few_reasons(cast, as_user, moment, plan, reason, words):
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match=words):
        plans.end_without_conference(
            plan=plan, reason=reason, ended_on=date(2026, 6, 1), by=cast.team_manager, at=moment
        )


def test_a_plan_never_ends_on_the_day_it_began(cast, as_user, moment, plan):
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="census refuses"):
        plans.end_without_conference(
            plan=plan, reason="died", ended_on=date(2026, 3, 2), by=cast.team_manager, at=moment
        )


def test_a_corrected_beginning_moves_every_clock_and_the_history_stays(cast, as_user, moment, plan):
    visited(cast, as_user, moment, plan, on="2026-03-18")
    with as_user(cast.worker):
        fresh = plan_of(cast, as_user, plan.person)
        moved = plan_dates.correct_plan(
            plan=fresh, field="began_at", to=date(2026, 2, 27), reason="Typed wrongly", by=cast.worker, at=moment
        )
        assert (moved.started_on, moved.review_due_on) == (date(2026, 2, 27), date(2026, 5, 27))
        assert running(moved)["CLK-CPC-001"] == "2026-03-13"
        old = Deadline.objects.filter(subject_id=plan.pk, cancel_reason="Date corrected: Typed wrongly")
        assert {row.clock for row in old} == {"CLK-CPC-001", "CLK-CPC-003", "CLK-CPC-004"}
        assert "2 March 2026" in StepTaken.objects.get(subject_id=plan.pk, step="correct").note
        assert CountedElsewhere.objects.get(episode=plan.episode).started_on == date(2026, 2, 27)


def test_a_second_plan_is_flagged_with_the_gap_and_two_never_overlap(cast, as_user, moment, plan, perran):
    reviewed(cast, as_user, moment, perran, on="2026-05-29", decision="ends", category="")
    with pytest.raises(StepNotAllowed, match="overlap"):
        put_on_plan(cast, as_user, moment, perran, began="2026-05-20")
    [again] = put_on_plan(cast, as_user, moment, perran, began="2026-07-06", category="PHY")
    assert (again.previous_plans, again.previous_ended_on) == (1, date(2026, 5, 29))


def test_siblings_are_decided_together_and_recorded_apart(cast, as_user, moment, perran, wenna):
    two = put_on_plan(cast, as_user, moment, perran, wenna)
    assert two[0].pk != two[1].pk
    [gone] = reviewed(cast, as_user, moment, perran, on="2026-05-29", decision="ends", category="")
    assert gone.state == "ended"
    assert plan_of(cast, as_user, wenna).state == "open"


def test_an_unborn_child_is_seen_after_the_birth(cast, as_user, moment, area):
    unborn = child(area, moment, "Baby", born_on=None, expected_on=date(2026, 4, 20), birth_certainty="expected")
    [plan] = put_on_plan(cast, as_user, moment, unborn)
    with as_user(cast.worker):
        assert running(plan) == {"CLK-CPC-001": "2026-03-16", "CLK-CPC-003": "2026-05-12", "CLK-CPC-004": "2026-06-02"}
        with pytest.raises(StepNotAllowed, match="not born"):
            visited(cast, as_user, moment, plan, on="2026-03-20")
        plan_dates.record_birth(plan=plan, born_on=date(2026, 4, 13), by=cast.worker, at=moment)
        assert running(plan)["CLK-CPC-003"] == "2026-05-05"
        visited(cast, as_user, moment, plan, on="2026-04-15")
        assert running(plan)["CLK-CPC-003"] == "2026-05-07"


def test_everybody_who_does_not_know_the_child_sees_no_plan(cast, as_user, plan):
    with as_user(cast.charlie):
        assert not ProtectionPlan.objects.visible_to(cast.charlie).exists()
        assert not ProtectionPlan.objects.filter(pk=plan.pk).exists()


def test_a_corrected_conference_moves_the_plan_it_began_and_the_one_it_reviewed(cast, as_user, moment, plan, perran):
    [after] = reviewed(cast, as_user, moment, perran, on="2026-05-29")
    with as_user(cast.worker):
        first, second = Conference.objects.order_by("held_at")
        correct_conference(
            conference=first, held_at=noon("2026-02-27"), reason="Typed wrongly", by=cast.worker, at=moment
        )
        moved = plan_of(cast, as_user, perran)
        assert (moved.started_on, moved.first_core_group_due_on) == (date(2026, 2, 27), date(2026, 3, 13))
        assert Deadline.objects.get(clock="CLK-S47-001").met_at.date() == date(2026, 2, 27)
        correct_conference(
            conference=second, held_at=noon("2026-05-28"), reason="Typed wrongly", by=cast.worker, at=moment
        )
        assert plan_of(cast, as_user, perran).review_due_on == date(2026, 11, 28)
        with pytest.raises(StepNotAllowed, match="after the day on which the plan began"):
            correct_conference(
                conference=Conference.objects.get(pk=second.pk), held_at=noon("2026-02-27"), reason="No",
                by=cast.worker, at=moment,
            )  # fmt: skip
    assert after.pk == moved.pk
