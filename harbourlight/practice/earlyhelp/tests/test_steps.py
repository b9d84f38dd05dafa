"""The steps of early help: consent first, a refusal that is decided, and a school lead who does every step alone."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.deaths import record_death
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.questionnaires.scoring import Given
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed.models import Episode

from .. import actions, indicators
from ..choices import SECTIONS
from ..models import Case, ChildVoice, HelpAssessment, HelpReview, RefusalDecision, StepUp
from ..pathway import ASSESSMENT, REFUSAL, REVIEW
from .stories import accepted, agreed, assessed, family, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, moment, as_user):
    """Return a case that Bob, the school's safeguarding lead, leads."""
    made = accepted(cast, moment, as_user, family(cast, moment, "Isla Breakwater", "Rory Breakwater"))
    with as_user(cast.helper):
        return actions.allocate(case=made, lead=cast.bob, by=cast.helper, at=moment)


def test_a_schools_safeguarding_lead_does_every_step_alone(cast, case, moment, as_user):
    keeps(cast.area, {REVIEW: 6, ASSESSMENT: 30})
    today = day_of(moment)
    with as_user(cast.bob):
        case = planned(case, cast.bob, moment)
        actions.join(case=case, professional=cast.nurse, part="Health visitor", joined_on=today, by=cast.bob, at=moment)
        actions.give_action(
            case=case, what="See the doctor about sleep", due_on=today + timedelta(days=14), owner=cast.nurse,
            by=cast.bob, at=moment,
        )  # fmt: skip
        case.refresh_from_db()
        (outcome,) = case.plans.get().outcomes.all()
        case = actions.review(
            case=case, held_on=today, who="Mother, Isla, school", summary="Better mornings.", by=cast.bob, at=moment,
            family_view="It helps.", progress={outcome.pk: (4, "On time all week")},
        )  # fmt: skip
        assert HelpReview.objects.get().next_review_on == today + timedelta(weeks=6)
        assert Action.objects.get().owner == cast.nurse
        case = actions.close(
            case=case, closing="needs_met", what_changed="Isla and Rory are on time.", family_view="Glad we did it.",
            by=cast.bob, at=moment,
        )  # fmt: skip
    assert case.state == "closed"


def test_when_the_case_ends_nobody_it_was_open_to_sees_it(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment)
        day = day_of(moment)
        actions.join(case=case, professional=cast.nurse, part="Nurse", joined_on=day, by=cast.bob, at=moment)
    for member in (cast.bob, cast.helper, cast.nurse):
        with as_user(member):
            assert Case.objects.filter(pk=case.pk).exists()
    with as_user(cast.bob):
        case.refresh_from_db()
        actions.close(
            case=case, closing="universal", what_changed="Enough.", family_view="Fine.", by=cast.bob, at=moment
        )
    for member in (cast.bob, cast.helper, cast.nurse):
        with as_user(member):
            assert not Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("answer", ["", "asked", "refused"])
def test_nothing_is_assessed_without_consent(answer, cast, case, moment, as_user):
    with as_user(cast.bob):
        if answer:
            case = agreed(case, cast.bob, moment, answer=answer)
        with pytest.raises(StepNotAllowed, match=r"agreed|does not take part"):
            actions.start_assessment(case=case, by=cast.bob, at=moment)
        assert not HelpAssessment.objects.exists()


def test_a_withdrawal_stops_the_work_until_somebody_decides(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment)
        case = actions.start_assessment(case=case, by=cast.bob, at=moment)
        case = agreed(case, cast.bob, moment, answer="withdrawn")
        with pytest.raises(StepNotAllowed, match="Decide first"):
            actions.complete_assessment(case=case, agreed_on=day_of(moment), by=cast.bob, at=moment)
        with pytest.raises(StepNotAllowed, match="Decide first"):
            actions.close(case=case, closing="needs_met", what_changed="-", family_view="-", by=cast.bob, at=moment)
        assert [each.pk for each in Case.objects.without_decision()] == [case.pk]


