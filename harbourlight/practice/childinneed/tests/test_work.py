"""Plans, moves, closure, supervision and corrections, and who may do them."""

from datetime import date, timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.merging import merge
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.rules.actions import Refused
from harbourlight.foundations.rules.tests.factories import keeps

from .. import actions
from ..actions import closing
from ..models import Assessment, CountedElsewhere, Direction, Episode, Plan, PlanReview, Transfer, Visit
from ..pathway import PLAN_REVIEW, REVIEW_POINTS
from .stories import LONG_AGO, WHOLE, assessed, child, noon, referred, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(moment):
    """Return the date in London."""
    return actions.day(moment)


def now(as_user, person):
    """Return the episode as somebody sees it now, or None."""
    with as_user(person):
        return Episode.objects.first()


def planned(cast, as_user, moment, episode, **words):
    """Let the worker start a plan after an assessment."""
    assessed(cast, as_user, moment, episode, outcome="plan")
    with as_user(cast.worker):
        return actions.start_plan(episode=Episode.objects.get(), by=cast.worker, at=moment, **words)


def test_an_assessment_that_lacks_something_is_not_sent(cast, as_user, moment, episode):
    with as_user(cast.worker):
        record = actions.start_assessment(episode=episode, by=cast.worker, at=moment)
        with pytest.raises(StepNotAllowed, match="Record when the child was seen, or why not"):
            actions.send_assessment(assessment=record, by=cast.worker, at=moment)


@pytest.mark.parametrize(
    ("visit", "answers", "lacks"),
    [
        ({}, {}, []),
        ({"seen_alone": "no"}, {}, ["Say why the child was not seen alone."]),
        ({"seen_alone": "no"}, {"not_alone_reason": "She wanted mum there."}, []),
        ({"seen_alone": "baby"}, {}, []),
        ({"was_seen": False, "seen_alone": ""}, {}, ["Record when the child was seen, or why not."]),
        ({"was_seen": False, "seen_alone": ""}, {"not_seen_reason": "The family has left the country."}, []),
        ({}, {"what_changed": ""}, ["Say what changed because of the child's wishes."]),
        ({}, {"wishes": "", "what_changed": ""}, ["Write the child's wishes and feelings."]),
        ({}, {"factors": ["21", "4B"]}, ["No factor cannot stand beside a factor."]),
        ({}, {"primary_need": "N0"}, ["Select the primary need."]),
        ({}, {"factors": []}, ["Select the factors found, or that none was found."]),
        ({}, {"outcome": "core"}, ["Select what the assessment leads to."]),
    ],
)
def test_what_an_assessment_still_lacks(visit, answers, lacks, cast, as_user, moment, episode):
    with as_user(cast.worker):
        record = actions.start_assessment(episode=episode, by=cast.worker, at=moment)
        visited(record, cast, moment, **visit)
        record = actions.write_assessment(assessment=record, answers=WHOLE | answers, by=cast.worker, at=moment)
        assert actions.missing_of(record) == lacks


def test_a_manager_sends_an_assessment_back_with_a_reason(cast, as_user, moment, episode):
    with as_user(cast.worker):
        record = actions.start_assessment(episode=episode, by=cast.worker, at=moment)
        visited(record, cast, moment)
        record = actions.write_assessment(assessment=record, answers=WHOLE, by=cast.worker, at=moment)
        actions.send_assessment(assessment=record, by=cast.worker, at=moment)
        with pytest.raises(StepNotAllowed, match="with the manager"):
            actions.write_assessment(assessment=record, answers={"analysis": "x"}, by=cast.worker, at=moment)
    with as_user(cast.team_manager):
        actions.return_assessment(assessment=record, reason="Ask the father", by=cast.team_manager, at=moment)
    with as_user(cast.worker):
        again = Assessment.objects.get()
        assert (again.state, again.returned_reason) == ("writing", "Ask the father")


def test_a_worker_neither_authorises_nor_closes_nor_allocates(cast, as_user, moment, today, episode):
    with as_user(cast.worker):
        episode = Episode.objects.get()
        for act in (
            lambda: actions.close_episode(episode=episode, on=today, reason="RC7", by=cast.worker, at=moment),
            lambda: actions.allocate(episode=episode, worker=cast.worker, by=cast.worker, at=moment),
            lambda: actions.direct(episode=episode, what="x", by=cast.worker, at=moment),
        ):
            with pytest.raises(StepNotAllowed, match="permission"):
                act()


