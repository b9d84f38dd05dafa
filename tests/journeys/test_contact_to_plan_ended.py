"""Juniper from the contact of her school to the end of her plan: people of four agencies, and Charlie sees nothing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from harbourlight.foundations.documents.models import ThresholdDocument
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed.pathway import PLAN_REVIEW

from .at_work import Worker, days_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIERS = [
    {"code": "1", "title": "Universal", "meaning": "Everyday services are enough."},
    {"code": "4", "title": "Statutory", "meaning": "A social worker is needed."},
]
BOTH = (1280, 360)
KNEW = {
    "Pat Halyard": "Four calls to the house this year, two of them at night.",
    "Nell Bowline": "Missed two appointments.",
    "Bob Lanyard": "Often hungry; will not go home on Fridays.",
    "Wanda Sheerwater": "Nobody in the family could explain the bruises.",
}
REPORTED = {
    "Pat Halyard": "The stepfather was cautioned in May.",
    "Nell Bowline": "Her weight fell since the summer.",
    "Bob Lanyard": "She was absent on eleven Mondays.",
}


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story, each at a browser of their own."""
    ThresholdDocument.objects.create(
        area=cast.area, title="Threshold document", edition="2020", tiers=TIERS, started_on=date(2020, 1, 1)
    )
    keeps(cast.area, {PLAN_REVIEW: 30})
    people = {
        "bob": cast.bob, "morag": cast.manager, "tamsin": cast.team_manager, "wanda": cast.worker,
        "pat": cast.sergeant, "nell": cast.nurse, "chandra": cast.conference_chair, "charlie": cast.charlie,
        "hettie": cast.helper,
    }  # fmt: skip
    return SimpleNamespace(**{name: Worker(browser, live_server, each) for name, each in people.items()})


def nobody_opens(path, *people):
    """Check that an address opens for none of some people."""
    for person in people:
        assert not person.opens(path), (person.professional.name, path)


def everybody_opens(path, *people):
    """Check that an address opens for each of some people."""
    for person in people:
        assert person.opens(path), (person.professional.name, path)


def given_bob_tells_of_a_child(bob):
    """The school's safeguarding lead tells the front door."""
    bob.go("/contacts/new/").answer(
        urgency="today",
        **{"children-0-first_name": "Juniper", "children-0-last_name": "Halewood", "children-0-birth-year": "2017"},
        what_happened="Bruises on both arms which she does not explain.",
        worries="physical",
        consent="not_asked",
        consent_note="Asking first could put her at risk.",
        lawful_basis="public_task",
        safe_to_tell_parents="no",
    )
    assert bob.sees("HL-")


def when_morag_decides(morag, cast):
    """The manager of the hub decides that agencies must speak together now."""
    morag.go("/front-door/").page.click("main a:has-text('HL-')")
    morag.page.wait_for_url("**/front-door/contacts/**")
    assert morag.sees("Bruises on both arms")
    morag.follow("Decide").answer(
        tier="4", outcome="strategy", takes_on=cast.assessment.pk, rationale="Significant harm is suspected."
    )
    assert morag.sees("Strategy discussion now")


def and_tamsin_allocates(tamsin, cast):
    """The team's manager gives the child to Wanda."""
    tamsin.go("/in-need/team/").follow("Allocate Juniper Halewood").answer(worker=cast.worker.pk)
    assert tamsin.sees("Social worker: Wanda Sheerwater")


def when_wanda_plans_the_discussion(wanda, cast, child, moment):
    """The social worker asks police, health and school to speak together."""
    assert wanda.go(child).sees("No discussion is planned yet")
    wanda.follow("Plan a strategy discussion").answer(
        reason="Bruises on both arms which nobody can explain.",
        starts_at=moment + timedelta(hours=1),
        police=cast.sergeant.email,
        health=cast.nurse.email,
        school=cast.bob.email,
    )
    return wanda.path


def and_somebody_says_that_they_come(person):
    """Somebody invited finds the meeting on their first page, and answers."""
    person.go("/meetings/").open_first()
    person.answer(response="coming")


def record_who_was_there(worker):
    """Record who was there, and what each knew."""
    for row in worker.page.locator("main fieldset:has(h2)").all():
        row.locator("select[name$=-how]").select_option("attended")
        row.locator("textarea[name$=-views]").fill(KNEW.get(row.locator("h2").inner_text().strip(), ""))
    return worker.press("Record attendance")


def when_the_discussion_starts_an_enquiry(wanda, discussion, moment):
    """Wanda records who took part, what each knew, and that a section 47 enquiry begins."""
    record_who_was_there(wanda.go(discussion).follow("Who was there, and what each knew"))
    wanda.follow("Record the discussion").answer(
        how="video",
        decision="enquiry_joint",
        rationale="The threshold of significant harm is met.",
        plan="Wanda and the police visit today; the paediatrician sees Juniper.",
        visit_planned_at=moment - timedelta(hours=2),
    )
    for words in KNEW.values():
        assert wanda.sees(words)
    wanda.follow("Juniper Halewood")
    return wanda.follow("Section 47 enquiry").path


