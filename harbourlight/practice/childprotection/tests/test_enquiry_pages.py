"""The pages from the strategy discussion to the conference's decision, as the people of the story use them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.actions import record_attendance
from harbourlight.foundations.questionnaires.models import Answer
from harbourlight.foundations.questionnaires.scoring import Given
from harbourlight.foundations.requests import actions as requests

from ..actions import concerns, conferences, grading
from ..models import (
    ChairConcern,
    Conference,
    ConferenceChild,
    EmergencyMeasure,
    Enquiry,
    ProtectionPlan,
    StrategyDiscussion,
    Visit,
)
from .stories import KNEW, conference_for, conferred, finished, planned, were_there


def at(name, *args):
    """Return the address of a page of this room."""
    return reverse(f"childprotection:{name}", args=args)


def day(name, date):
    """Return a date as a form sends it."""
    return {f"{name}-day": str(date.day), f"{name}-month": str(date.month), f"{name}-year": str(date.year)}


def when(name, moment):
    """Return a moment as a form sends it."""
    local = moment.astimezone(LONDON)
    return day(name, local) | {f"{name}-time": f"{local:%H:%M}"}


def sent(client, address, record=None, **answers):
    """Send a form, and check that it led on."""
    answers |= {"submission": str(uuid.uuid4())} | ({"version": str(record.version)} if record else {})
    answer = client.post(address, answers)
    assert answer.status_code == 302, answer.content.decode().split("<main")[-1][:3000]
    return answer


def test_the_childs_page_offers_a_discussion_and_shows_what_runs(cast, client_for, perran, siblings):
    page = client_for(cast.worker).get(reverse("people:person", args=[perran.pk])).content.decode()
    assert at("discussion_plan", perran.pk) in page
    assert at("emergency_begin", perran.pk) in page


def test_the_childs_page_shows_enquiry_clocks_and_says_which_are_local(cast, client_for, perran, running):
    page = client_for(cast.worker).get(reverse("people:person", args=[perran.pk])).content.decode()
    assert "Initial conference<" in page
    assert "Finish the section 47 enquiry (local rule)" in page


def test_a_worker_plans_a_discussion_and_the_sergeant_is_invited(cast, client_for, as_user, moment, perran, siblings):
    client = client_for(cast.worker)
    assert client.get(at("discussion_plan", perran.pk)).status_code == 200
    sent(
        client,
        at("discussion_plan", perran.pk),
        children=[str(perran.pk)],
        reason="Bruises on both arms.",
        police=cast.sergeant.email,
        health=cast.nurse.email,
        **when("starts_at", moment + timedelta(hours=1)),
    )
    with as_user(cast.worker):
        found = StrategyDiscussion.objects.get()
    page = client.get(at("discussion", found.pk)).content.decode()
    assert "Bruises on both arms." in page
    assert cast.sergeant.name in page


def test_a_discussion_is_recorded_on_its_page_and_emails_are_refused(cast, client_for, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings, starts_at=moment - timedelta(hours=3))
    with as_user(cast.worker):
        record_attendance(meeting=plan.meeting, rows=were_there(plan.meeting), by=cast.worker, at=moment)
    client = client_for(cast.worker)
    address = at("discussion_hold", plan.pk)
    answers = {
        "decision": "enquiry_joint",
        "rationale": "The threshold is met.",
        "plan": "Wanda and Pat visit today.",
        "version": str(plan.version),
        "submission": str(uuid.uuid4()),
        **when("held_at", moment - timedelta(hours=3)),
        **when("visit_planned_at", moment + timedelta(hours=1)),
    }
    refused = client.post(address, answers | {"how": "emails"})
    assert "An exchange of e-mails is not a strategy discussion" in refused.content.decode()
    assert client.post(address, answers | {"how": "video"}).status_code == 302
    page = client.get(at("discussion", plan.pk)).content.decode()
    assert KNEW["police"] in page
    assert "Enquiries it started" in page


def test_a_worker_visits_and_the_manager_finishes_the_enquiry(cast, client_for, as_user, moment, running):
    enquiry = running[0]
    client = client_for(cast.worker)
    sent(
        client,
        at("enquiry_visit", enquiry.pk),
        enquiry,
        place="At home",
        was_seen="yes",
        was_seen_alone="yes",
        child_said="I am scared at night.",
        was_bedroom_seen="yes",
        **when("happened_at", moment - timedelta(hours=1)),
    )
    with as_user(cast.worker):
        assert Visit.objects.get().was_seen_alone
    assert "I am scared at night." in client.get(at("enquiry", enquiry.pk)).content.decode()
    assert client.get(at("enquiry_substantiate", enquiry.pk)).status_code == 403
    with as_user(cast.team_manager):
        fresh = Enquiry.objects.get(pk=enquiry.pk)
    manager = client_for(cast.team_manager)
    assert manager.get(at("enquiry_substantiate", enquiry.pk)).status_code == 200
    sent(
        manager,
        at("enquiry_substantiate", enquiry.pk),
        fresh,
        outcome="continuing_risk",
        conference_required="yes",
        findings="An adult's grip.",
        **day("completed_on", moment.astimezone(LONDON)),
    )
    with as_user(cast.team_manager):
        assert Enquiry.objects.get(pk=enquiry.pk).state == "conference_due"


def test_a_conference_is_planned_with_brothers_and_sisters_and_reports_are_asked(
    cast, client_for, as_user, moment, running
):
    for enquiry in running:
        finished(cast, as_user, moment, enquiry)
    client = client_for(cast.worker)
    address = at("conference_plan", running[0].pk)
    page = client.get(address).content.decode()
    assert "Perran Sandling" in page
    assert "Wenna Sandling" in page
    sent(
        client,
        address,
        children=[str(enquiry.person_id) for enquiry in running],
        chair=str(cast.conference_chair.pk),
        **when("starts_at", moment + timedelta(days=6)),
    )
    with as_user(cast.worker):
        conference = Conference.objects.get()
    assert len(conference.child_ids) == 2
    assert client.get(at("conference_ask_reports", conference.pk)).status_code == 200
    sent(
        client, at("conference_ask_reports", conference.pk), conference, agencies=[str(cast.school.pk)],
        question="Please report.",
    )  # fmt: skip
    assert "Lantern Street" in client.get(at("conference", conference.pk)).content.decode()


def test_the_chair_records_the_conference_and_decides_for_each_child(
    cast, client_for, as_user, moment, conference, perran, wenna
):
    with as_user(cast.conference_chair):
        rows = were_there(conference.meeting)
        record_attendance(meeting=conference.meeting, rows=rows, by=cast.conference_chair, at=moment)
    client = client_for(cast.conference_chair)
    assert client.get(at("conference_hold", conference.pk)).status_code == 200
    sent(
        client,
        at("conference_hold", conference.pk),
        conference,
        took_part_0="worker",
        views_0="Ask mum to stop.",
        **when("held_at", conference.planned_for),
    )
    with as_user(cast.conference_chair):
        held = Conference.objects.get(pk=conference.pk)
        rows = {row.person_id: row for row in ConferenceChild.objects.filter(conference=held)}
        assert rows[perran.pk].views == "Ask mum to stop."
    page = client.get(at("conference_decide", conference.pk))
    assert page.status_code == 200
    sent(
        client,
        at("conference_decide", conference.pk),
        held,
        decision_0="plan",
        category_0="PHY",
        rationale_0="He was hurt twice.",
        decision_1="no_plan",
        rationale_1="She is safe with her aunt.",
    )
    with as_user(cast.conference_chair):
        assert ProtectionPlan.objects.get().person_id == perran.pk
    shown = client.get(at("conference", conference.pk)).content.decode()
    assert "He was hurt twice." in shown
    assert "No child protection plan" in shown


def test_police_protection_is_recorded_by_the_police_and_its_hours_run(
    cast, client_for, as_user, moment, perran, discussion
):
    client = client_for(cast.sergeant)
    assert client.get(at("emergency_begin", perran.pk)).status_code == 200
    sent(
        client,
        at("emergency_begin", perran.pk),
        children=[str(perran.pk)],
        kind="police_protection",
        other_options_considered="No court sits at night.",
        reason="Left alone.",
        **when("began_at", moment - timedelta(hours=2)),
    )
    with as_user(cast.worker):
        measure = EmergencyMeasure.objects.get()
    page = client.get(at("emergency", measure.pk))
    assert "Holds at the latest until" in page.content.decode()
    sent(
        client,
        at("emergency_end", measure.pk),
        measure,
        note="With his aunt.",
        **when("ended_at", moment - timedelta(minutes=5)),
    )


@pytest.fixture
def report(cast, as_user, moment, conference):
    """Return the school's report, graded."""
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(conference=conference, agencies=[cast.school], by=cast.worker, at=moment)
    with as_user(cast.bob):
        return requests.reply(
            request=asked[0], step="answer", answer="Hungry.", late_reason="Half-term", by=cast.bob, at=moment
        )


