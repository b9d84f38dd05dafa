"""Answers are kept, signed, read a second time without sight of the first, and settled with both kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..choices import Reader
from ..installed import library
from ..models import Answer, Answering
from ..scoring import Given

pytestmark = pytest.mark.django_db

GOOD = {"analysis": Given("good"), "childs_views": Given("inadequate", "Nobody asked him.")}
ALL = GOOD | {"presentation": Given("good"), "chronology": Given("adequate")}


@pytest.fixture
def opened(cast, moment, perran, as_user):
    """Return a grading of the school's report on Perran, which Alice works on."""
    found = library().in_force("conference-report", moment.date())
    with as_user(cast.alice):
        answering = actions.prepared(
            question_set=found, subject=perran, answerer=cast.alice, by=cast.alice, at=moment,
            child_ids=[perran.pk], area=cast.area, agency=cast.school, author=cast.bob, is_for_agency=True,
        )  # fmt: skip
        answering.save(force_insert=True)
    return answering


@pytest.fixture
def signed(opened, cast, moment, as_user):
    """Return the grading, signed."""
    with as_user(cast.alice):
        actions.give(answering=opened, answers=ALL, by=cast.alice, at=moment)
        return actions.sign(answering=opened, by=cast.alice, at=moment)


@pytest.fixture
def with_second(signed, cast, moment, as_user):
    """Return the grading with a nurse as its second reader."""
    with as_user(cast.alice):
        return actions.name_second_reader(
            answering=signed, reader=cast.nurse, until=moment + timedelta(days=20), by=cast.alice, at=moment
        )


def seen_by(person, as_user):
    """Return the (reader, key) of the answers that somebody sees."""
    with as_user(person):
        return {(row.reader, row.key) for row in Answer.objects.visible_to(person)}


def test_answers_are_signed_whole_and_a_later_answer_keeps_the_earlier_in_its_history(opened, cast, moment, as_user):
    with as_user(cast.alice):
        actions.give(answering=opened, answers=GOOD, by=cast.alice, at=moment)
        with pytest.raises(StepNotAllowed, match="Left: presentation; chronology"):
            actions.sign(answering=opened, by=cast.alice, at=moment)
        actions.give(answering=opened, answers=ALL | {"analysis": Given("adequate")}, by=cast.alice, at=moment)
        actions.sign(answering=opened, by=cast.alice, at=moment)
    with as_system("the test reads the history"):
        events = Answer.pgh_event_model.objects.filter(key="analysis").order_by("pgh_id")
        assert [event.code for event in events] == ["good", "adequate"]


def test_an_answer_that_cannot_be_is_not_kept(opened, cast, moment, as_user):
    with as_user(cast.alice):
        for answers, says in (
            ({"analysis": Given("splendid")}, "not one of the answers"),
            ({"analysis": Given("inadequate")}, "Enter what was missing: analysis"),
            ({"handwriting": Given("good")}, "asks nothing called"),
        ):
            with pytest.raises(StepNotAllowed, match=says):
                actions.give(answering=opened, answers=answers, by=cast.alice, at=moment)
        assert not Answer.objects.exists()


def test_answers_are_seen_with_the_child_by_the_agency_they_are_for_and_by_nobody_else(signed, cast, as_user):
    assert len(seen_by(cast.alice, as_user)) == 4
    assert len(seen_by(cast.bob, as_user)) == 4
    assert seen_by(cast.charlie, as_user) == set()
    assert seen_by(cast.board, as_user) == set()


def test_a_barrier_closes_answers_to_the_agency_they_are_for(signed, cast, moment, perran, as_user):
    with as_system("the test closes the record"):
        access.bar(
            person_id=perran.pk,
            kind="excluded",
            professionals=[cast.bob],
            reason="His aunt",
            by=cast.manager,
            at=moment,
        )
    assert seen_by(cast.bob, as_user) == set()


