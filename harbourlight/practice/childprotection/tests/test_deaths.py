"""A child who died: nothing goes on as if the child lived, and those who work with the family know."""

from datetime import timedelta

import pytest

from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.documents.actions import LetterRefused, send_letter, write_letter
from harbourlight.foundations.meetings.models import Invitation, Meeting
from harbourlight.foundations.notices.models import Delivery
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.deaths import correct_death, record_death
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.refusals import Refused
from harbourlight.practice.childinneed.models import Episode

from ..actions import conferences, coregroups
from ..actions.moments import london
from ..actions.writing import give_plan_action
from ..models import Conference, CoreGroup, Enquiry, ProtectionPlan
from .plan_stories import put_on_plan
from .stories import conference_for


@pytest.fixture
def plan(cast, as_user, moment, perran):
    """Return the boy's plan, begun on 2 March 2026."""
    return put_on_plan(cast, as_user, moment, perran)[0]


def died(cast, as_user, moment, person):
    """Record that a child died today, as the social worker."""
    with as_user(cast.worker):
        fresh = Person.objects.get(pk=person.pk)
        return record_death(
            person=fresh, died_on=london(moment), told_by="The hospital", by=cast.worker, at=moment,
            version=fresh.version,
        )  # fmt: skip


def group_of(cast, as_user, moment, *plans, **more):
    """Plan a core group of plans for the coming week."""
    told = {"late_reason": "The nurse was ill.", "by": cast.worker, "at": moment} | more
    with as_user(cast.worker):
        return coregroups.plan_core_group(plans=plans, starts_at=moment + timedelta(days=7), **told)


def test_plan_meetings_actions_and_clocks_end_with_a_life(cast, as_user, moment, perran, plan):
    group = group_of(cast, as_user, moment, plan)
    with as_user(cast.worker):
        give_plan_action(
            plan=plan, what="See the baby clinic", owner=cast.worker, due_on=london(moment), by=cast.worker, at=moment
        )
    review = conference_for(cast, as_user, moment, [perran], kind="review", starts_at=moment + timedelta(days=9))
    with as_user(cast.worker):
        conferences.ask_for_reports(conference=review, agencies=[cast.school], by=cast.worker, at=moment)
    done = died(cast, as_user, moment, perran)
    assert done.left == []
    with as_user(cast.worker):
        assert ProtectionPlan.objects.get(pk=plan.pk).end_reason == "died"
        assert Episode.objects.get(person=perran).close_reason == "RC2"
        assert CoreGroup.objects.get(pk=group.pk).state == "called_off"
        assert Conference.objects.get(pk=review.pk).state == "called_off"
        assert not Meeting.objects.filter(state="planned").exists()
        assert Action.objects.get(source_id=plan.pk).dropped_reason == "The child died"
        assert not Request.objects.unanswered().exists()
        assert not Deadline.objects.running().filter(child_ids__contains=[perran.pk]).exists()
        assert Line.objects.get(person=perran, source_kind="people.person").what == "Died. Told by: The hospital."


def test_an_enquiry_and_the_wait_for_its_conference_end_with_a_life(cast, as_user, moment, perran, conference):
    died(cast, as_user, moment, perran)
    with as_user(cast.worker):
        row = Enquiry.objects.get(person=perran)
        assert (row.state, row.conference_required, row.outcome) == ("closed", "no", "continuing_risk")


def test_those_who_work_with_the_child_are_told_and_whoever_told_is_not(cast, as_user, moment, perran, plan):
    died(cast, as_user, moment, perran)
    with as_user(cast.team_manager):
        told = set(Delivery.objects.filter(child_ids__contains=[perran.pk]).values_list("holder_id", flat=True))
    assert cast.assessment.pk in told
    assert cast.worker.pk not in told


def test_a_death_is_recorded_once(cast, as_user, moment, perran, plan):
    died(cast, as_user, moment, perran)
    with pytest.raises(Refused, match="recorded already"):
        died(cast, as_user, moment, perran)


