"""The life of a meeting: moved, called off, attended, minuted, disputed, agreed."""

from datetime import date, timedelta

import pytest

from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.actions.tracking import give_action
from harbourlight.foundations.documents.outbox import waiting
from harbourlight.foundations.meetings import actions, timing
from harbourlight.foundations.meetings.models import Invitation, Minutes, Receipt
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.rules.tests.factories import keeps

from .kinds import KINDS, planned, utc

pytestmark = pytest.mark.django_db
BEGINS, EARLY, EVENING = utc("2026-06-17 10:00"), utc("2026-04-01 09:00"), utc("2026-06-17 18:00")


@pytest.fixture
def board(cast, as_user):
    """Return a board planned for 17 June 2026, and ask as the coordinator."""
    with as_user(cast.business):
        meeting = planned(
            cast, "board", starts_at=BEGINS, at=EARLY, by=cast.business, chair=cast.chair, place="Harbour House"
        )
        cast.invited = actions.invite(
            meeting=meeting,
            invitees=[
                actions.Invitee("member", professional=cast.senior),
                actions.Invitee("member", professional=cast.sergeant),
                actions.Invitee("member", professional=cast.board),
                actions.Invitee("lay", name="Lena Sandbar"),
            ],
            by=cast.business,
            at=EARLY,
        )
        yield meeting


def due(meeting):
    """Return the running clocks of a meeting with their days."""
    return dict(Deadline.objects.filter(subject_id=meeting.pk).running().values_list("clock", "due_on"))


def held(cast, meeting):
    """Hold the board with everybody there."""
    rows = [actions.AttendanceRow(invitation) for invitation in cast.invited]
    actions.record_attendance(meeting=meeting, rows=rows, by=cast.business, at=EVENING)
    return actions.hold(meeting=meeting, happened_at=BEGINS, by=cast.business, at=EVENING)


def test_what_is_due_is_counted_back_from_the_date(board):
    assert due(board) == {
        "CLK-BRD-005": date(2026, 5, 27), "CLK-BRD-007": date(2026, 6, 3), "CLK-BRD-008": date(2026, 6, 10)
    }  # fmt: skip


def test_moving_a_meeting_moves_its_clocks_and_papers_and_what_it_opened(cast, board):
    moved = actions.move(
        meeting=board, starts_at=BEGINS + timedelta(days=7), reason="The hall is let.", by=cast.business, at=EARLY
    )
    assert due(moved) == {
        "CLK-BRD-005": date(2026, 6, 3), "CLK-BRD-007": date(2026, 6, 10), "CLK-BRD-008": date(2026, 6, 17)
    }  # fmt: skip
    assert Deadline.objects.filter(subject_id=board.pk, cancel_reason="The meeting was moved").count() == 3
    assert Invitation.objects.filter(meeting=board, sees_until__gt=BEGINS + timedelta(days=11)).count() == 4
    assert any(job.args["subject"] == "A meeting has changed in Harbourlight" for job in waiting())


def test_a_conference_that_moves_keeps_the_record_open_as_long(cast, moment, as_user):
    with as_user(cast.worker):
        meeting = planned(cast, "conference", starts_at=moment + timedelta(days=3), at=moment, by=cast.worker)
        nurse = actions.Invitee("member", professional=cast.nurse)
        actions.invite(meeting=meeting, invitees=[nurse], by=cast.worker, at=moment)
        later = moment + timedelta(days=30)
        actions.move(meeting=meeting, starts_at=later, reason="No room.", by=cast.worker, at=moment)
    with as_user(cast.nurse):
        assert Grant.objects.get(source=f"meeting:{meeting.pk}").valid_until > later + timedelta(days=6)
    with as_user(cast.worker):
        actions.call_off(meeting=meeting, reason="Not needed.", by=cast.worker, at=moment)
    with as_user(cast.nurse):
        assert not Grant.objects.current(moment).filter(source=f"meeting:{meeting.pk}").exists()


def test_an_area_keeps_numbers_of_its_own(cast, as_user):
    keeps(cast.area, {f"MTG-{KINDS['board'].name}-papers": 2})
    with as_user(cast.business):
        meeting = planned(cast, "board", starts_at=BEGINS, at=EARLY, by=cast.business)
        assert due(meeting)["CLK-BRD-005"] == date(2026, 6, 3)