def test_a_second_reader_reads_blind_until_both_have_signed(with_second, cast, moment, as_user):
    assert seen_by(cast.nurse, as_user) == set()
    with as_user(cast.nurse):
        assert Answering.objects.visible_to(cast.nurse).get() == with_second
        with pytest.raises(StepNotAllowed, match="Left: presentation"):
            actions.sign_second(answering=with_second, answers=GOOD, by=cast.nurse, at=moment)
        second = ALL | {"analysis": Given("adequate")}
        actions.sign_second(answering=with_second, answers=second, by=cast.nurse, at=moment)
    assert len(seen_by(cast.nurse, as_user)) == 8
    assert {reader for reader, _ in seen_by(cast.alice, as_user)} == {Reader.FIRST}


def test_what_differs_is_settled_with_a_reason_and_both_first_answers_stay(with_second, cast, moment, as_user):
    second = ALL | {"analysis": Given("adequate")}
    with as_user(cast.nurse):
        actions.sign_second(answering=with_second, answers=second, by=cast.nurse, at=moment)
        assert actions.differing(with_second) == ["analysis"]
        for answers in ({"analysis": Given("adequate")}, {"chronology": Given("good", reason="Why not")}):
            with pytest.raises(StepNotAllowed, match="each with a reason"):
                actions.settle(answering=with_second, answers=answers, by=cast.nurse, at=moment)
        settled = {"analysis": Given("adequate", reason="The dates alone are no analysis.")}
        actions.settle(answering=with_second, answers=settled, by=cast.nurse, at=moment)
        with pytest.raises(StepNotAllowed, match="settled once"):
            actions.settle(answering=with_second, answers=settled, by=cast.nurse, at=moment)
    with as_user(cast.alice):
        codes = dict(Answer.objects.filter(key="analysis").values_list("reader", "code"))
        assert codes == {"first": "good", "second": "adequate", "settled": "adequate"}


def test_who_was_read_blind_changes_nothing_afterwards(with_second, cast, moment, as_user):
    with as_user(cast.nurse):
        actions.sign_second(answering=with_second, answers=ALL, by=cast.nurse, at=moment)
    with as_user(cast.alice), pytest.raises(StepNotAllowed, match="read blind"):
        actions.give(answering=with_second, answers={"analysis": Given("adequate")}, by=cast.alice, at=moment)


@pytest.mark.parametrize("who", ["alice", "manager", "bob"])
def test_the_second_reader_is_of_another_agency_than_the_first_and_than_the_one_graded(
    signed, cast, moment, as_user, who
):
    with as_user(cast.alice), pytest.raises(StepNotAllowed, match="another agency"):
        actions.name_second_reader(
            answering=signed, reader=getattr(cast, who), until=moment + timedelta(days=20), by=cast.alice, at=moment
        )


def test_a_second_reader_sees_nothing_once_the_time_is_over(with_second, cast, moment, as_user):
    with as_system("the test lets the time run out"):
        Grant.objects.filter(holder_id=cast.nurse.pk).update(valid_until=moment)
    with as_user(cast.nurse):
        assert not Answering.objects.exists()


def test_the_words_of_a_version_that_was_answered_never_change(signed, cast, moment, perran, as_user):
    changed = replace(signed.question_set, fingerprint="other words")
    with as_user(cast.alice), pytest.raises(StepNotAllowed, match="Make a new version"):
        actions.prepared(question_set=changed, subject=perran, answerer=cast.alice, by=cast.alice, at=moment)


def test_the_history_of_answers_is_only_added_to(signed, cast, as_user):
    for table in ("questionnaires_answerevent", "questionnaires_answeringevent"):
        with (
            as_user(cast.alice), pytest.raises(ProgrammingError, match="denied"), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("who", ["answerer", "chair", "charlie"])
def test_answers_about_no_child_are_for_their_answerer_their_agency_and_the_partnership(cast, moment, as_user, who):
    with as_user(cast.bob):
        found = library().load("section11-compact", "2026.1")
        answering = actions.prepared(
            question_set=found, subject=cast.school, answerer=cast.bob, by=cast.bob, at=moment, kind="school",
            area=cast.area, agency=cast.school,
        )  # fmt: skip
        answering.save(force_insert=True)
        actions.give(answering=answering, answers={"whistle": Given("met")}, by=cast.bob, at=moment)
    person = cast.bob if who == "answerer" else getattr(cast, who)
    assert bool(seen_by(person, as_user)) == (who != "charlie")