def test_a_review_point_is_met_when_the_manager_looks(cast, as_user, moment, episode):
    with as_user(cast.worker):
        record = actions.start_assessment(episode=episode, by=cast.worker, at=moment)
    with as_user(cast.team_manager):
        actions.review_assessment(assessment=record, note="See the father too.", by=cast.team_manager, at=moment)
        points = Deadline.objects.filter(clock__startswith="LOCAL-ASM").order_by("due_at")
        assert [row.met_at is not None for row in points] == [True, False]


def test_review_points_are_those_of_the_area(cast, as_user, moment, juniper):
    keeps(cast.area, {REVIEW_POINTS[0]: 20, REVIEW_POINTS[1]: 5})
    referred(cast, as_user, moment, juniper, on="2026-11-02")
    with as_user(cast.worker):
        points = Deadline.objects.filter(clock__startswith="LOCAL-ASM").order_by("due_at")
        assert [str(row.due_on) for row in points] == ["2026-11-09", "2026-11-30"]


def test_no_review_point_lies_beyond_the_limit_in_law(cast):
    with pytest.raises(Refused, match="between 1 and 44"):
        keeps(cast.area, {REVIEW_POINTS[0]: 45})


def test_a_plan_has_no_clock_where_the_area_has_set_none(cast, as_user, moment, episode):
    planned(cast, as_user, moment, episode)
    with as_user(cast.worker):
        assert not Deadline.objects.running().exists()


def test_a_plan_is_reviewed_at_the_areas_own_interval(cast, as_user, moment, today, episode):
    keeps(cast.area, {PLAN_REVIEW: 30} | dict.fromkeys(REVIEW_POINTS))
    plan = planned(cast, as_user, moment, episode, outcomes=[{"what": "Juniper sleeps", "measure": "Six nights"}])
    with as_user(cast.worker):
        clock = Deadline.objects.running().get(clock="LOCAL-PLAN-REVIEW")
        assert clock.clock_version == "local setting: 30 working days"
        actions.review_plan(
            plan=plan, reviewed_on=today, took_part="Mum, school", progress="Better nights", decision="goes_on",
            by=cast.worker, at=moment,
        )  # fmt: skip
        clock.refresh_from_db()
        assert clock.met_at
        assert Deadline.objects.running().filter(clock="LOCAL-PLAN-REVIEW").count() == 1
        actions.end_plan(plan=plan, reason="met", by=cast.worker, at=moment)
        assert not Deadline.objects.running().exists()
        assert Episode.objects.get().state == "assessed"


def test_a_plan_does_not_run_beside_a_protection_plan(cast, as_user, moment, today, episode):
    plan = planned(cast, as_user, moment, episode)
    with as_user(cast.worker):
        episode = Episode.objects.get()
        actions.count_elsewhere(episode=episode, kind="protection", started_on=today, by=cast.worker, at=moment)
        plan.refresh_from_db()
        assert (plan.ended_on, plan.end_reason) == (today, "protection")
        with pytest.raises(StepNotAllowed, match="protection plan or looked after"):
            actions.start_plan(episode=Episode.objects.get(), by=cast.worker, at=moment)
        actions.count_in_need_again(episode=episode, kind="protection", ended_on=today, by=cast.worker, at=moment)
        assert CountedElsewhere.objects.get().ended_on == today


def test_two_writers_of_a_plan_are_told(cast, as_user, moment, episode):
    plan = planned(cast, as_user, moment, episode)
    with as_user(cast.worker):
        actions.change_plan(plan=plan, summary="Mine", version=1, by=cast.worker, at=moment)
        with pytest.raises(ChangedMeanwhile):
            actions.change_plan(plan=plan, summary="Too late", version=1, by=cast.worker, at=moment)


def test_a_move_takes_sight_and_clocks_along(cast, as_user, moment, episode):
    with as_user(cast.team_manager):
        actions.transfer(
            episode=Episode.objects.get(), to_team=cast.social_work, worker=cast.colleague, by=cast.team_manager,
            reason="Long-term work", at=moment,
        )  # fmt: skip
    assert now(as_user, cast.worker) is None
    assert now(as_user, cast.colleague).worker == cast.colleague
    with as_user(cast.colleague):
        assert Deadline.objects.running().get(clock="CLK-ASM-001").team == cast.social_work
        assert Transfer.objects.get().to_team == cast.social_work
        assert Person.objects.get(pk=episode.person_id).lead_professional == cast.colleague


def test_a_worker_of_another_team_sees_the_child_while_it_is_allocated(cast, as_user, moment, episode):
    with as_user(cast.team_manager):
        actions.allocate(episode=Episode.objects.get(), worker=cast.colleague, by=cast.team_manager, at=moment)
        assert Deadline.objects.running().get(clock="CLK-ASM-001").owner == cast.colleague
    assert now(as_user, cast.colleague)
    with as_user(cast.team_manager):
        actions.allocate(episode=Episode.objects.get(), worker=cast.worker, by=cast.team_manager, at=moment)
    assert now(as_user, cast.colleague) is None


