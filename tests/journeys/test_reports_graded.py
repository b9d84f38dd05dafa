"""A conference's chair grades the school's report by section, and whoever wrote it is told and reads why."""

import pytest

from harbourlight.foundations.requests import actions as requests
from harbourlight.practice.childprotection.actions import conferences
from harbourlight.practice.childprotection.tests.stories import (
    child,
    conference_for,
    discussed,
    enquiries_of,
    finished,
    referred,
)

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL, HEALTH = "Lantern Street Primary School", "Harbourhaven Integrated Care"
CONFERENCE = "Initial child protection conference"
REPORT = "Perran is often hungry, and will not go home on Fridays."
MISSING = "Nobody asked Perran what he wants."
TOLD = "A chair graded a report of yours"
WORDS = "The child's views: what was good, what was missing"


@pytest.fixture
def perran(cast, as_user, moment):
    """Return a child before his conference, to which the school has reported and health has not yet."""
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    (enquiry,) = enquiries_of(cast, as_user, discussed(cast, as_user, moment, [perran]))
    finished(cast, as_user, moment, enquiry)
    conference = conference_for(cast, as_user, moment, [perran])
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(
            conference=conference, agencies=[cast.school, cast.health], by=cast.worker, at=moment
        )
    of_the_school = next(each for each in asked if each.agency_id == cast.school.pk)
    with as_user(cast.bob):
        requests.reply(
            request=of_the_school, step="answer", answer=REPORT, late_reason="Half-term", by=cast.bob, at=moment
        )
    return perran


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, chandra=cast.conference_chair, wanda=cast.worker, bob=cast.bob, nell=cast.nurse,
        senga=cast.senior, charlie=cast.charlie, on_a_phone=("bob", "nell"),
    )  # fmt: skip


def when_chandra_grades_the_report(chandra):
    """The chair reads the report and grades its sections; what is inadequate is said in words."""
    chandra.go_to(CONFERENCE).sees_all("Perran Sandling").is_good()
    assert not chandra.is_offered(f"Grade the report of {HEALTH}")
    chandra.follow(f"Grade the report of {SCHOOL}").unfold("Read the report").sees_all(REPORT).is_good()
    chandra.tries({"Analysis": "Good", "Chronology": "Adequate", "The child's views": "Inadequate"}, "Save")
    chandra.is_refused("Enter what was missing")
    chandra.says({WORDS: MISSING}, "Save").sees_all("The grades are kept, and the author is told.")
    chandra.sees_all("Analysis: good", "Chronology: adequate", "views: inadequate")


def then_bob_is_told_and_reads_why(bob, *words):
    """Whoever wrote the report is told on their first page, until they have read it."""
    feedback = bob.go_to(TOLD).sees_all("Bob Lanyard", *words).is_good().path
    bob.go("/").sees_none(TOLD)
    return feedback


def when_chandra_puts_a_grade_right(chandra):
    """Grading again puts the grade right, and the author is told again."""
    chandra.follow(f"Grade the report of {SCHOOL}")
    chandra.says({"The child's views": "Adequate", WORDS: "He was asked; his words stand on the last page."}, "Save")
    chandra.sees_all("views: adequate").sees_none("views: inadequate")


def then_others_neither_grade_nor_read_it(w, conference, feedback):
    """The social worker and the nurse grade nothing; another agency's feedback is its own."""
    for person in (w.wanda, w.nell):
        assert person.opens(conference)
        assert not person.is_offered(f"Grade the report of {SCHOOL}")
    assert w.nell.opens(feedback)
    w.nell.sees_all("No report was graded yet.").sees_none("his words stand on the last page")
    assert not w.charlie.opens(conference)


def and_senga_sees_how_each_agency_reports(chandra, senga):
    """The senior manager sees grades by agency, quarter and section, and no child."""
    chandra.follow("How reports were graded, by agency").sees_all(SCHOOL, "Analysis").is_good()
    assert senga.opens(chandra.path)
    senga.sees_all(SCHOOL, "Analysis").sees_none("Perran", HEALTH)


def test_a_report_to_a_conference_is_graded_and_its_author_told(perran, at_work):
    w = at_work
    when_chandra_grades_the_report(w.chandra)
    conference = w.chandra.path
    feedback = then_bob_is_told_and_reads_why(w.bob, MISSING, "Inadequate")
    when_chandra_puts_a_grade_right(w.chandra)
    then_bob_is_told_and_reads_why(w.bob, "his words stand on the last page", "Adequate")
    then_others_neither_grade_nor_read_it(w, conference, feedback)
    and_senga_sees_how_each_agency_reports(w.chandra, w.senga)