def test_a_refusal_waits_with_a_clock_and_is_decided_by_the_lead(cast, case, moment, as_user):
    keeps(cast.area, {REFUSAL: 5})
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment, answer="refused")
        running = Deadline.objects.get(clock="LOCAL-EHA-REFUSAL")
        assert running.met_at is None
        with pytest.raises(StepNotAllowed, match="advice"):
            actions.decide_refusal(case=case, way_on="close", reason="They manage.", by=cast.bob, at=moment)
        done = actions.decide_refusal(
            case=case, way_on="close", reason="They manage.", advice="Family hub on Quay Street.",
            by=cast.bob, at=moment,
        )  # fmt: skip
    assert (done.state, done.closing, done.refused_at) == ("closed", "declined", None)
    with as_system("the test reads what was decided"):
        assert RefusalDecision.objects.get().advice == "Family hub on Quay Street."
        assert Deadline.objects.get(pk=running.pk).met_at == moment


def test_another_person_tries_again_and_asks_anew(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = actions.record_not_engaging(
            case=case, since_on=day_of(moment), note="Three visits, nobody in.", by=cast.bob, at=moment
        )
        with pytest.raises(StepNotAllowed, match="another person"):
            actions.decide_refusal(
                case=case, way_on="try_again", another=cast.bob, reason="Again.", by=cast.bob, at=moment
            )
        case = actions.decide_refusal(
            case=case, way_on="try_again", another=cast.nurse, reason="They trust her.", by=cast.bob, at=moment
        )
    assert (case.lead, case.consent, case.refused_at) == (cast.nurse, "not_asked", None)
    with as_user(cast.bob):
        assert not Case.objects.exists()


def test_a_practitioner_of_the_team_who_does_not_lead_cannot_decide_a_refusal(cast, case, moment, as_user):
    with as_user(cast.helper):
        case = agreed(case, cast.helper, moment, answer="refused")
        with pytest.raises(StepNotAllowed, match="lead professional or a manager"):
            actions.decide_refusal(case=case, way_on="close", reason="-", advice="-", by=cast.helper, at=moment)


def test_consent_given_later_ends_the_wait(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment, answer="refused")
        case = agreed(case, cast.bob, moment)
        assert not Case.objects.without_decision().exists()
        actions.start_assessment(case=case, by=cast.bob, at=moment)


def test_an_assessment_is_complete_only_with_every_childs_voice_and_the_familys_agreement(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = assessed(case, cast.bob, moment, completes=False)
        voice = ChildVoice.objects.filter(person_id=case.child_ids[1])
        voice.update(words="")
        with pytest.raises(StepNotAllowed, match="Each child's voice"):
            actions.complete_assessment(case=case, agreed_on=day_of(moment), by=cast.bob, at=moment)
        voice.update(words="I like the new bed.")
        tomorrow = day_of(moment) + timedelta(days=1)
        with pytest.raises(StepNotAllowed, match="future"):
            actions.complete_assessment(case=case, agreed_on=tomorrow, by=cast.bob, at=moment)
        case = actions.complete_assessment(case=case, agreed_on=day_of(moment), by=cast.bob, at=moment)
    assert case.state == "assessed"


def test_two_write_one_assessment_and_the_second_is_shown_both_texts(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment)
        case = actions.start_assessment(case=case, by=cast.bob, at=moment)
        written = actions.assessment_in_hand(case)
        first = {"assessment": written, "voices": {}, "version": written.version, "at": moment}
        actions.write_assessment(answers={"worries": "Bob's words"}, by=cast.bob, **first)
    with as_user(cast.helper), pytest.raises(ChangedMeanwhile) as change:
        actions.write_assessment(answers={"worries": "Hettie's words"}, by=cast.helper, **first)
    assert change.value.record.worries == "Bob's words"


def test_a_step_up_carries_the_record_to_the_receiving_team(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = assessed(case, cast.bob, moment)
        case = actions.step_up(
            case=case, team=cast.assessment, reason="A new injury nobody explains.", by=cast.bob, at=moment
        )
    with as_user(cast.worker):
        seen = Case.objects.get()
        assert (seen.state, seen.closing) == ("stepped_up", "stepped_up")
        assert HelpAssessment.objects.get().worries
        assert Episode.objects.count() == StepUp.objects.count() == 2
        assert {one.episode_id for one in StepUp.objects.all()} == {one.pk for one in Episode.objects.all()}
        assert {one.source for one in Episode.objects.all()} == {"5D"}
    with as_user(cast.bob):
        assert not Case.objects.exists()


def test_a_manager_may_step_up_a_family_that_refused(cast, case, moment, as_user):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment, answer="refused")
        done = actions.decide_refusal(
            case=case, way_on="step_up", team=cast.assessment, reason="The risk grows.", by=cast.bob, at=moment
        )
    assert done.state == "stepped_up"


def test_what_social_care_hands_on_stands_at_the_head_of_the_case(cast, moment, as_user):
    from harbourlight.practice.childinneed.actions import refer

    (isla,) = family(cast, moment)
    with as_user(cast.worker):
        episodes = refer(
            people=[isla], area=cast.area, team=cast.assessment, referred_at=moment, source="2A", by=cast.worker,
            at=moment,
        )  # fmt: skip
        with pytest.raises(StepNotAllowed, match="must know"):
            step_down(cast, episodes, moment, " ")
        step_down(cast, episodes, moment, "Safe now; mornings are hard.")
    with as_user(cast.helper):
        case = Case.objects.get()
        assert (case.origin, case.summary) == ("step_down", "Safe now; mornings are hard.")
        assert Episode.objects.get().pk in case.episode_ids


def step_down(cast, episodes, moment, summary):
    return actions.take_step_down(
        episodes=episodes, summary=summary, by=cast.worker, at=moment, stepped_down_on=day_of(moment)
    )


def test_a_sample_opens_the_drawn_assessments_to_whoever_grades_them(cast, case, moment, as_user):
    with as_user(cast.bob):
        assessed(case, cast.bob, moment)
    day = day_of(moment)
    with as_user(cast.senior):
        assert not HelpAssessment.objects.exists()
        sample = actions.draw_sample(
            area=cast.area, agency=cast.school, quarter=actions.quarter_of(day), size=5, by=cast.senior, at=moment
        )
        (grading,) = sample.gradings.all()
        answers = {name: Given("good") for name, _ in SECTIONS}
        with pytest.raises(StepNotAllowed, match="the assessment as a whole"):
            actions.grade(grading=grading, answers=answers, by=cast.senior, at=moment)
        answers["overall"] = Given("adequate", "Clear.")
        actions.grade(grading=grading, answers=answers, by=cast.senior, at=moment)
        with pytest.raises(StepNotAllowed, match="already"):
            actions.grade(grading=grading, answers=answers, by=cast.senior, at=moment)
    assert indicators.grades_by_agency(cast.area) == {(cast.school.pk, actions.quarter_of(day)): {"adequate": 1}}
    (row,) = indicators.completed_by_agency(cast.area)
    assert (row["agency__name"], row["made"]) == (cast.school.name, 1)
    with as_system("the test reads grants"):
        assert all(grant.valid_until for grant in Grant.objects.filter(professional=cast.senior))


def test_early_help_ends_with_the_last_child_and_goes_on_for_a_brother_who_lives(cast, case, moment, as_user):
    for number, child_id in enumerate(case.child_ids):
        with as_user(cast.bob):
            person = Person.objects.get(pk=child_id)
            record_death(
                person=person, died_on=day_of(moment), told_by="The hospital", by=cast.bob, at=moment,
                version=person.version,
            )  # fmt: skip
        with as_system("a test reads"):
            case.refresh_from_db()
        assert (case.state, case.closing) == (("allocated", ""), ("closed", "died"))[number]