def test_the_same_submission_plans_one_meeting(cast, as_user):
    number = "0b6a5a0e-3e0e-4f62-9df4-6a1f6f9c1a11"
    with as_user(cast.business):
        one = planned(cast, "board", starts_at=BEGINS, at=EARLY, by=cast.business, submission=number)
        two = planned(cast, "board", starts_at=BEGINS, at=EARLY, by=cast.business, submission=number)
    assert one == two


def test_quorum_is_told_as_it_rises_and_falls(cast, board):
    rows = [
        actions.AttendanceRow(cast.invited[0]),
        actions.AttendanceRow(cast.invited[1], arrived_at=utc("2026-06-17 10:20")),
        actions.AttendanceRow(cast.invited[2], left_at=utc("2026-06-17 11:00")),
    ]
    actions.record_attendance(meeting=board, rows=rows, by=cast.business, at=EVENING)
    done = actions.hold(meeting=board, happened_at=BEGINS, by=cast.business, at=EVENING)
    through = actions.quorum_through(done, BEGINS)
    assert [answer.is_quorate for _, answer in through] == [False, True, False]
    assert done.is_quorate is True
    assert "From 10:20: Quorate" in done.quorum_words


def test_without_a_quorum_a_meeting_is_held_only_with_a_reason(cast, board):
    actions.record_attendance(
        meeting=board, rows=[actions.AttendanceRow(cast.invited[0])], by=cast.business, at=EVENING
    )
    with pytest.raises(StepNotAllowed, match="the police and health"):
        actions.hold(meeting=board, happened_at=BEGINS, by=cast.business, at=EVENING)
    done = actions.hold(
        meeting=board, happened_at=BEGINS, by=cast.business, at=EVENING, inquorate_reason="To hear the reports."
    )
    assert done.is_quorate is False
    decision = actions.decide(meeting=done, what="A new plan.", by=cast.business, at=EVENING)
    assert (decision.is_valid, decision.how) == (False, "not_quorate")


def test_two_people_record_attendance_at_once_and_neither_loses(cast, board):
    first, second = actions.AttendanceRow(cast.invited[0], version=0), actions.AttendanceRow(cast.invited[1], version=0)
    actions.record_attendance(meeting=board, rows=[first], by=cast.business, at=EVENING)
    actions.record_attendance(meeting=board, rows=[second], by=cast.chair, at=EVENING)
    assert board.attendances.count() == 2
    again = actions.AttendanceRow(cast.invited[0], how="absent", version=0)
    with pytest.raises(ChangedMeanwhile, match="Senga Fairlead"):
        actions.record_attendance(meeting=board, rows=[again], by=cast.chair, at=EVENING)
    assert board.attendances.get(invitation=cast.invited[0]).how == "attended"


def test_minutes_say_what_was_recorded(cast, board):
    done = held(cast, board)
    actions.add_paper(
        meeting=done, title="The secret", words="Hidden.", is_restricted=True, by=cast.business, at=EVENING
    )
    actions.decide(
        meeting=done,
        what="The threshold document is renewed.",
        by=cast.business,
        at=EVENING,
        decided_at=BEGINS,
        votes=[actions.BallotRow(each, "for") for each in cast.invited[:3]]
        + [actions.BallotRow(cast.invited[3], "against")],
        dissents=[actions.DissentRow("Too long.", name="Lena Sandbar")],
    )
    give_action(
        source=done, what="Print it.", due_on=date(2026, 7, 1), owner=cast.sergeant, by=cast.business, at=EVENING
    )
    text = actions.draft_minutes(done)
    for words in (
        "17 June 2026, 10:00, Harbour House", "Senga Fairlead (member, Harbourhaven Council)", "Quorate",
        "The threshold document is renewed.", "Carried by 3 votes to 1", "Lena Sandbar disagreed: Too long.",
        "Print it.: Pat Halyard, by 1 July 2026",
    ):  # fmt: skip
        assert words in text
    assert "secret" not in text


