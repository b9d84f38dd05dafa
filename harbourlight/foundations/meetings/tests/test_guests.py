"""A guest of a meeting about a child takes part in it, and arranges nothing, whatever their role may do elsewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings import actions
from harbourlight.foundations.pathways.steps import StepNotAllowed

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
