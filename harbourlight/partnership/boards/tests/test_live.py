"""Attendance while a meeting runs, on its page: a row a seat, buttons with the time, and who may sit where."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import live, presence
from harbourlight.foundations.meetings.models import Attendance
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions

from .stories import bodies, invitation, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def sitting(made, cast, moment):
    """Return a board that began an hour ago."""
    return planned(made.board, cast, moment, days=-1)


def press(sitting, cast, who, what, moment):
    """Press a button in somebody's row at a moment."""
    with as_system("a test presses"):
        return live.press(
            meeting=sitting.meeting, invitation=invitation(sitting, who), what=what, moment=moment, by=cast.business,
            at=sitting.meeting.starts_at + timedelta(hours=6),
        )  # fmt: skip


def test_people_leave_and_come_back_and_a_deputy_takes_over(cast, sitting):
    begins = sitting.meeting.starts_at

    def after(minutes):
        return begins + timedelta(minutes=minutes)

    for who in (cast.senior, cast.sergeant, cast.board):
        press(sitting, cast, who, "in", begins)
    press(sitting, cast, cast.board, "deputy", after(30))
    press(sitting, cast, cast.sergeant, "out", after(45))
    press(sitting, cast, cast.sergeant, "in", after(60))
    press(sitting, cast, cast.board, "out", after(90))
    with as_system("a test counts"):
        found = [
            ((moment - begins).seconds // 60, answer.is_quorate, answer.missing)
            for moment, answer in presence.quorum_through(sitting.meeting, begins)
        ]
    assert found == [
        (0, True, ()), (45, False, ("the police",)), (60, True, ()), (90, False, ("health",)),
    ]  # fmt: skip


def test_a_press_that_cannot_be_true_is_refused_and_a_mistake_is_taken_back(cast, sitting):
    begins = sitting.meeting.starts_at
    with pytest.raises(StepNotAllowed, match="Nobody is in the room"):
        press(sitting, cast, cast.senior, "out", begins)
    press(sitting, cast, cast.senior, "in", begins)
    for what, words in (("in", "in the room already"), ("apologies", "was there"), ("deputy", "named no deputy")):
        with pytest.raises(StepNotAllowed, match=words):
            press(sitting, cast, cast.senior, what, begins + timedelta(minutes=5))
    with pytest.raises(StepNotAllowed, match="before arriving"):
        press(sitting, cast, cast.senior, "out", begins - timedelta(minutes=5))
    press(sitting, cast, cast.senior, "absent", begins)
    with as_system("a test reads"):
        row = Attendance.objects.get(invitation=invitation(sitting, cast.senior))
    assert (row.how, row.stays, row.version) == ("absent", [], 2)


def test_the_page_shows_a_row_a_seat_and_keeps_each_press_with_its_time(cast, made, sitting, moment, client_for):
    client = client_for(cast.business)
    address = reverse("meetings:attendance", args=[sitting.meeting_id])
    with as_system("a member declares"):
        actions.declare_interest(
            sitting=sitting, by=cast.sergeant, at=moment, has_interest=True, what="I own the hall", item=None,
            leaves_the_room=False,
        )  # fmt: skip
    html = client.get(address).content.decode()
    assert "Not quorate" in html
    assert "I own the hall" in html
    assert html.count("<tr id=") == 7
    for who, what, time in (
        (cast.senior, "in", "10:00"), (cast.sergeant, "in", "10:05"), (cast.board, "deputy", "10:10"),
        (cast.sergeant, "out", "10:20"), (cast.sergeant, "in", "10:30"),
    ):  # fmt: skip
        sent = {"press": f"{what}:{invitation_pk(sitting, who)}", "time": time, "submission": str(uuid4())}
        answer = client.post(address, sent)
        assert answer.status_code == 302, answer.context["form"].problems()
    html = client.get(address).content.decode()
    assert "Deputy in: Nell Bowline" in html
    assert "10:05 to 10:20, 10:30 to now" in html
    assert "In: Council, Senga Fairlead" not in html
    answer = client.post(address, {"press": f"in:{uuid4()}", "time": "", "submission": str(uuid4())})
    assert "Press a button in the row" in answer.content.decode()
    answer = client.post(
        address, {"press": f"out:{invitation_pk(sitting, cast.senior)}", "time": "", "submission": str(uuid4())}
    )
    assert "Enter the time" in answer.content.decode()


def invitation_pk(sitting, who):
    """Return the number of somebody's invitation."""
    with as_system("a test looks"):
        return invitation(sitting, who).pk


def test_nobody_is_invited_into_a_seat_of_the_body_that_is_not_theirs(cast, sitting, moment):
    def invite(seat, who):
        with as_system("a test invites"):
            invitee = meetings.Invitee(seat, professional=who)
            return meetings.invite(meeting=sitting.meeting, invitees=[invitee], by=cast.business, at=moment)

    for seat in ("partner", "member", "observer_with_vote"):
        with pytest.raises(StepNotAllowed, match="only its member"):
            invite(seat, cast.charlie)
    with pytest.raises(StepNotAllowed, match="invited already"):
        invite("guest", cast.sergeant)
    assert invite("guest", cast.charlie)[0].seat_title == "Guest"


def test_a_deputy_named_before_a_meeting_may_come_to_it(cast, made, moment):
    coming = planned(made.board, cast, moment, days=20)
    with as_system("the coordinator names a deputy"):
        actions.change_membership(
            membership=made.members["board", "Police"], deputy=cast.officer, delegate=None, term_until=None,
            by=cast.business, at=moment,
        )  # fmt: skip
        assert invitation(coming, cast.sergeant).named_deputy == cast.officer
