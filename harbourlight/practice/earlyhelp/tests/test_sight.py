"""Early help opens no record to whoever could not read it for good, and moves no work that is somebody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import professional
from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.questionnaires.models import Answering
from harbourlight.foundations.questionnaires.scoring import Given
from harbourlight.practice.childinneed import actions as need

from .. import actions, indicators
from ..models import Case, ChildVoice, HelpAssessment
from ..views.panels import names_of_cases
from .stories import accepted, assessed, child

pytestmark = pytest.mark.django_db


@pytest.fixture
def siblings(cast, moment):
    """Return a girl whose record is open to Bob, and her brother of whom he may know no more than who he is."""
    isla, rory = (child(cast.area, moment, name) for name in ("Isla Breakwater", "Rory Breakwater"))
    with as_system("the test puts two children on file"):
        for one, other in ((isla, rory), (rory, isla)):
            Relationship(person=one, other=other, kind="sibling", recorded_at=moment).save(force_insert=True)
        who = {"professional": cast.bob, "by": None, "at": moment}
        access.give(person_ids=[isla.pk], basis="network", reason="Her school", **who)
        access.give(person_ids=[rory.pk], basis="asked", scope="identity", reason="Asked", **who)
    return isla, rory


def opened(people, by, cast, at):
    """Open a case as somebody."""
    return actions.open_case(people=people, area=cast.area, by=by, at=at, reason="Late every day.")


def test_whoever_knows_only_who_a_child_is_opens_no_case_for_him(cast, siblings, moment, as_user):
    isla, rory = siblings
    with as_user(cast.bob):
        for people in ([isla, rory], [rory]):
            with pytest.raises(StepNotAllowed, match="whole record"):
                opened(people, cast.bob, cast, moment)
        assert not Grant.objects.filter(person_id=rory.pk, scope="record").exists()
        assert opened([isla], cast.bob, cast, moment).child_ids == [isla.pk]


def test_a_brother_who_is_only_known_by_name_is_not_offered(cast, siblings, client_for):
    page = client_for(cast.bob).get(reverse("earlyhelp:open_case", args=[siblings[0].pk])).content.decode()
    assert "Isla" in page
    assert "Rory" not in page


def test_an_emergency_opening_becomes_no_case(cast, moment, as_user):
    isla = child(cast.area, moment)
    with as_user(cast.charlie):
        access.break_glass(person_id=isla.pk, reason="Found alone", by=cast.charlie, at=moment)
        with pytest.raises(StepNotAllowed, match="whole record"):
            opened([isla], cast.charlie, cast, moment)
        assert not Case.objects.exists()


def test_a_manager_who_opened_a_record_in_an_emergency_takes_no_case_over(cast, moment, as_user, client_for):
    case = accepted(cast, moment, as_user)
    with as_user(cast.team_manager):
        access.break_glass(person_id=case.child_ids[0], reason="Found alone", by=cast.team_manager, at=moment)
        with pytest.raises(StepNotAllowed, match="early help team"):
            actions.allocate(case=case, lead=cast.team_manager, by=cast.team_manager, at=moment)
        held = Grant.objects.filter(holder_id=cast.team_manager.pk)
        assert {grant.basis for grant in held} == {"break_glass"}
    client = client_for(cast.team_manager)
    assert client.get(reverse("earlyhelp:case", args=[case.pk])).status_code == 200
    with as_user(cast.manager):
        assert actions.allocate(case=case, lead=cast.helper, by=cast.manager, at=moment).lead == cast.helper


def test_a_guest_does_not_step_a_family_down(cast, moment, as_user):
    isla = child(cast.area, moment)
    with as_user(cast.manager):
        [episode] = need.refer(
            people=[isla], area=cast.area, team=cast.assessment, worker=cast.worker, source="2A",
            referred_at=moment - timedelta(days=3), by=cast.manager, at=moment,
        )  # fmt: skip
        access.give(
            person_ids=[isla.pk], professional=cast.bob, basis="network", reason="Invited", by=cast.manager, at=moment
        )
    told = {"episodes": [episode], "summary": "All is well.", "at": moment, "stepped_down_on": moment.date()}
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="works with"):
        actions.take_step_down(by=cast.bob, **told)
    with as_user(cast.worker):
        assert actions.take_step_down(by=cast.worker, **told).origin == "step_down"


@pytest.fixture
def drawn(cast, moment, as_user):
    """Return the grading of an assessment that Tamsin drew, with a voice in it."""
    case = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        case = actions.allocate(case=case, lead=cast.bob, by=cast.helper, at=moment)
    with as_user(cast.bob):
        assessed(case, cast.bob, moment)
    quarter = actions.quarter_of(day_of(moment))
    with as_user(cast.team_manager):
        sample = actions.draw_sample(
            area=cast.area, agency=cast.school, quarter=quarter, size=5, by=cast.team_manager, at=moment
        )
        return sample.gradings.get()


def test_a_sample_opens_what_is_graded_and_not_the_whole_record(cast, drawn, as_user, client_for):
    with as_user(cast.team_manager):
        assert HelpAssessment.objects.count() == ChildVoice.objects.count() == Answering.objects.count() == 1
        assert not Case.objects.exists()
        assert not Line.objects.exists()
        case_id = HelpAssessment.objects.get().case_id
    client = client_for(cast.team_manager)
    page = client.get(reverse("earlyhelp:grade", args=[drawn.pk])).content.decode()
    assert "I want to sleep." in page
    assert client.get(reverse("earlyhelp:case", args=[case_id])).status_code == 404


@pytest.mark.parametrize("kind", ["excluded", "restricted", "over"])
def test_what_was_drawn_closes_with_a_barrier_and_with_the_time_for_grading(cast, drawn, moment, as_user, kind):
    with as_system("the test closes the record"):
        if kind == "over":
            Grant.objects.filter(holder_id=cast.team_manager.pk).update(valid_until=moment)
        else:
            named = [cast.team_manager] if kind == "excluded" else [cast.bob]
            access.bar(
                person_id=drawn.child_ids[0], kind=kind, professionals=named, reason="His aunt", by=cast.bob,
                at=moment,
            )  # fmt: skip
    with as_user(cast.team_manager):
        for model in (Answering, HelpAssessment, ChildVoice):
            assert not model.objects.exists()


def test_a_list_of_clocks_names_the_children_and_links_no_case_that_is_closed_to_its_reader(cast, moment, as_user):
    case = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        assert names_of_cases(cast.helper.pk, [case.pk]) == {case.pk: "Early help: Isla Breakwater"}
    with as_user(cast.charlie):
        assert names_of_cases(cast.charlie.pk, [case.pk]) == {}


@pytest.fixture
def auditor(cast):
    """Return an auditor of the health service."""
    return professional("Tegen Riptide", cast.health, "auditor")


def test_a_table_is_taken_away_filled_in_and_brought_back_and_nothing_is_signed_by_it(cast, drawn, as_user, client_for):
    client = client_for(cast.team_manager)
    sheet = client.get(reverse("questionnaires:answers_sheet", args=[drawn.pk])).content.decode("utf-8-sig")
    bring = reverse("questionnaires:bring", args=[drawn.pk])
    rows = [row.split(",") for row in sheet.splitlines()]
    filled = "\n".join(["key,code", *(f"{row[0]},good" for row in rows[1:])])
    wrong = client.post(bring, {"file": SimpleUploadedFile("grades.csv", filled.replace("good", "fine", 1).encode())})
    assert "Row 2: “fine” is not one of the answers" in wrong.content.decode()
    answer = client.post(bring, {"file": SimpleUploadedFile("grades.csv", filled.encode())})
    assert answer.url == reverse("earlyhelp:grade", args=[drawn.pk])
    with as_user(cast.team_manager):
        drawn.refresh_from_db()
        assert (drawn.state, drawn.answers.count()) == ("begun", 7)
    page = client.get(answer.url).content.decode()
    assert page.count("checked") == 7


@pytest.mark.django_db(transaction=True)
def test_a_colleague_of_another_agency_reads_what_was_drawn_a_second_time_and_blind(
    cast, drawn, auditor, moment, as_user, client_for
):
    keys = [question.key for question in drawn.question_set]
    with as_user(cast.team_manager):
        answers = {key: Given("good", "First words") for key in keys}
        actions.grade(grading=drawn, answers=answers, by=cast.team_manager, at=moment)
    for name in ("answers", "second", "settle", "bring", "answers_sheet", "name_second"):
        assert client_for(auditor).get(reverse(f"questionnaires:{name}", args=[drawn.pk])).status_code == 404
    named = reverse("questionnaires:name_second", args=[drawn.pk])
    client = client_for(cast.team_manager)
    assert "Senga Fairlead" not in client.get(named).content.decode()
    assert client.post(named, {"reader": auditor.pk}).status_code == 302
    second = reverse("questionnaires:second", args=[drawn.pk])
    shown = reverse("questionnaires:answers", args=[drawn.pk])
    client = client_for(auditor)
    assert "First words" not in client.get(shown).content.decode()
    page = client.get(reverse("earlyhelp:grade", args=[drawn.pk])).content.decode()
    assert "I want to sleep." in page
    assert second in page
    assert "First words" not in page
    grades = {f"grade_{key}": "good" for key in keys} | {"grade_analysis": "inadequate"}
    assert client.post(second, grades).status_code == 302
    assert "First words" in client.get(shown).content.decode()
    settle = reverse("questionnaires:settle", args=[drawn.pk])
    assert (
        client.post(settle, {"grade_analysis": "adequate", "reason_analysis": "Both read it again."}).status_code == 302
    )
    page = client_for(cast.team_manager).get(shown).content.decode()
    assert "Both read it again." in page
    assert "6 of 7" in page
    assert indicators.grades_by_agency(cast.area)[cast.school.pk, actions.quarter_of(day_of(moment))] == {"good": 1}