def test_an_episode_closes_after_its_assessment_and_sight_ends_later(cast, as_user, moment, today, episode):
    assessed(cast, as_user, moment, episode)
    with as_user(cast.team_manager):
        actions.close_episode(
            episode=Episode.objects.get(), on=today, reason="RC8", note="The school knows.", by=cast.team_manager,
            at=moment,
        )  # fmt: skip
    closed = now(as_user, cast.worker)
    assert (closed.state, closed.close_reason) == ("closed", "RC8")
    with as_system("grants are nobody's to list"):
        grants = list(Grant.objects.filter(person_id=episode.person_id, source=f"need:{episode.pk}"))
    assert {grant.valid_until for grant in grants} == {moment + timedelta(days=30)}


def test_an_episode_does_not_close_over_open_work(cast, as_user, moment, today, episode):
    with as_user(cast.worker):
        actions.start_assessment(episode=episode, by=cast.worker, at=moment)
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="not finished"):
        actions.close_episode(episode=Episode.objects.get(), on=today, reason="RC7", by=cast.team_manager, at=moment)


def test_another_room_may_stand_against_closing(cast, as_user, moment, today, episode):
    actions.stands_against_closing(lambda record: "An enquiry is open.")
    try:
        with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="An enquiry is open"):
            actions.close_episode(
                episode=Episode.objects.get(), on=today, reason="RC7", by=cast.team_manager, at=moment
            )
    finally:
        closing.BEFORE_CLOSING.pop()


@pytest.mark.parametrize("reason", ["RC8", "RC9"])
def test_closed_after_assessment_needs_one(reason, cast, as_user, moment, today, episode):
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="No assessment was finished"):
        actions.close_episode(episode=Episode.objects.get(), on=today, reason=reason, by=cast.team_manager, at=moment)


def test_no_further_action_leaves_nothing_running(cast, as_user, moment, episode):
    with as_user(cast.team_manager):
        actions.take_no_action(episode=Episode.objects.get(), reason="Advice given", by=cast.team_manager, at=moment)
        assert Episode.objects.get().referral_nfa
        assert not Deadline.objects.running().exists()


def test_work_that_was_started_is_no_referral_without_action(cast, as_user, moment, episode):
    with as_user(cast.worker):
        actions.start_assessment(episode=episode, by=cast.worker, at=moment)
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="already “being assessed”"):
        actions.take_no_action(episode=Episode.objects.get(), reason="No", by=cast.team_manager, at=moment)


def test_a_visit_without_the_child_says_why(cast, as_user, moment, episode):
    with as_user(cast.worker):
        with pytest.raises(StepNotAllowed, match="why the child was not seen"):
            actions.record_visit(
                episodes=[episode], happened_at=moment, place="At home", was_seen=False, by=cast.worker, at=moment
            )
        assert not Visit.objects.exists()


def test_a_direction_whose_day_is_to_come_may_wait(cast, as_user, moment, today, episode):
    later = today + timedelta(days=7)
    with as_user(cast.team_manager):
        episode = Episode.objects.get()
        actions.direct(episode=episode, what="Ring the GP", due_on=later, by=cast.team_manager, at=moment)
        how = {"episode": episode, "held_on": today, "discussion": "So", "by": cast.team_manager, "at": moment}
        actions.supervise(directions=[{"what": "See the father", "due_on": None}], **how)
        assert Direction.objects.filter(answered_at=None).count() == 2
        with pytest.raises(StepNotAllowed, match="whether it was followed"):
            actions.supervise(**how)


def test_a_direction_that_was_not_followed_says_why(cast, as_user, moment, today, episode):
    with as_user(cast.team_manager):
        episode = Episode.objects.get()
        actions.direct(episode=episode, what="Ring the GP", by=cast.team_manager, at=moment)
        [direction] = actions.unanswered(episode)
        with pytest.raises(StepNotAllowed, match="why a direction was not followed"):
            actions.supervise(
                episode=episode, held_on=today, discussion="So", followed={direction.pk: ("no", "")},
                by=cast.team_manager, at=moment,
            )  # fmt: skip