def test_the_chair_grades_a_report_and_its_author_reads_it(cast, client_for, as_user, conference, report):
    client = client_for(cast.conference_chair)
    address = at("report_grade", conference.pk, report.pk)
    assert "Hungry." in client.get(address).content.decode()
    sent(client, address, grade_analysis="good", grade_childs_views="inadequate", comment_childs_views="Ask him.")
    with as_user(cast.conference_chair):
        assert Answer.objects.count() == 2
    assert "Ask him." in client_for(cast.bob).get(at("feedback")).content.decode()
    assert "Ask him." not in client_for(cast.charlie).get(at("feedback")).content.decode()


def test_the_trend_of_an_agencys_reports_is_for_those_who_answer_for_quality(
    cast, client_for, as_user, moment, conference, report
):
    with as_user(cast.conference_chair):
        grading.grade_report(
            conference=conference,
            request=report,
            answers={"analysis": Given("good")},
            by=cast.conference_chair,
            at=moment,
        )
    assert "Lantern Street" in client_for(cast.senior).get(at("trends")).content.decode()
    assert client_for(cast.bob).get(at("trends")).status_code == 403


def test_a_concern_is_put_answered_and_settled_on_its_pages(cast, client_for, as_user, conference):
    chair = client_for(cast.conference_chair)
    sent(
        chair,
        at("concern_raise", conference.pk),
        agency=str(cast.school.pk),
        what="No chronology.",
        wanted="One within a week.",
    )
    with as_user(cast.conference_chair):
        concern = ChairConcern.objects.get()
    bob = client_for(cast.bob)
    assert at("concern", concern.pk) in bob.get(at("concerns")).content.decode()
    sent(bob, at("concern", concern.pk), concern, answer="It is done.")
    with as_user(cast.conference_chair):
        concern.refresh_from_db()
    chair = client_for(cast.conference_chair)
    assert "It is done." in chair.get(at("concern", concern.pk)).content.decode()
    sent(chair, at("concern", concern.pk), concern, then="settle", what_changed="A chronology came.")
    with as_user(cast.conference_chair):
        assert ChairConcern.objects.get().state == "settled"