def test_the_time_for_disputes_runs_from_receipt(cast, board):
    done = held(cast, board)
    assert due(done)["CLK-BRD-009"] == date(2026, 7, 1)
    sent = utc("2026-06-25 12:00")
    minutes = actions.circulate(meeting=done, text="Minutes.", by=cast.business, at=sent)
    assert "CLK-BRD-009" not in due(done)
    assert due(done)["CLK-BRD-010"] == date(2026, 7, 9)
    paper = Receipt.objects.get(minutes=minutes, invitation=cast.invited[3])
    assert paper.received_at is None
    actions.receive(receipt=paper, received_at=utc("2026-06-30 09:00"), by=cast.business, at=utc("2026-06-30 10:00"))
    assert Receipt.objects.get(pk=paper.pk).dispute_until.date() == date(2026, 7, 14)
    assert due(done)["CLK-BRD-010"] == date(2026, 7, 14)
    in_time = actions.dispute(minutes=minutes, what="I said no.", by=cast.sergeant, at=utc("2026-07-09 23:00"))
    late = actions.dispute(minutes=minutes, what="So did I.", by=cast.board, at=utc("2026-07-10 09:00"))
    assert (in_time.is_late, late.is_late) == (False, True)


def test_a_dispute_is_settled_and_corrected_minutes_go_round_anew(cast, board):
    done = held(cast, board)
    minutes = actions.circulate(meeting=done, text="Nobody spoke.", by=cast.business, at=EVENING)
    assert actions.circulate(meeting=done, text="Nobody spoke.", by=cast.business, at=EVENING) == minutes
    raised = actions.dispute(minutes=minutes, what="I spoke.", by=cast.sergeant, at=EVENING)
    with pytest.raises(StepNotAllowed, match="waits to be settled"):
        actions.agree(minutes=minutes, by=cast.chair, at=EVENING + timedelta(days=20))
    with pytest.raises(StepNotAllowed, match="how the dispute was settled"):
        actions.settle(dispute=raised, outcome=" ", by=cast.chair, at=EVENING)
    actions.settle(dispute=raised, outcome="Right.", new_text="The sergeant spoke.", by=cast.chair, at=EVENING)
    with pytest.raises(StepNotAllowed, match="already settled"):
        actions.settle(dispute=raised, outcome="Wrong.", by=cast.chair, at=EVENING)
    second = Minutes.objects.get(meeting=done, number=2)
    assert (second.text, second.state) == ("The sergeant spoke.", "circulated")
    with pytest.raises(StepNotAllowed, match="may still dispute"):
        actions.agree(minutes=second, by=cast.chair, at=EVENING + timedelta(days=3))
    actions.agree(minutes=second, by=cast.chair, at=EVENING + timedelta(days=20))
    done.refresh_from_db()
    assert done.state == "closed"
    assert due(done) == {}


def test_items_after_their_day_need_the_leave_of_the_chair(cast, board):
    actions.add_item(meeting=board, title="Neglect", by=cast.business, at=utc("2026-06-03 12:00"))
    late = utc("2026-06-04 12:00")
    with pytest.raises(StepNotAllowed, match="who allowed it"):
        actions.add_item(meeting=board, title="Late", by=cast.business, at=late)
    item = actions.add_item(meeting=board, title="Late", by=cast.business, at=late, allowed_late_by=cast.chair)
    assert (item.number, item.allowed_late_by) == (4, cast.chair)


def test_a_paper_after_its_day_is_late(cast, board):
    ask = {"meeting": board, "title": "Report", "words": "Words.", "by": cast.business}
    assert not actions.add_paper(**ask, at=utc("2026-05-27 20:00")).is_late(EVENING)
    assert actions.add_paper(**ask, at=utc("2026-05-28 09:00")).is_late(EVENING)


def test_what_was_due_before_and_not_done_ends_late_with_the_meeting(cast, board):
    timing.stop(board, timing.PAPERS, at=utc("2026-05-20 09:00"))
    done = held(cast, board)
    assert set(due(done)) == {"CLK-BRD-009"}
    before = Deadline.objects.filter(subject_id=done.pk, clock__in=("CLK-BRD-005", "CLK-BRD-008"))
    assert {row.clock: row.met_at <= row.due_at for row in before} == {"CLK-BRD-005": True, "CLK-BRD-008": False}


def test_the_same_form_sent_twice_takes_a_boards_step_once(cast, board):
    number = "6f1c1f0e-6a46-4a5c-8f0e-2f3b0c8b1a22"
    ask = {"meeting": board, "reason": "Too few.", "by": cast.business, "at": EARLY, "submission": number}
    assert actions.call_off(**ask) == actions.call_off(**ask)


def test_everybody_who_sees_a_board_sees_what_is_due_for_it(cast, board, as_user):
    with as_user(cast.chair):
        assert len(due(board)) == 3
