"""Wanda assesses a child, Tamsin writes in it at the same time and the connection is cut: nothing typed is lost."""

from datetime import timedelta

import pytest

from harbourlight.foundations.people.models import Person
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed import actions
from harbourlight.practice.childinneed.models import Assessment, Episode
from harbourlight.practice.childinneed.pathway import PLAN_REVIEW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


@pytest.fixture
def episode(cast, as_user, moment):
    """Return the episode of a child who was referred, with her brother, to the assessment team."""
    keeps(cast.area, {PLAN_REVIEW: 30})
    children = [
        Person(first_name=name, last_name="Halewood", area=cast.area, recorded_at=moment)
        for name in ("Juniper", "Rowan")
    ]
    Person.objects.bulk_create(children)
    with as_user(cast.manager):
        return actions.refer(
            people=children, area=cast.area, team=cast.assessment, referred_at=moment - timedelta(days=3), source="2A",
            worker=cast.worker, by=cast.manager, at=moment,
        )[0]  # fmt: skip


@pytest.fixture
def assessment(cast, as_user, moment, episode):
    """Return the assessment that the worker has begun."""
    with as_user(cast.worker):
        return actions.start_assessment(episode=Episode.objects.get(pk=episode.pk), by=cast.worker, at=moment)


def test_every_page_of_a_child_in_need_is_good(cast, episode, assessment, visitor):
    tamsin = visitor().sign_in(cast.team_manager)
    here = f"/in-need/{episode.pk}/"
    pages = {
        "team": "/in-need/team/", "rules": f"/register/areas/{cast.area.pk}/rules/",
        "rule": f"/register/areas/{cast.area.pk}/rules/{PLAN_REVIEW}/", "episode": here, "allocate": f"{here}allocate/",
        "move": f"{here}transfer/", "close": f"{here}close/", "visit": f"{here}visit/", "correct": f"{here}correct/",
        "supervision": f"{here}supervise/", "start": f"{here}start-assessment/", "plan": f"{here}start-plan/",
        "assessment": f"/in-need/assessments/{assessment.pk}/",
        "look": f"/in-need/assessments/{assessment.pk}/review-assessment/",
        "write": f"/in-need/assessments/{assessment.pk}/write/", "child": f"/people/{episode.person_id}/",
        "authorise": f"/in-need/assessments/{assessment.pk}/return-assessment/", "behind": "/in-need/figures/EH2/",
    }  # fmt: skip
    for name, path in pages.items():
        assert tamsin.go(path).faults(*WIDTHS) == [], name


@pytest.mark.parametrize("width", WIDTHS)
def test_two_in_the_same_assessment_see_both_texts(width, cast, as_user, moment, assessment, visitor):
    wanda = visitor(width).sign_in(cast.worker).go(f"/in-need/assessments/{assessment.pk}/write/")
    wanda.page.fill("textarea[name=analysis]", "Mum is tired.")
    with as_user(cast.team_manager):
        theirs = {"analysis": "Mum is alone at night.", "worries": "No gate on the stairs."}
        actions.write_assessment(assessment=assessment, answers=theirs, by=cast.team_manager, at=moment, version=1)
    wanda.page.click("button[value=close]")
    wanda.page.wait_for_load_state()
    assert wanda.sees("Somebody else saved this assessment while you were writing")
    assert wanda.sees("Mum is alone at night.")
    assert wanda.page.input_value("textarea[name=analysis]") == "Mum is tired."
    assert wanda.page.input_value("textarea[name=worries]") == "No gate on the stairs."
    assert wanda.faults() == []
    wanda.page.fill("textarea[name=analysis]", "Mum is tired and alone at night.")
    wanda.page.click("button[value=close]")
    wanda.page.wait_for_url(f"**/in-need/assessments/{assessment.pk}/")
    with as_user(cast.worker):
        now = Assessment.objects.get(pk=assessment.pk)
    assert (now.analysis, now.worries) == ("Mum is tired and alone at night.", "No gate on the stairs.")


def test_what_was_typed_when_the_connection_was_cut_is_offered_again(cast, assessment, visitor):
    page = f"/in-need/assessments/{assessment.pk}/write/"
    wanda = visitor(360).sign_in(cast.worker).go(page)
    with wanda.page.expect_response("**/draft**", timeout=30_000):
        wanda.page.fill("textarea[name=wishes]", "Juniper wants mum to sleep.")
    wanda.context.set_offline(True)
    wanda.page.fill("textarea[name=what_changed]", "A night nurse comes.")
    wanda.context.set_offline(False)
    with wanda.page.expect_response("**/draft**", timeout=60_000):
        wanda.page.fill("textarea[name=what_changed]", "A night nurse comes twice a week.")
    again = visitor(360).sign_in(cast.worker).go(page)
    again.page.click("a:has-text('Use it')")
    again.page.wait_for_load_state()
    assert again.page.input_value("textarea[name=wishes]") == "Juniper wants mum to sleep."
    assert again.page.input_value("textarea[name=what_changed]") == "A night nurse comes twice a week."
