"""A guest of a meeting about a child takes part in it, and arranges nothing, whatever their role may do elsewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings import actions, calendar
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Address

from .kinds import child_of, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast, moment, as_user):
    """Return a conference tomorrow that Wanda plans, to which Connie, a social worker of another team, is a guest."""
    with as_user(cast.worker):
        meeting = planned(
            cast, "conference", starts_at=moment + timedelta(days=1), at=moment, by=cast.worker,
            chair=cast.conference_chair, team=cast.assessment,
        )  # fmt: skip
        invited = [actions.Invitee("member", professional=each) for each in (cast.colleague, cast.nurse)]
        cast.connie_invited, cast.nurse_invited = actions.invite(
            meeting=meeting, invitees=invited, by=cast.worker, at=moment
        )
    return meeting


def test_a_guest_with_the_arrangers_role_opens_the_record_to_nobody(cast, conference, moment, as_user):
    more = [actions.Invitee("member", professional=cast.bob)]
    row = actions.AttendanceRow(cast.connie_invited, how="deputy", deputy=cast.charlie)
    with as_user(cast.colleague):
        with pytest.raises(StepNotAllowed):
            actions.invite(meeting=conference, invitees=more, by=cast.colleague, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.record_attendance(meeting=conference, rows=[row], by=cast.colleague, at=moment)


def test_a_guest_does_not_lengthen_their_own_sight_by_moving_the_meeting(cast, conference, moment, as_user):
    later = moment + timedelta(days=300)
    with as_user(cast.colleague):
        before = Grant.objects.get(source=f"meeting:{conference.pk}").valid_until
        with pytest.raises(StepNotAllowed):
            actions.move(meeting=conference, starts_at=later, reason="Later", by=cast.colleague, at=moment)
        assert Grant.objects.get(source=f"meeting:{conference.pk}").valid_until == before


def test_a_guest_takes_nobody_off_the_list_and_sends_no_minutes_round(cast, conference, moment, as_user):
    with as_user(cast.colleague):
        with pytest.raises(StepNotAllowed):
            actions.leave_out(invitation=cast.nurse_invited, reason="No.", by=cast.colleague, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.circulate(meeting=conference, text="Mine.", by=cast.colleague, at=moment)


def test_a_guest_is_offered_no_page_to_arrange_with(cast, conference, client_for):
    client = client_for(cast.colleague)
    assert client.get(reverse("meetings:meeting", args=[conference.pk])).status_code == 200
    for name in ("move", "invite", "attendance", "minutes_write", "call_off"):
        assert client.get(reverse(f"meetings:{name}", args=[conference.pk])).status_code == 403


def test_the_team_and_whoever_works_with_the_child_arrange(cast, conference, moment, as_user):
    with as_user(cast.team_manager):
        access.give(
            person_ids=conference.child_ids, professional=cast.colleague, basis="allocated", reason="New worker",
            by=cast.team_manager, at=moment,
        )  # fmt: skip
    with as_user(cast.colleague):
        more = [actions.Invitee("member", professional=cast.bob)]
        assert actions.invite(meeting=conference, invitees=more, by=cast.colleague, at=moment)


def test_nobody_opens_a_record_to_themselves_by_planning_a_meeting(cast, moment, as_user):
    with as_user(cast.worker):
        child = child_of(cast, moment)
        access.break_glass(person_id=child.pk, reason="Found alone at night", by=cast.colleague, at=moment)
    with as_user(cast.colleague):
        planned(
            cast, "conference", starts_at=moment + timedelta(days=60), at=moment, by=cast.colleague,
            chair=cast.colleague, children=[child],
        )  # fmt: skip
        held = Grant.objects.filter(person_id=child.pk, holder_id=cast.colleague.pk)
        assert {grant.basis for grant in held} == {"break_glass"}


@pytest.fixture
def hidden(cast, conference, moment):
    """Hide where the child lives, and let the words of the conference tell it."""
    with as_system("the test hides an address"):
        Address(
            person_id=conference.child_ids[0], lines="12 Rosebay Lane", postcode="QX7 4ZZ", is_hidden=True,
            recorded_at=moment, started_on=moment.date(),
        ).save(force_insert=True)  # fmt: skip
        Meeting.objects.filter(pk=conference.pk).update(place="At home, 12 Rosebay Lane")


def test_a_calendar_tells_no_protected_place_to_anybody(cast, conference, hidden, moment, client_for):
    for reader in (cast.nurse, cast.conference_chair):
        address = reverse("meetings:calendar", args=[calendar.key_of(reader, at=moment)])
        text = client_for(reader).get(address).content.decode()
        assert "SUMMARY:Conference" in text
        assert "Rosebay" not in text
    assert "Rosebay" not in client_for(cast.nurse).get(reverse("meetings:mine")).content.decode()


def test_a_meeting_tells_a_protected_place_only_to_those_who_work_with_the_child(
    cast, conference, hidden, moment, as_user, client_for
):
    words = "Robin now lives at 12 Rosebay Lane and sleeps well."
    with as_user(cast.worker):
        paper = actions.add_paper(meeting=conference, title="Home", words=words, by=cast.worker, at=moment)
        actions.share(meeting=conference, papers=[paper], by=cast.worker, at=moment)
        row = actions.AttendanceRow(cast.nurse_invited)
        actions.record_attendance(meeting=conference, rows=[row], by=cast.worker, at=moment)
        told = {"happened_at": moment, "inquorate_reason": "Urgent."}
        held = actions.hold(meeting=conference, by=cast.worker, at=moment, **told)
        minutes = actions.circulate(meeting=held, text=words, by=cast.worker, at=moment)
        actions.decide(meeting=held, what=words, by=cast.worker, at=moment)
    records = ("minutes", minutes), ("paper", paper), ("meeting", held)
    for name, record in records:
        page = reverse(f"meetings:{name}", args=[record.pk])
        assert "12 Rosebay Lane" in client_for(cast.worker).get(page).content.decode()
        read = client_for(cast.nurse).get(page).content.decode()
        assert "sleeps well" in read
        assert "Rosebay" not in read