def test_charlie_opens_none_of_it(cast, client_for, discussion, running, conference, perran):
    client = client_for(cast.charlie)
    for address in (
        at("discussion", discussion.pk),
        at("enquiry", running[0].pk),
        at("conference", conference.pk),
    ):
        assert client.get(address).status_code == 404
    assert client.get(at("discussion_plan", perran.pk)).status_code == 403
    assert client.get(at("conference_hold", conference.pk)).status_code == 403


def test_small_pages_open_and_do_what_they_say(cast, client_for, as_user, moment, siblings, running):
    for enquiry in running:
        finished(cast, as_user, moment, enquiry)
    conference = conference_for(cast, as_user, moment, siblings, starts_at=moment + timedelta(days=6))
    client = client_for(cast.worker)
    for name in ("conference_share_reports", "conference_move", "conference_call_off"):
        assert client.get(at(name, conference.pk)).status_code == 200
    sent(
        client,
        at("conference_move", conference.pk),
        conference,
        reason="The interpreter is away.",
        **when("starts_at", moment + timedelta(days=7)),
    )
    chair = client_for(cast.conference_chair)
    assert chair.get(at("conference_check_quality", conference.pk)).status_code == 200
    with as_user(cast.worker):
        conference.refresh_from_db()
    sent(chair, at("conference_check_quality", conference.pk), conference, note="The chronology is thin.")
    assert "The chronology is thin." in chair.get(at("conference", conference.pk)).content.decode()
    manager = client_for(cast.team_manager)
    assert manager.get(at("enquiry_drop_conference", running[0].pk)).status_code == 200


