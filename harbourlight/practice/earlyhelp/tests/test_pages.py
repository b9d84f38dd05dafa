"""The pages of early help, walked by the lead of a school, the team, a manager, and Charlie."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.questionnaires.models import Answering
from harbourlight.practice.childinneed.actions import refer

from .. import actions
from ..choices import SECTIONS
from ..models import AroundFamily, Case, HelpAssessment
from .stories import accepted, agreed, assessed, family, planned

pytestmark = pytest.mark.django_db
OF_A_CASE = (
    "case", "hand_over", "record_consent", "record_refusal", "decide_refusal", "start_assessment", "assess_again",
    "assessment", "complete_assessment", "start_plan", "add_outcome", "give_action", "review", "join", "plan_meeting",
    "close", "step_up",
)  # fmt: skip


@pytest.fixture
def case(cast, moment, as_user):
    """Return a case that Bob, the school's safeguarding lead, leads."""
    made = accepted(cast, moment, as_user, family(cast, moment, "Isla Breakwater", "Rory Breakwater"))
    with as_user(cast.helper):
        return actions.allocate(case=made, lead=cast.bob, by=cast.helper, at=moment)


def parts(name, day):
    """Return a date as a form sends it."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def send(client, name, case, version, **answers):
    """Send a form of a case, and return the answer; a form that was refused shows its errors."""
    sent = {"version": version, "submission": str(uuid.uuid4()), **answers}
    answer = client.post(reverse(f"earlyhelp:{name}", args=[case.pk]), sent)
    form = (answer.context or {}).get("form") if answer.status_code != 302 else None
    assert answer.status_code == 302, form.errors if form else answer.status_code
    return answer


def version(as_user, person, case):
    with as_user(person):
        return Case.objects.get(pk=case.pk).version


def test_charlie_is_refused_at_every_address_of_a_case(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment)
        day = day_of(moment)
        actions.join(case=case, professional=cast.nurse, part="Nurse", joined_on=day, by=cast.bob, at=moment)
        member = AroundFamily.objects.get()
    client = client_for(cast.charlie)
    for name in OF_A_CASE:
        address = reverse(f"earlyhelp:{name}", args=[case.pk])
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"version": case.version}).status_code == 404, name
    for name in ("agree", "leave"):
        assert client.post(reverse(f"earlyhelp:{name}", args=[member.pk])).status_code == 404
    assert client.get(reverse("earlyhelp:open_case", args=[case.child_ids[0]])).status_code == 404
    assert client.get(reverse("earlyhelp:step_down", args=[case.child_ids[0]])).status_code == 403
    for name in ("mine", "team", "waiting"):
        assert "Breakwater" not in client.get(reverse(f"earlyhelp:{name}")).content.decode()
    for name in ("quality", "figures", "step_downs", "draw"):
        assert client.get(reverse(f"earlyhelp:{name}")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_lead_of_a_school_walks_the_whole_case_on_its_pages(cast, case, moment, as_user, client_for):
    client, day = client_for(cast.bob), day_of(moment)
    assert "Isla" in client.get(reverse("earlyhelp:mine")).content.decode()
    assert client.get(case.get_absolute_url()).status_code == 200
    asked = {"who": "Moira, mother", "how": "in_person", "answer": "given", "limits": "School and nurse only."}
    send(client, "record_consent", case, version(as_user, cast.bob, case), **asked, **parts("asked_on", day))
    send(client, "start_assessment", case, version(as_user, cast.bob, case), **parts("started_on", day))
    texts = {name: f"Words on {name}" for name, _ in SECTIONS if name != "voices"}
    voices = {f"voice_{child}": "I want to sleep." for child in case.child_ids}
    send(client, "assessment", case, 1, **texts, **voices)
    send(client, "complete_assessment", case, version(as_user, cast.bob, case), **parts("agreed_on", day))
    assert "I want to sleep." in client.get(reverse("earlyhelp:read_assessment", args=[case.pk, 1])).content.decode()
    rows = {
        "outcomes-TOTAL_FORMS": 1, "outcomes-INITIAL_FORMS": 0, "outcomes-0-what": "Calm mornings",
        "outcomes-0-measure": "In school by nine",
    }  # fmt: skip
    send(
        client,
        "start_plan",
        case,
        version(as_user, cast.bob, case),
        **rows,
        **parts("next_review_on", day + timedelta(40)),
    )
    send(
        client, "give_action", case, version(as_user, cast.bob, case), what="See the doctor", whose="professional",
        owner="else", email=cast.nurse.email, **parts("due_on", day + timedelta(10)),
    )  # fmt: skip
    send(client, "add_outcome", case, version(as_user, cast.bob, case), what="Sleep", measure="Eight hours")
    send(
        client, "join", case, version(as_user, cast.bob, case), professional="else", email=cast.nurse.email,
        part="Health visitor", **parts("joined_on", day),
    )  # fmt: skip
    with as_user(cast.bob):
        outcomes = [outcome.pk for outcome in Case.objects.get().plans.get().outcomes.all()]
        member = AroundFamily.objects.get()
    assert client.post(reverse("earlyhelp:agree", args=[member.pk])).status_code == 302
    scales = {f"scale_{pk}": "4" for pk in outcomes}
    told = {"who": "All", "summary": "Better.", "family_view": "It helps."}
    send(client, "review", case, version(as_user, cast.bob, case), **told, **scales, **parts("held_on", day))
    page = client.get(case.get_absolute_url()).content.decode()
    assert "4: much better" in page
    assert "See the doctor" in page
    ends = {"closing": "needs_met", "what_changed": "On time.", "family_view": "Glad."}
    send(client, "close", case, version(as_user, cast.bob, case), **ends)
    assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_manager_steps_up_from_the_page_and_the_receiving_worker_reads_the_case(
    cast, case, moment, as_user, client_for
):
    with as_user(cast.bob):
        case = assessed(case, cast.bob, moment)
    client = client_for(cast.bob)
    send(client, "step_up", case, case.version, team=cast.assessment.pk, reason="An injury nobody explains.")
    client = client_for(cast.worker)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "An injury nobody explains." in page
    assert "Words on worries" in client.get(reverse("earlyhelp:read_assessment", args=[case.pk, 1])).content.decode()
    person = client.get(reverse("people:person", args=[case.child_ids[0]])).content.decode()
    assert "Stepped up to social care" in person


@pytest.mark.django_db(transaction=True)
def test_a_refusal_stands_in_the_list_until_it_is_decided_on_its_page(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        case = agreed(case, cast.bob, moment, answer="refused")
    client = client_for(cast.bob)
    assert "Isla" in client.get(reverse("earlyhelp:waiting")).content.decode()
    told = {"reason": "They manage.", "way_on": "close"}
    lacking = client.post(reverse("earlyhelp:decide_refusal", args=[case.pk]), told | {"version": case.version})
    assert "advice" in lacking.context["form"].errors
    send(client, "decide_refusal", case, case.version, **told, advice="Family hub on Quay Street.")
    assert "Isla" not in client.get(reverse("earlyhelp:waiting")).content.decode()


def test_who_comes_second_to_an_assessment_reads_both_texts(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        case = actions.start_assessment(case=agreed(case, cast.bob, moment), by=cast.bob, at=moment)
        actions.write_assessment(
            assessment=actions.assessment_in_hand(case), answers={"worries": "Bob’s words"}, voices={},
            by=cast.bob, at=moment,
        )  # fmt: skip
    client = client_for(cast.helper)
    address = reverse("earlyhelp:assessment", args=[case.pk])
    second = client.post(address, {"version": 1, "worries": "Hettie’s words"})
    assert second.status_code == 409
    assert "Bob’s words" in second.content.decode()
    assert "Hettie’s words" in second.content.decode()
    both = {"version": second.context["form"].data["version"], "worries": "Bob’s words. Hettie’s words"}
    assert client.post(address, both).status_code == 302
    with as_user(cast.bob):
        assert HelpAssessment.objects.get().worries == "Bob’s words. Hettie’s words"


def test_two_close_a_case_and_the_second_keeps_what_they_wrote(cast, case, moment, as_user, client_for):
    client = client_for(cast.bob)
    seen = case.version
    with as_user(cast.helper):
        agreed(case, cast.helper, moment)
    ends = {"closing": "needs_met", "what_changed": "My long words.", "family_view": "Glad."}
    answer = client.post(
        reverse("earlyhelp:close", args=[case.pk]), ends | {"version": seen, "submission": uuid.uuid4()}
    )
    assert answer.status_code == 409
    assert "My long words." in answer.content.decode()
    assert "What is recorded now" in answer.content.decode()


def test_a_member_of_the_network_reads_the_case_and_takes_no_step(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        case, day = agreed(case, cast.bob, moment), day_of(moment)
        actions.join(case=case, professional=cast.nurse, part="Nurse", joined_on=day, by=cast.bob, at=moment)
    client = client_for(cast.nurse)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Isla" in page
    assert "Close the case" not in page
    assert "Isla" in client.get(reverse("earlyhelp:mine")).content.decode()
    ends = {"closing": "needs_met", "what_changed": "-", "family_view": "-", "submission": str(uuid.uuid4())}
    refused = client.post(
        reverse("earlyhelp:close", args=[case.pk]), ends | {"version": version(as_user, cast.nurse, case)}
    )
    assert "Only the lead professional" in refused.content.decode()


@pytest.mark.django_db(transaction=True)
def test_social_care_steps_a_child_down_from_the_childs_page(cast, moment, as_user, client_for):
    (isla,) = family(cast, moment)
    with as_user(cast.worker):
        refer(people=[isla], area=cast.area, team=cast.assessment, referred_at=moment, source="2A", by=cast.worker,
              at=moment)  # fmt: skip
    client, address = client_for(cast.worker), reverse("earlyhelp:step_down", args=[isla.pk])
    assert address in client.get(reverse("people:person", args=[isla.pk])).content.decode()
    assert client.get(address).status_code == 200
    sent = {"children": str(isla.pk), "summary": "Safe now.", "submission": str(uuid.uuid4())}
    answer = client.post(address, sent | parts("stepped_down_on", day_of(moment)))
    assert answer.status_code == 302, answer.context["form"].errors
    client = client_for(cast.helper)
    assert "Isla" in client.get(reverse("earlyhelp:team")).content.decode()
    with as_user(cast.helper):
        case = Case.objects.get()
    assert "Safe now." in client.get(case.get_absolute_url()).content.decode()


def test_a_school_opens_a_case_from_the_childs_page(cast, case, moment, as_user, client_for):
    from harbourlight.foundations.access.actions import give

    from .stories import child

    pupil = child(cast.area, moment, "Perry Saltmarsh")
    give(person_ids=[pupil.pk], professional=cast.bob, basis="network", reason="Pupil", by=None, at=moment)
    client, address = client_for(cast.bob), reverse("earlyhelp:open_case", args=[pupil.pk])
    assert address in client.get(reverse("people:person", args=[pupil.pk])).content.decode()
    sent = {"children": str(pupil.pk), "reason": "Tired and hungry.", "submission": str(uuid.uuid4())}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.get(answer.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_manager_draws_a_sample_and_grades_it(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        planned(case, cast.bob, moment)
    client = client_for(cast.senior)
    assert reverse("register:own_rules") in client.get(reverse("earlyhelp:team")).content.decode()
    draw = reverse("earlyhelp:draw")
    assert client.get(draw).status_code == 200
    quarter = actions.quarter_of(day_of(moment)).isoformat()
    assert client.post(draw, {"agency": cast.school.pk, "quarter": quarter, "size": 3}).status_code == 302
    with as_system("the test looks for what was drawn"):
        grading = Answering.objects.get()
    page = client.get(reverse("earlyhelp:quality")).content.decode()
    address = reverse("earlyhelp:grade", args=[grading.pk])
    assert address in page
    assert "Words on worries" in client.get(address).content.decode()
    grades = {f"grade_{name}": "good" for name, _ in SECTIONS} | {
        "grade_overall": "adequate",
        "comment_overall": "Clear.",
    }
    assert client.post(address, grades).status_code == 302
    assert "1 adequate" in client.get(reverse("earlyhelp:quality")).content.decode()
    assert "Clear." in client.get(address).content.decode()
    assert client.get(reverse("earlyhelp:figures")).status_code == 200
    behind = client.get(reverse("earlyhelp:behind", args=["EHA-02"]))
    assert behind.context["total"] == 1
    assert client.get(reverse("earlyhelp:step_downs")).status_code == 200


def test_a_board_member_sees_counts_and_no_family(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        planned(case, cast.bob, moment)
    client = client_for(cast.board)
    for name in ("figures", "quality", "step_downs"):
        page = client.get(reverse(f"earlyhelp:{name}")).content.decode()
        assert "Breakwater" not in page
    behind = client.get(reverse("earlyhelp:behind", args=["EHA-01"]))
    assert (behind.context["total"], behind.context["page"]) == (1, None)


def test_the_lead_plans_a_meeting_of_the_team_and_its_members_are_invited(cast, case, moment, as_user, client_for):
    with as_user(cast.bob):
        case, day = agreed(case, cast.bob, moment), day_of(moment)
        actions.join(case=case, professional=cast.nurse, part="Nurse", joined_on=day, by=cast.bob, at=moment)
    client = client_for(cast.bob)
    soon = parts("starts_at", day + timedelta(20)) | {"starts_at-time": "3pm", "place": "School library"}
    send(client, "plan_meeting", case, version(as_user, cast.bob, case), **soon)
    with as_user(cast.nurse):
        meeting = Meeting.objects.get(type="team_around_child")
        assert set(meeting.invitations.values_list("professional", flat=True)) == {cast.bob.pk, cast.nurse.pk}
        assert set(meeting.child_ids) == set(case.child_ids)
    assert reverse("meetings:meeting", args=[meeting.pk]) in client.get(case.get_absolute_url()).content.decode()