def and_wanda_sees_the_child(wanda, enquiry, moment):
    """Wanda visits in the enquiry."""
    wanda.go(enquiry).follow("Record a visit").answer(
        happened_at=moment - timedelta(hours=1),
        place="At home",
        was_seen="yes",
        was_seen_alone="yes",
        child_said="I am scared at night.",
        was_bedroom_seen="yes",
    )


def and_tamsin_finishes_the_enquiry(tamsin, enquiry):
    """The manager finds a continuing risk: a conference is needed."""
    tamsin.go(enquiry).follow("Finish the enquiry").answer(
        outcome="continuing_risk", conference_required="yes", findings="The bruises were made by an adult's grip."
    )
    assert tamsin.sees("Initial conference due")


def when_wanda_assesses(wanda, child):
    """Wanda writes the assessment and sends it."""
    wanda.go(child).follow("Start an assessment").answer(reason="The enquiry.")
    wanda.answer(
        press="send",
        wishes="She wants the nights to be quiet.",
        what_changed="A night nurse comes.",
        primary_need="N1",
        factors=["19B"],
        analysis="Juniper is hurt when her stepfather drinks.",
        outcome="strategy",
        next_steps="A conference.",
    )
    return wanda.path


def and_tamsin_authorises(tamsin, assessment):
    """The manager reads and authorises the assessment."""
    tamsin.go(assessment).follow("Authorise it").answer(note="Read and agreed.")
    assert tamsin.sees("Authorised by Tamsin Yardarm")
    assert not tamsin.sees("no plan runs")  # the enquiry goes on


def when_wanda_plans_the_conference(wanda, cast, enquiry, moment):
    """Wanda plans the initial conference and asks the agencies of the discussion for their reports."""
    wanda.go(enquiry).follow("Plan the initial conference").answer(
        starts_at=moment + timedelta(days=10), chair=cast.conference_chair.pk, place="Harbour House"
    )
    path = wanda.path
    wanda.follow("Ask for reports").answer(agencies=[cast.school.pk, cast.police.pk, cast.health.pk])
    return path


def and_an_agency_reports(person, words):
    """Somebody of an agency finds the request and reports."""
    person.go("/requests/").open_first()
    person.answer(step="answer", answer=words)


def when_chandra_grades_the_report(chandra, conference):
    """The chair grades the school's report by section."""
    chandra.go(conference).follow("Grade the report of Lantern Street Primary School").answer(
        grade_analysis="good",
        grade_presentation="adequate",
        grade_chronology="good",
        grade_childs_views="inadequate",
        comment_childs_views="Juniper was not asked what she wants.",
    )


def then_bob_reads_what_the_chair_said(bob):
    """Whoever wrote a report finds its grades on the first page."""
    bob.go("/").follow("Read: A chair graded a report of yours, Feedback on your reports")
    assert bob.sees("Juniper was not asked what she wants.")


def when_the_conference_is_held(chandra, conference, decision, **category):
    """The chair records who was there, how the child took part, and the decision."""
    record_who_was_there(chandra.go(conference).follow("Who is there"))
    chandra.follow("Record the conference").answer(
        took_part_0="worker", views_0="I want the nights to be quiet.", outline_plan="Quiet nights."
    )
    chandra.answer(decision_0=decision, **category, rationale_0="We looked at what everybody reported.")
    assert chandra.sees("Quorate")


def when_wanda_writes_the_plan(wanda, cast, plan, moment):
    """What must change, by when, and what the school and the police do."""
    today = moment.date()
    wanda.go(plan).follow("Write the plan").answer(
        what_must_change="Nobody hurts Juniper.", contingency="We go to court within a week."
    )
    wanda.follow("Add an outcome").answer(
        what="Juniper sleeps.", measure="At school on nine of ten days.", due_on=today + timedelta(days=60)
    )
    for agency, what in ((cast.school, "Breakfast club every day."), (cast.police, "Mark the address.")):
        wanda.follow("Say who does what").answer(
            what=what, due_on=today + timedelta(days=20), who="agency", owner_agency=agency.pk
        )


def when_the_core_group_meets(wanda, plan, moment):
    """Wanda plans the core group; days later she records who was there and how far the plan is."""
    wanda.go(plan).follow("Plan a core group").answer(starts_at=moment + timedelta(days=5), place="The school")
    group = wanda.path
    days_pass(6)
    record_who_was_there(wanda.go(group).follow("Who is there"))
    wanda.follow("Record the core group").answer(
        progress="The kitchen is clean.", is_chronology_refreshed="yes", analysis="Weekends are the worst."
    )
    return group


def and_wanda_sees_juniper_under_the_plan(wanda, plan, moment):
    """A visit under the plan."""
    wanda.go(plan).follow("Record a visit").answer(
        happened_at=moment - timedelta(hours=1),
        was_seen="yes",
        was_seen_alone="yes",
        child_said="It is quiet now.",
        place="At school",
    )


def when_bob_reports_the_action_done(bob):
    """The school says what it did and what changed."""
    bob.go("/actions/?whose=agency")
    assert bob.sees("Juniper Halewood")
    bob.open_first()
    bob.follow("Report it done").answer(
        what_was_done="She eats with us every morning.", what_changed="She stays awake in lessons."
    )