def test_a_wrong_date_is_put_right_on_its_page(cast, client_for, as_user, moment, discussion):
    client = client_for(cast.worker)
    assert client.get(at("discussion_correct", discussion.pk)).status_code == 200
    sent(
        client,
        at("discussion_correct", discussion.pk),
        discussion,
        reason="The minutes say so.",
        **when("held_at", discussion.held_at - timedelta(days=1)),
    )
    assert "Date of the strategy discussion corrected" in client.get(at("discussion", discussion.pk)).content.decode()


def test_a_planned_discussion_is_moved_and_called_off_on_its_pages(cast, client_for, as_user, moment, siblings):
    plan = planned(cast, as_user, moment, siblings, starts_at=moment + timedelta(hours=2))
    client = client_for(cast.worker)
    assert client.get(at("discussion_move", plan.pk)).status_code == 200
    sent(
        client,
        at("discussion_move", plan.pk),
        plan,
        reason="No nurse.",
        **when("starts_at", moment + timedelta(days=1)),
    )
    assert client.get(at("discussion_call_off", plan.pk)).status_code == 200


def test_the_conferences_page_says_when_it_was_not_quorate(cast, client_for, as_user, moment, conference):
    conferred(cast, as_user, moment, conference, without=("police", "health"), inquorate_reason="Cannot wait.")
    page = client_for(cast.conference_chair).get(at("conference", conference.pk)).content.decode()
    assert "Not quorate" in page
    assert "Cannot wait." in page


def test_the_first_page_has_what_waits_for_chair_agency_and_author(
    cast, client_for, as_user, moment, conference, report
):
    with as_user(cast.conference_chair):
        answers = {"analysis": Given("good")}
        told = {"conference": conference, "by": cast.conference_chair, "at": moment}
        grading.grade_report(request=report, answers=answers, **told)
        concerns.raise_concern(agency=cast.school, what="No chronology.", wanted="One soon.", **told)
    page = client_for(cast.conference_chair).get("/").content.decode()
    assert "Initial child protection conference" in page
    page = client_for(cast.bob).get("/").content.decode()
    assert "A chair graded a report of yours" in page
    assert "A conference chair&#x27;s challenge to your agency" in page
    page = client_for(cast.charlie).get("/").content.decode()
    assert "A chair graded a report of yours" not in page
    assert "challenge to your agency" not in page


def test_an_enquiry_is_written_and_the_conference_reads_what_it_means(cast, client_for, as_user, conference):
    with as_user(cast.worker):
        enquiry = Enquiry.objects.get(person__first_name="Perran")
    client = client_for(cast.worker)
    told = {"medical": "Dr Fulmar saw him on Monday.", "analysis": "He is afraid at home.", "version": enquiry.version}
    client.post(reverse("childprotection:enquiry_write", args=[enquiry.pk]), told)
    assert "Dr Fulmar saw him" in client.get(enquiry.get_absolute_url()).content.decode()
    assert "He is afraid at home." in client.get(conference.get_absolute_url()).content.decode()