def test_what_was_recorded_wrongly_stays_in_the_history(cast, as_user, moment, juniper):
    [episode] = referred(cast, as_user, moment, juniper, on="2026-03-02")
    with as_user(cast.worker):
        actions.correct_date(
            record=episode, field="referred_at", to=date(2026, 3, 9), reason="The letter lay", by=cast.worker, at=moment
        )
        was = [row.referred_at for row in episode.events.order_by("pgh_id")]
        assert noon("2026-03-02") in was
        assert was[-1] == noon("2026-03-09")
        old, new = Deadline.objects.filter(clock="CLK-ASM-001").order_by("started_at")
        assert (old.cancel_reason, new.cancelled_at) == ("Referral received: The letter lay", None)
        assert StepTaken.objects.filter(step="correct").get().note.startswith("Referral received: 02/03/2026")


@pytest.mark.parametrize(
    ("field", "to"),
    [("referred_at", date(2026, 5, 1)), ("referred_at", date(2099, 1, 1)), ("closed_on", date(2026, 3, 3))],
)
def test_a_date_that_cannot_be_is_not_put_in(field, to, cast, as_user, moment, juniper):
    [episode] = referred(cast, as_user, moment, juniper, on="2026-03-02")
    assessed(cast, as_user, moment, episode, finished="2026-04-01")
    with as_user(cast.worker), pytest.raises(StepNotAllowed):
        actions.correct_date(
            record=Episode.objects.get(), field=field, to=to, reason="Wrong", by=cast.worker, at=moment
        )


def test_a_plans_review_clock_moves_with_its_date(cast, as_user, moment, juniper):
    keeps(cast.area, {PLAN_REVIEW: 10} | dict.fromkeys(REVIEW_POINTS))
    [episode] = referred(cast, as_user, moment, juniper, on="2026-03-02")
    assessed(cast, as_user, moment, episode, finished="2026-03-20", outcome="plan")
    with as_user(cast.worker):
        plan = actions.start_plan(
            episode=Episode.objects.get(), started_on=date(2026, 4, 13), by=cast.worker, at=moment
        )
        actions.correct_date(
            record=plan, field="started_on", to=date(2026, 4, 20), reason="Wrong week", by=cast.worker, at=moment
        )
        clock = Deadline.objects.running().get()
        assert str(clock.due_on) == "2026-05-05"  # past the bank holiday of early May
        assert not PlanReview.objects.exists()


def test_a_corrected_referral_leaves_the_review_points_of_a_later_assessment(cast, as_user, moment, juniper):
    [episode] = referred(cast, as_user, moment, juniper, on="2026-01-12")
    assessed(cast, as_user, moment, episode, finished="2026-02-02")
    with as_user(cast.worker):
        actions.start_assessment(
            episode=Episode.objects.get(), started_on=date(2026, 2, 23), by=cast.worker, at=moment
        )  # fmt: skip
        points = Deadline.objects.running().filter(clock__startswith="LOCAL-ASM").order_by("due_at")
        before = [(row.pk, row.title) for row in points]
        actions.correct_date(
            record=Episode.objects.get(), field="referred_at", to=date(2026, 1, 9), reason="Typed", by=cast.worker,
            at=moment,
        )  # fmt: skip
        assert [(row.pk, row.title) for row in points.all()] == before
    assert [title for _, title in before] == [
        "A manager looks at the assessment (working day 10)", "A manager looks at the assessment (working day 25)",
    ]  # fmt: skip


def test_two_open_episodes_of_one_family_are_worked_together(cast, as_user, moment, juniper):
    rowan = child(cast.area, moment, "Rowan")
    first, second = referred(cast, as_user, moment, juniper, rowan)
    assert first.family_key == second.family_key
    assert first.pk != second.pk


def test_a_child_with_two_records_made_one_has_one_episode(cast, as_user, moment, juniper, episode):
    other = child(cast.area, moment, "Junie")
    with as_system("the two records are made one"):
        merge(kept=other, dropped=juniper, reason="The same child", by=cast.manager, at=moment)
    assert referred(cast, as_user, moment, other)[0].pk == episode.pk
    with as_user(cast.worker):
        assert actions.open_episode_of(other.pk).pk == episode.pk


def test_a_team_that_is_referred_a_child_of_another_team_sees_the_child(cast, as_user, moment, juniper, episode):
    referred(cast, as_user, moment, juniper, team=cast.social_work)
    assert now(as_user, cast.colleague).team == cast.assessment


def test_a_colleague_who_joins_the_team_sees_the_child(cast, as_user, moment, episode):
    assert now(as_user, cast.colleague) is None
    TeamMembership.objects.create(professional=cast.colleague, team=cast.assessment, started_on=LONG_AGO)
    assert now(as_user, cast.colleague)


def test_a_plan_is_only_for_a_child_whose_need_was_looked_at(cast, as_user, moment, episode):
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="already “waiting for an assessment”"):
        actions.start_plan(episode=Episode.objects.get(), by=cast.worker, at=moment)
    with as_user(cast.worker):
        assert not Plan.objects.exists()
