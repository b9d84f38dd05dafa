"""Who sees a meeting, its papers and its minutes."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings import actions
from harbourlight.foundations.meetings.models import Attendance, Invitation, Meeting, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person

from .kinds import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast, moment, as_user):
    """Return a conference tomorrow about Robin, to which the nurse and the sergeant are invited."""
    with as_user(cast.worker):
        meeting = planned(
            cast, "conference", starts_at=moment + timedelta(days=1), at=moment, by=cast.worker,
            chair=cast.conference_chair, team=cast.assessment,
        )  # fmt: skip
        nurse, sergeant = actions.invite(
            meeting=meeting,
            invitees=[
                actions.Invitee("member", professional=cast.nurse),
                actions.Invitee("member", professional=cast.sergeant),
            ],
            by=cast.worker,
            at=moment,
        )
    cast.nurse_invited, cast.sergeant_invited = nurse, sergeant
    return meeting


def sees(who, as_user, model=Meeting):
    """Return how many rows of a model somebody sees."""
    with as_user(who):
        return model.objects.visible_to(who).count()


def test_who_is_invited_sees_the_meeting_and_the_child_and_charlie_nothing(cast, conference, as_user):
    assert sees(cast.nurse, as_user) == sees(cast.conference_chair, as_user) == 1
    assert sees(cast.nurse, as_user, Person) == 1
    for model in (Meeting, Invitation, Attendance, Paper, Person):
        assert sees(cast.charlie, as_user, model) == 0


def test_what_the_invitation_opened_ends_and_with_it_the_meeting(cast, conference, moment, as_user):
    with as_user(cast.nurse):
        grant = Grant.objects.get(source=f"meeting:{conference.pk}", professional=cast.nurse)
        invitation = Invitation.objects.get(professional=cast.nurse)
        assert grant.valid_until == invitation.sees_until > conference.starts_at + timedelta(days=5)
        Grant.objects.filter(pk=grant.pk).update(valid_until=moment)
    assert sees(cast.nurse, as_user, Person) == 0
    assert sees(cast.nurse, as_user) == 1
    with as_user(cast.nurse):
        Invitation.objects.filter(pk=invitation.pk).update(sees_until=moment)
    assert sees(cast.nurse, as_user) == 0


def test_an_excluded_invitee_sees_nothing(cast, conference, moment, as_user):
    with as_user(cast.worker):
        access.bar(
            person_id=conference.child_ids[0], kind="excluded", professionals=[cast.nurse], reason="A cousin",
            by=cast.worker, at=moment,
        )  # fmt: skip
    assert sees(cast.nurse, as_user) == sees(cast.nurse, as_user, Invitation) == 0
    assert sees(cast.sergeant, as_user) == 1


def test_whoever_is_left_out_sees_no_more(cast, conference, moment, as_user):
    with as_user(cast.worker):
        actions.leave_out(invitation=cast.nurse_invited, reason="Changed posts.", by=cast.worker, at=moment)
    assert sees(cast.nurse, as_user) == sees(cast.nurse, as_user, Person) == 0


def test_a_deputy_sees_the_meeting_they_came_to(cast, conference, moment, as_user):
    assert sees(cast.bob, as_user) == 0
    with as_user(cast.worker):
        row = actions.AttendanceRow(cast.nurse_invited, how="deputy", deputy=cast.bob)
        actions.record_attendance(meeting=conference, rows=[row], by=cast.worker, at=moment)
    assert sees(cast.bob, as_user) == sees(cast.bob, as_user, Person) == 1


def test_minutes_open_the_meeting_again_and_not_the_child(cast, moment, as_user):
    begun = moment - timedelta(days=40)
    with as_user(cast.worker):
        group = planned(cast, "core group", starts_at=begun, at=begun, by=cast.worker)
        nurse, worker = actions.invite(
            meeting=group,
            invitees=[
                actions.Invitee("member", professional=cast.nurse),
                actions.Invitee("member", professional=cast.worker),
            ],
            by=cast.worker,
            at=begun,
        )
    assert sees(cast.nurse, as_user) == 0
    with as_user(cast.worker):
        rows = [actions.AttendanceRow(nurse), actions.AttendanceRow(worker)]
        actions.record_attendance(meeting=group, rows=rows, by=cast.worker, at=begun)
        held = actions.hold(meeting=group, happened_at=begun, by=cast.worker, at=moment)
        actions.circulate(meeting=held, text="Robin is well.", by=cast.worker, at=moment)
    assert sees(cast.nurse, as_user) == 1
    assert sees(cast.nurse, as_user, Person) == 0


def test_a_paper_is_its_agencys_own_until_it_is_shared(cast, conference, moment, as_user):
    with as_user(cast.nurse):
        paper = actions.add_paper(
            meeting=conference, title="Health", words="Robin sleeps badly.", by=cast.nurse, at=moment
        )
    assert sees(cast.nurse, as_user, Paper) == sees(cast.worker, as_user, Paper) == 1
    assert sees(cast.conference_chair, as_user, Paper) == 1
    assert sees(cast.sergeant, as_user, Paper) == 0
    with as_user(cast.worker):
        assert actions.share(meeting=conference, papers=[paper], by=cast.worker, at=moment) == 1
    assert sees(cast.sergeant, as_user, Paper) == 1


def test_a_restricted_paper_is_for_its_readers_and_is_never_shared(cast, conference, moment, as_user):
    with as_user(cast.sergeant):
        paper = actions.add_paper(
            meeting=conference, title="Police only", words="An operation.", is_restricted=True, readers=[cast.senior],
            by=cast.sergeant, at=moment,
        )  # fmt: skip
    with as_user(cast.conference_chair):
        assert actions.share(meeting=conference, papers=[paper], by=cast.conference_chair, at=moment) == 0
    assert sees(cast.sergeant, as_user, Paper) == sees(cast.conference_chair, as_user, Paper) == 1
    for other in (cast.nurse, cast.worker, cast.senior):
        assert sees(other, as_user, Paper) == 0
    with as_user(cast.worker):
        actions.invite(
            meeting=conference,
            invitees=[actions.Invitee("officer", professional=cast.senior)],
            by=cast.worker,
            at=moment,
        )
    assert sees(cast.senior, as_user, Paper) == 1


def test_a_paper_comes_from_somebody_who_takes_part(cast, conference, moment, as_user):
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="take part"):
        actions.add_paper(meeting=conference, title="School", words="Absent.", by=cast.bob, at=moment)


def test_a_board_is_seen_by_its_members_and_its_restricted_papers_are_not(cast, moment, as_user):
    with as_user(cast.business):
        board = planned(cast, "board", starts_at=moment + timedelta(days=40), at=moment, by=cast.business)
        actions.add_paper(
            meeting=board, title="A review", words="Not yet public.", is_restricted=True, readers=[cast.board],
            by=cast.business, at=moment,
        )  # fmt: skip
    on = moment.date()
    with as_user(cast.board):
        assert Meeting.objects.visible_to(cast.board).readable_by(cast.board, on).count() == 1
    with as_user(cast.charlie):
        assert Meeting.objects.visible_to(cast.charlie).readable_by(cast.charlie, on).count() == 0
    assert sees(cast.board, as_user, Paper) == 1
    assert sees(cast.senior, as_user, Paper) == 0


def test_only_who_arranges_may_plan_invite_and_record(cast, conference, moment, as_user):
    with as_user(cast.nurse):
        with pytest.raises(StepNotAllowed):
            actions.invite(meeting=conference, invitees=[], by=cast.nurse, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.record_attendance(meeting=conference, rows=[], by=cast.nurse, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.decide(meeting=conference, what="No.", by=cast.nurse, at=moment)


def test_an_agency_is_asked_for_papers_by_the_day_they_are_due(cast, conference, moment, as_user):
    with as_user(cast.worker):
        asked = actions.ask_for_papers(
            meeting=conference, agencies=[cast.school], question="How is Robin at school?", by=cast.worker, at=moment
        )
    assert [request.agency for request in asked] == [cast.school]
    assert asked[0].due_at < conference.starts_at
