"""How the stories of these tests begin: a board, its executive and a committee, with their members."""

from datetime import timedelta
from types import SimpleNamespace

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.rules.actions import set_number
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.pathway import DEVELOPMENT


def bodies(cast, moment):
    """Return a board with members of every kind, its executive, and a committee under it."""
    begun = moment - timedelta(days=500)
    by = cast.business
    with as_system("a test begins its story"):
        board = actions.start_group(name="Haven Safeguarding Board", kind="board", area=cast.area, by=by, at=begun)
        executive = actions.start_group(
            name="Haven Executive", kind="executive", area=cast.area, by=by, at=begun, parent=board
        )
        committee = actions.start_group(
            name="Learning Committee", kind="committee", area=cast.area, by=by, at=begun, parent=board
        )
        set_number(
            rule_id=DEVELOPMENT, area=cast.area, body_id=board.pk, number=1, from_on=begun.date(), by=None, at=begun
        )
        made = SimpleNamespace(board=board, executive=executive, committee=committee, seats={}, members={})
        seat(made, board, "Independent chair", "chair", cast.chair, by, begun)
        seat(made, board, "Council", "partner", cast.senior, by, begun, is_lead_representative=True)
        seat(made, board, "Police", "partner", cast.sergeant, by, begun, is_lead_representative=True)
        seat(made, board, "Health", "partner", cast.board, by, begun, deputy=cast.nurse, is_lead_representative=True)
        seat(made, board, "Schools", "member", cast.bob, by, begun)
        seat(made, board, "Lead councillor", "observer", cast.councillor, by, begun)
        seat(made, board, "Manager", "officer", cast.business, by, begun)
        for title, who in (("Council", cast.senior), ("Police", cast.sergeant), ("Health", cast.board)):
            seat(made, executive, title, "partner", who, by, begun)
            seat(made, committee, title, "partner", who, by, begun)
    return made


def seat(made, group, title, kind, who, by, at, **more):
    """Add a seat with its member."""
    options = {name: more.pop(name) for name in ("deputy", "delegate") if name in more}
    there = actions.add_seat(group=group, title=title, kind=kind, agency=who.agency, by=by, at=at, **more)
    made.seats[group.kind, title] = there
    made.members[group.kind, title] = actions.seat_member(seat=there, professional=who, by=by, at=at, **options)


def planned(group, cast, moment, *, days, **more):
    """Return a meeting of a body so many days from now; days that are past were planned in time."""
    starts_at = moment + timedelta(days=days)
    at = min(moment, starts_at - timedelta(days=60)) if "kind" not in more else moment
    with as_system("a test begins its story"):
        return actions.plan_sitting(group=group, starts_at=starts_at, by=cast.business, at=at, **more)


def invitation(sitting, professional):
    """Return somebody's invitation to a meeting."""
    return Invitation.objects.select_related("professional", "agency", "meeting").get(
        meeting=sitting.meeting_id, professional=professional
    )


def held(sitting, cast, there, *, deputies=(), absent=(), reason=""):
    """Hold a meeting at its time with those who were there; return it."""
    begins = sitting.meeting.starts_at
    with as_system("a test tells its story"):
        rows = [meetings.AttendanceRow(invitation(sitting, who)) for who in there]
        rows += [
            meetings.AttendanceRow(invitation(sitting, who), how="deputy", deputy=deputy) for who, deputy in deputies
        ]
        rows += [meetings.AttendanceRow(invitation(sitting, who), how="absent") for who in absent]
        meetings.record_attendance(meeting=sitting.meeting, rows=rows, by=cast.business, at=begins)
        sitting.meeting = meetings.hold(
            meeting=sitting.meeting, happened_at=begins, by=cast.business, at=begins, inquorate_reason=reason
        )
    return sitting


def vote(sitting, who, choice):
    """Return a ballot."""
    return meetings.BallotRow(invitation(sitting, who), choice)