def test_for_a_sister_who_lives_core_group_and_conference_go_on(cast, as_user, moment, perran, wenna):
    plans = put_on_plan(cast, as_user, moment, perran, wenna)
    group = group_of(cast, as_user, moment, *plans)
    review = conference_for(
        cast, as_user, moment, [perran, wenna], kind="review", starts_at=moment - timedelta(minutes=5)
    )
    died(cast, as_user, moment, perran)
    with as_user(cast.worker):
        fresh = CoreGroup.objects.select_related("meeting").get(pk=group.pk)
        assert (fresh.state, fresh.child_ids, fresh.meeting.child_ids) == ("planned", [wenna.pk], [wenna.pk])
        assert Conference.objects.get(pk=review.pk).state == "planned"


def test_a_mother_who_died_is_expected_nowhere(cast, as_user, moment, perran, conference):
    mother = Person(first_name="Jenna", last_name="Sandling", is_child=False, area=cast.area, recorded_at=moment)
    mother.save(force_insert=True)
    Relationship(
        person=perran, other=mother, kind="mother", has_parental_responsibility="yes", recorded_at=moment
    ).save(force_insert=True)  # fmt: skip
    with as_user(cast.worker):
        family = conferences.family_of([perran.pk])
        conferences.invite_to_conference(conference=conference, invitees=family[1:], by=cast.worker, at=moment)
    died(cast, as_user, moment, mother)
    with as_user(cast.worker):
        assert Invitation.objects.get(person=mother).left_out_reason == "Died"
        assert [each.person for each in conferences.family_of([perran.pk])] == [perran]
        assert Conference.objects.get(pk=conference.pk).state == "planned"


def test_a_letter_written_before_the_death_does_not_go(cast, as_user, moment, perran, plan):
    told = {"kind": "referrer", "reader": None, "to_name": "The school", "heading": "Perran", "by": cast.worker}
    with as_user(cast.worker):
        letter = write_letter(subject=plan, body="He has a plan.", at=moment - timedelta(hours=1), **told)
    died(cast, as_user, moment, perran)
    with as_user(cast.worker), pytest.raises(LetterRefused, match="died after it was written"):
        send_letter(letter=letter, channel="post", by=cast.worker, at=moment)
    with as_user(cast.worker):
        anew = write_letter(subject=plan, body="He has died.", at=moment + timedelta(seconds=1), **told)
        assert send_letter(letter=anew, channel="post", by=cast.worker, at=moment + timedelta(seconds=2)).sent_at


def test_a_death_recorded_by_mistake_is_put_right_and_told(cast, as_user, moment, perran, plan):
    died(cast, as_user, moment, perran)
    with as_user(cast.worker):
        fresh = Person.objects.get(pk=perran.pk)
        correct_death(
            person=fresh, died_on=None, reason="Another boy of that name.", by=cast.worker, at=moment,
            version=fresh.version,
        )  # fmt: skip
        assert Person.objects.get(pk=perran.pk).died_on is None
        lines = Line.objects.filter(person=perran, source_kind="people.person").values_list("what", flat=True)
        assert any("The person lives" in what for what in lines)


def test_the_page_records_a_death_and_says_what_ended(cast, as_user, client_for, moment, perran, plan):
    client = client_for(cast.worker)
    address = f"/people/{perran.pk}/death/"
    with as_user(cast.worker):
        version = Person.objects.get(pk=perran.pk).version
    on = london(moment)
    told = {
        "died_on-day": on.day, "died_on-month": on.month, "died_on-year": on.year,
        "told_by": "The hospital", "version": version,
    }  # fmt: skip
    page = client.post(address, told, follow=True)
    assert page.status_code == 200
    assert "the child protection plan" in page.content.decode()
    assert "Put the record of the death right" in client.get(f"/people/{perran.pk}/about/").content.decode()