def and_wanda_accepts_it(wanda):
    """Whoever gave the action accepts it."""
    wanda.go("/actions/?whose=judge").open_first()
    wanda.press("Accept as done")
    assert wanda.sees("Accepted as done")


def and_wanda_says_what_becomes_of_the_last_action(wanda, plan):
    """The action of the police was still open when the plan ended: it is no longer needed."""
    assert wanda.go(plan).sees("1 action of it is still open")
    wanda.follow("Say what becomes of it").answer(
        becomes_0="dropped", reason_0="The address is marked for another reason."
    )
    assert not wanda.go(plan).sees("still open")


def when_the_family_steps_down(wanda, tamsin, child, moment):
    """Wanda hands the family to early help, and the manager closes."""
    assert wanda.go(child).sees("no plan runs")
    wanda.follow("Step down to early help").answer(
        stepped_down_on=moment.date(), summary="Safe now; mornings are hard."
    )
    tamsin.go(child).follow("Child in need").follow("Close").answer(reason="RC9")
    assert tamsin.sees("Closed")


def test_a_child_from_the_schools_contact_to_the_end_of_the_plan(cast, as_user, moment, at_work):
    w = at_work
    agencies, strangers = (w.bob, w.pat, w.nell), (w.charlie, w.hettie)
    given_bob_tells_of_a_child(w.bob)
    with as_user(cast.manager):
        child = Person.objects.get(first_name="Juniper").get_absolute_url()
    nobody_opens(child, *agencies, w.wanda, w.tamsin, w.chandra, *strangers)
    when_morag_decides(w.morag, cast)
    and_tamsin_allocates(w.tamsin, cast)
    nobody_opens(child, *agencies, w.chandra, *strangers)

    discussion = when_wanda_plans_the_discussion(w.wanda, cast, child, moment)
    and_somebody_says_that_they_come(w.pat)
    days_pass(1)
    everybody_opens(child, *agencies)
    enquiry = when_the_discussion_starts_an_enquiry(w.wanda, discussion, moment)
    everybody_opens(discussion, *agencies)
    nobody_opens(discussion, w.chandra, *strangers)
    w.pat.finds_good(discussion, widths=BOTH)
    and_wanda_sees_the_child(w.wanda, enquiry, moment)
    and_tamsin_finishes_the_enquiry(w.tamsin, enquiry)
    assessment = when_wanda_assesses(w.wanda, child)
    nobody_opens(assessment, *agencies, *strangers)
    and_tamsin_authorises(w.tamsin, assessment)
    w.wanda.finds_good(child, enquiry, assessment, widths=BOTH)

    conference = when_wanda_plans_the_conference(w.wanda, cast, enquiry, moment)
    for person in agencies:
        and_an_agency_reports(person, REPORTED[person.professional.name])
    when_chandra_grades_the_report(w.chandra, conference)
    then_bob_reads_what_the_chair_said(w.bob)
    papers = "Agenda, papers that are shared, and minutes"
    assert not w.pat.go(conference).follow(papers).sees("Report of Lantern Street Primary School")
    w.wanda.go(conference).follow("Reports and the family").answer(shared_on=moment.date())
    assert (
        w.pat.go(conference)
        .follow(papers)
        .follow("Report of Lantern Street Primary School")
        .sees(REPORTED["Bob Lanyard"])
    )
    nobody_opens(conference, *strangers)
    days_pass(11)
    when_the_conference_is_held(w.chandra, conference, "plan", category_0="PHY")
    w.chandra.finds_good(conference, widths=BOTH)
    plan = w.chandra.follow("Child protection plan").path

    when_wanda_writes_the_plan(w.wanda, cast, plan, moment)
    group = when_the_core_group_meets(w.wanda, plan, moment)
    everybody_opens(plan, *agencies)
    nobody_opens(plan, *strangers)
    when_bob_reports_the_action_done(w.bob)
    and_wanda_accepts_it(w.wanda)
    and_wanda_sees_juniper_under_the_plan(w.wanda, plan, moment)
    w.bob.finds_good(plan, group, "/actions/?whose=agency", widths=(360,))

    days_pass(63)
    w.wanda.go(plan).follow("Plan the review conference").answer(
        starts_at=moment + timedelta(hours=1), place="Harbour House", chair=cast.conference_chair.pk
    )
    review = w.wanda.path
    days_pass(1)
    when_the_conference_is_held(w.chandra, review, "ends")
    assert w.wanda.go(plan).sees("Ended")
    and_wanda_says_what_becomes_of_the_last_action(w.wanda, plan)
    everybody_opens(plan, *agencies)

    nobody_opens(child, *strangers)
    when_the_family_steps_down(w.wanda, w.tamsin, child, moment)
    everybody_opens(child, w.hettie)
    days_pass(49)
    for path in (plan, group, review, conference, discussion, enquiry):
        nobody_opens(path, *agencies, w.chandra, w.charlie)
    nobody_opens(child, *agencies, w.wanda, w.tamsin, w.chandra, w.charlie)
