"""Initial conferences: invitations, reports, quorum, the child's part, and a decision for each child."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.actions import DissentRow
from harbourlight.foundations.meetings.models import Decision, Dissent, Invitation
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.requests import actions as requests

from ..actions import conferences, deciding
from ..actions.deciding import ChildDecision, ChildPart
from ..actions.plans import begin_plan
from ..models import Conference, ConferenceChild, Enquiry, ProtectionPlan
from .stories import child, conference_for, conferred, decided, enquiries_of, finished

RISK = "There is a continuing risk of significant harm."


def test_a_conference_has_the_limits_of_its_enquiries(cast, as_user, conference, running):
    assert conference.due_on == running[0].icpc_due_on
    assert conference.reports_due_on == conference.planned_for.astimezone(LONDON).date() - timedelta(days=2)


def test_no_initial_conference_without_an_enquiry(cast, as_user, moment, siblings, running):
    kerra = child(cast.area, moment, "Kerra")
    with pytest.raises(StepNotAllowed, match="follows a section 47 enquiry"):
        conference_for(cast, as_user, moment, [*siblings, kerra])


def test_the_family_is_invited_with_what_each_needs(cast, as_user, moment, siblings, running):
    mother = child(cast.area, moment, "Morwenna", is_child=False, needs_interpreter="yes", language="Cornish")
    for person in siblings:
        Relationship(
            person=person, other=mother, kind="mother", has_parental_responsibility="yes", recorded_at=moment
        ).save(force_insert=True)
    with as_user(cast.worker):
        Person.objects.filter(pk=siblings[0].pk).update(communication_need="Makaton")
    planned = conference_for(cast, as_user, moment, siblings)
    with as_user(cast.worker):
        needs = dict(
            Invitation.objects.filter(meeting=planned.meeting, person__isnull=False).values_list(
                "person__first_name", "needs"
            )
        )
    assert needs == {"Perran": "Communication: Makaton", "Wenna": "", "Morwenna": "Interpreter: Cornish"}


def test_agencies_are_asked_for_reports_which_the_family_has_two_days_before(cast, as_user, moment, conference):
    with as_user(cast.worker):
        asked = conferences.ask_for_reports(conference=conference, by=cast.worker, at=moment)
    assert {request.agency for request in asked} == {cast.council, cast.police, cast.health, cast.school}
    assert all("The child's views" in request.question for request in asked)
    with as_user(cast.bob):
        mine = next(request for request in asked if request.agency == cast.school)
        requests.reply(
            request=mine, step="answer", answer="Hungry on Fridays.", late_reason="Half-term", by=cast.bob, at=moment
        )
    with as_user(cast.worker):
        shared = conferences.share_reports(
            conference=conference, shared_on=moment.astimezone(LONDON).date(), by=cast.worker, at=moment
        )
    assert shared.reports_shared_on == moment.astimezone(LONDON).date()


def test_reports_that_did_not_come_are_not_shared(cast, as_user, moment, conference):
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="No agency has sent a report"):
        conferences.share_reports(
            conference=conference, shared_on=moment.astimezone(LONDON).date(), by=cast.worker, at=moment
        )


def test_a_quorate_conference_closes_the_enquiries_and_stops_their_clock(cast, as_user, held_conference, running):
    assert held_conference.is_quorate
    with as_user(cast.worker):
        assert set(Enquiry.objects.values_list("state", flat=True)) == {"closed"}
        rows = Deadline.objects.filter(clock="CLK-S47-001")
        assert {row.met_at for row in rows} == {held_conference.held_at}


def test_without_two_other_agencies_it_goes_on_only_for_the_chairs_recorded_reason(cast, as_user, moment, conference):
    gone = ("police", "health")
    with pytest.raises(StepNotAllowed, match="two other agencies"):
        conferred(cast, as_user, moment, conference, without=gone)
    held = conferred(
        cast, as_user, moment, conference, without=gone, inquorate_reason="The children cannot wait; reports are here."
    )
    assert held.is_quorate is False
    with as_user(cast.conference_chair):
        day = held.held_at.astimezone(LONDON).date()
        assert list(deciding.held_without_quorum(cast.area, day, day)) == [held]


def test_only_a_conference_chair_holds_and_decides(cast, as_user, moment, conference):
    with as_user(cast.worker), pytest.raises(StepNotAllowed):
        deciding.hold_conference(
            conference=conference, held_at=moment, attendance=[], parts={}, by=cast.worker, at=moment
        )


def test_a_child_of_five_takes_part_or_it_is_said_why_not(cast, as_user, moment, conference, perran, wenna):
    with pytest.raises(StepNotAllowed, match="Enter how Perran"):
        conferred(cast, as_user, moment, conference, parts={})
    with pytest.raises(StepNotAllowed, match="why Perran"):
        conferred(cast, as_user, moment, conference, parts={perran.pk: ChildPart("did_not")})
    conferred(cast, as_user, moment, conference, parts={perran.pk: ChildPart("advocate", views="Ask mum to stop.")})
    with as_user(cast.worker):
        row = ConferenceChild.objects.get(person=perran)
        assert (row.age, row.took_part) == (9, "advocate")


def test_siblings_are_decided_together_and_recorded_apart(cast, as_user, moment, held_conference, perran, wenna):
    done = decided(
        cast, as_user, moment, held_conference, category="PHY", Wenna=ChildDecision("no_plan", "Never hurt, and safe.")
    )
    assert done.state == "closed"
    with as_user(cast.worker):
        rows = {row.person_id: row for row in ConferenceChild.objects.filter(conference=done)}
        assert (rows[perran.pk].decision, rows[perran.pk].category) == ("plan", "PHY")
        assert (rows[wenna.pk].decision, rows[wenna.pk].category) == ("no_plan", "")
        assert list(ProtectionPlan.objects.values_list("person_id", "initial_category")) == [(perran.pk, "PHY")]
        assert Decision.objects.filter(meeting=done.meeting, is_valid=True).count() == 2


def test_dissent_is_kept_with_its_reason(cast, as_user, moment, held_conference, perran):
    against = ChildDecision(
        "plan", RISK, "NEG", dissents=(DissentRow("The father has left for good.", professional=cast.sergeant),)
    )
    decided(cast, as_user, moment, held_conference, Perran=against)
    with as_user(cast.worker):
        row = ConferenceChild.objects.get(person=perran)
        assert not row.is_unanimous
        assert row.dissent == "Pat Halyard: The father has left for good."
        assert Dissent.objects.get().agency == cast.police


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (ChildDecision("plan", RISK), "Select the category"),
        (ChildDecision("plan", " ", "NEG"), "continuing risk"),
        (ChildDecision("ends", RISK), "cannot decide that"),
    ],
)
def test_a_decision_is_whole(cast, as_user, moment, held_conference, told, words):
    with pytest.raises(StepNotAllowed, match=words):
        decided(cast, as_user, moment, held_conference, Perran=told)
    with as_user(cast.worker):
        assert not ProtectionPlan.objects.exists()


def test_a_conference_after_its_last_day_says_why(cast, as_user, moment, siblings, running):
    for enquiry in running:
        finished(cast, as_user, moment, enquiry)
    planned = conference_for(cast, as_user, moment, siblings)
    with as_user(cast.worker):
        Conference.objects.filter(pk=planned.pk).update(due_on=moment.date() - timedelta(days=3))
    with pytest.raises(StepNotAllowed, match="after its last day"):
        conferred(cast, as_user, moment, planned)
    held = conferred(cast, as_user, moment, planned, late_reason="No interpreter was to be had.")
    assert held.late_reason


def test_the_enquiry_is_finished_before_the_conference(cast, as_user, moment, siblings, running):
    planned = conference_for(cast, as_user, moment, siblings)
    with pytest.raises(StepNotAllowed, match="Finish the section 47 enquiry"):
        conferred(cast, as_user, moment, planned)


def test_a_conference_at_a_weekend_is_warned_of(cast, as_user, moment, siblings, running):
    saturday = moment + timedelta(days=(5 - moment.astimezone(LONDON).weekday()) % 7 or 7)
    planned = conference_for(cast, as_user, moment, siblings, starts_at=saturday)
    assert any("Saturday" in words for words in conferences.warnings_of(planned))


def test_moving_a_conference_moves_the_day_for_reports_and_not_its_own_limit(cast, as_user, moment, siblings, running):
    planned = conference_for(cast, as_user, moment, siblings, starts_at=moment + timedelta(days=5))
    with as_user(cast.worker):
        moved = conferences.move_conference(
            conference=planned, starts_at=moment + timedelta(days=8), reason="Interpreter", by=cast.worker, at=moment
        )
    assert moved.reports_due_on == planned.reports_due_on + timedelta(days=3)
    assert moved.due_on == planned.due_on


def test_calling_a_conference_off_takes_the_requests_back(cast, as_user, moment, siblings, running):
    planned = conference_for(cast, as_user, moment, siblings, starts_at=moment + timedelta(days=5))
    with as_user(cast.worker):
        conferences.ask_for_reports(conference=planned, by=cast.worker, at=moment)
        conferences.call_off_conference(conference=planned, reason="They moved away", by=cast.worker, at=moment)
        assert {request.state for request in conferences.reports_of(planned)} == set()


def test_a_child_on_a_plan_gets_no_second_one(cast, as_user, moment, siblings, held_conference):
    decided(cast, as_user, moment, held_conference)
    with as_user(cast.conference_chair):
        row = ConferenceChild.objects.select_related("conference", "person").first()
        with pytest.raises(StepNotAllowed, match="on a child protection plan"):
            begin_plan(decision=row, by=cast.conference_chair, at=moment)


def test_who_is_invited_sees_the_conference_and_charlie_does_not(cast, as_user, conference):
    for person, sees in ((cast.bob, True), (cast.nurse, True), (cast.charlie, False)):
        with as_user(person):
            assert Conference.objects.visible_to(person).filter(pk=conference.pk).exists() is sees


def test_a_later_discussion_gives_the_local_limit_of_the_conference(cast, as_user, discussion, running):
    again = enquiries_of(cast, as_user, discussion)
    assert {each.icpc_due_from_last_on for each in again} == {each.icpc_due_on for each in running}
