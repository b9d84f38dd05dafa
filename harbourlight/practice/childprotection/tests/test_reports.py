"""Reports are graded by section, their authors told, and a chair's concerns are answered in time."""

from datetime import timedelta

import pytest

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.questionnaires import actions as questionnaires
from harbourlight.foundations.questionnaires.models import Answer, Answering
from harbourlight.foundations.questionnaires.scoring import Given
from harbourlight.foundations.requests import actions as requests

from ..actions import concerns, conferences, grading
from ..models import ChairConcern

GOOD = {"analysis": Given("good"), "childs_views": Given("inadequate", "Nobody asked the boy.")}


@pytest.fixture
def report(cast, as_user, moment, conference):
    """Return the school's report."""
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(conference=conference, agencies=[cast.school], by=cast.worker, at=moment)
    with as_user(cast.bob):
        return requests.reply(
            request=asked[0], step="answer", answer="Hungry.", late_reason="Half-term", by=cast.bob, at=moment
        )


def graded(cast, as_user, moment, conference, report, answers=GOOD):
    """Grade the report as the chair."""
    with as_user(cast.conference_chair):
        return grading.grade_report(
            conference=conference, request=report, answers=answers, by=cast.conference_chair, at=moment
        )


def test_a_report_is_graded_by_section_and_its_author_reads_it(cast, as_user, moment, conference, report):
    graded(cast, as_user, moment, conference, report)
    with as_user(cast.bob):
        mine = grading.gradings(Answering.objects.visible_to(cast.bob)).get(author=cast.bob)
        rows = Answer.objects.visible_to(cast.bob).filter(answering=mine).order_by("key")
        assert [(row.key, row.code) for row in rows] == [("analysis", "good"), ("childs_views", "inadequate")]
        questionnaires.mark_read(answerings=[mine], by=cast.bob, at=moment)
        assert grading.gradings().get(author_read_at=moment) == mine


def test_inadequate_says_what_was_missing(cast, as_user, moment, conference, report):
    with pytest.raises(StepNotAllowed, match="what was missing"):
        graded(cast, as_user, moment, conference, report, {"analysis": Given("inadequate")})


def test_grading_again_puts_the_grade_right(cast, as_user, moment, conference, report):
    graded(cast, as_user, moment, conference, report)
    graded(cast, as_user, moment, conference, report, {"childs_views": Given("adequate")})
    with as_user(cast.conference_chair):
        assert Answer.objects.get(key="childs_views").code == "adequate"
        assert Answer.objects.get(key="analysis").code == "good"


def test_the_trend_counts_grades_by_agency_and_shows_no_child(cast, as_user, moment, conference, report):
    graded(cast, as_user, moment, conference, report)
    with as_user(cast.senior):
        rows = grading.trend(area=cast.area, at=moment)
    assert [(row[0], row[2], row[3:]) for row in rows] == [
        (cast.school.name, "analysis", (1, 0, 0)),
        (cast.school.name, "childs_views", (0, 0, 1)),
    ]


def test_only_a_report_that_came_is_graded(cast, as_user, moment, conference):
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(conference=conference, agencies=[cast.health], by=cast.worker, at=moment)
    with pytest.raises(StepNotAllowed, match="no report"):
        graded(cast, as_user, moment, conference, asked[0])


def raised(cast, as_user, moment, conference):
    """Put a concern to the school."""
    with as_user(cast.conference_chair):
        return concerns.raise_concern(
            conference=conference,
            agency=cast.school,
            what="No chronology for two years.",
            wanted="A chronology within a week.",
            by=cast.conference_chair,
            at=moment,
        )


def test_a_concern_is_answered_by_its_agency_and_settled_by_the_chair(cast, as_user, moment, conference):
    concern = raised(cast, as_user, moment, conference)
    with as_user(cast.nurse), pytest.raises(StepNotAllowed, match="Only the agency"):
        concerns.answer_concern(concern=concern, answer="Yes", by=cast.nurse, at=moment)
    with as_user(cast.bob):
        concern = concerns.answer_concern(concern=concern, answer="It is done.", by=cast.bob, at=moment)
    with as_user(cast.conference_chair):
        settled = concerns.settle_concern(
            concern=concern, what_changed="A chronology came.", by=cast.conference_chair, at=moment
        )
        assert settled.state == "settled"
        assert not Deadline.objects.running().filter(subject_id=concern.pk).exists()


def test_a_concern_goes_up_level_by_level_each_with_its_own_clock(cast, as_user, moment, conference):
    concern = raised(cast, as_user, moment, conference)
    with as_user(cast.conference_chair):
        for level in ("2", "3"):
            concern = concerns.escalate_concern(
                concern=concern, reason="No answer came.", by=cast.conference_chair, at=moment + timedelta(seconds=1)
            )
            assert concern.level == level
            assert Deadline.objects.running().filter(subject_id=concern.pk).count() == 1
        with pytest.raises(StepNotAllowed, match="no level above"):
            concerns.escalate_concern(concern=concern, reason="Still none.", by=cast.conference_chair, at=moment)


def test_the_independent_chair_reads_a_concern_only_once_it_has_come_so_far(cast, as_user, moment, conference):
    concern = raised(cast, as_user, moment, conference)
    with as_user(cast.chair):
        assert not ChairConcern.objects.visible_to(cast.chair).exists()
    with as_user(cast.conference_chair):
        for _ in range(2):
            concern = concerns.escalate_concern(concern=concern, reason="None.", by=cast.conference_chair, at=moment)
    with as_user(cast.chair):
        assert ChairConcern.objects.visible_to(cast.chair).get() == concern


def test_what_came_to_the_independent_chair_is_answered_by_no_other_agency(cast, as_user, moment, conference):
    concern = raised(cast, as_user, moment, conference)
    with as_user(cast.conference_chair):
        for _ in range(2):
            concern = concerns.escalate_concern(concern=concern, reason="None.", by=cast.conference_chair, at=moment)
    with as_user(cast.nurse):
        assert ChairConcern.objects.visible_to(cast.nurse).get() == concern
        with pytest.raises(StepNotAllowed, match="Only the agency"):
            concerns.answer_concern(concern=concern, answer="All is well.", by=cast.nurse, at=moment)
    with as_user(cast.chair):
        assert concerns.answer_concern(concern=concern, answer="I ask.", by=cast.chair, at=moment).state == "answered"
