"""Who is there, from when to when; the quorum as people come and go; and holding a meeting."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange as Range

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from . import timing, types
from .choices import SIGHT_ENDS_AFTER_WORKING_DAYS, THERE, WERE_THERE, How, State
from .following import CORRECTED, HELD, follow
from .models import Attendance, Invitation, Meeting
from .planning import check_arranger, open_record, step


@dataclass(frozen=True)
class AttendanceRow:
    """How one invitee was there; without ``how`` nothing is recorded of them.

    Whoever came once has ``arrived_at`` and ``left_at``; who left and came back, or was followed by a deputy, has
    ``stays`` and ``deputy_stays``: (from, to) each, None for the beginning or the end. ``version`` is the version of
    the attendance that the recorder had before them (0: none yet).
    """

    invitation: Any
    how: str = How.ATTENDED
    arrived_at: Any = None
    left_at: Any = None
    stays: tuple = ()
    deputy_stays: tuple = ()
    deputy: Any = None
    deputy_name: str = ""
    views: str = ""
    how_took_part: str = ""
    version: int | None = None


@transaction.atomic
def record_attendance(*, meeting, rows, by, at):
    """Record who was there; rows of others stay as they are, so that two people may record at once."""
    check_arranger(meeting, by, at)
    fresh = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if fresh.state not in (State.PLANNED, State.HELD):
        raise StepNotAllowed(f"This cannot be done now: it is already “{fresh.get_state_display().lower()}”.")
    known = {each.invitation_id: each for each in Attendance.objects.filter(meeting=fresh).select_related("deputy")}
    for row in rows:
        if row.how:
            write_row(fresh, row, known.get(row.invitation.pk), by=by, at=at)
    if fresh.state == State.HELD:
        reckon(fresh)
        fresh.save(update_fields=("is_quorate", "quorum_words"))
        follow(CORRECTED, fresh, by=by, at=at)
    return fresh


def write_row(meeting, row, known, *, by, at):
    """Write how one invitee was there, anew or over what was recorded."""
    if row.invitation.meeting_id != meeting.pk:
        raise LookupError("This invitation is to another meeting")
    if known and row.version is not None and known.version != row.version:
        who = row.invitation.who
        said = f"{known.get_how_display().lower()}. {known.views}".strip()
        raise ChangedMeanwhile(f"Somebody else recorded {who} while you were working on it: {said}", known)
    stays, deputy_stays = stays_of(row)
    if deputy_stays and not (row.deputy or row.deputy_name.strip()):
        raise StepNotAllowed(f"Enter who came in place of {row.invitation.who}.")
    if any(left and came and left < came for came, left in (*stays, *deputy_stays)):
        raise StepNotAllowed(f"{row.invitation.who} cannot leave before arriving.")
    attendance = known or Attendance(invitation=row.invitation, version=0)
    attendance.meeting, attendance.invitation = meeting, row.invitation
    attendance.stays = [Range(*stay) for stay in stays]
    attendance.deputy_stays = [Range(*stay) for stay in deputy_stays]
    attendance.deputy = row.deputy if deputy_stays else None
    attendance.deputy_name = row.deputy_name.strip() if deputy_stays and not row.deputy else ""
    attendance.how = how_of(attendance, row.how)
    attendance.views, attendance.how_took_part = row.views.strip(), row.how_took_part
    attendance.recorded_by, attendance.recorded_at = by, at
    attendance.version += 1
    attendance.save()
    if attendance.deputy:
        open_to_deputy(meeting, attendance.deputy, by=by, at=at)


def stays_of(row):
    """Return when the member and the deputy were in the room, as pairs of (from, to)."""
    if row.stays or row.deputy_stays or row.how not in WERE_THERE:
        return tuple(row.stays), tuple(row.deputy_stays)
    whole = ((row.arrived_at, row.left_at),)
    return (whole, ()) if row.how == How.ATTENDED else ((), whole)


def how_of(attendance, said):
    """Return how a seat was filled: by the member at any time, else by the deputy it named, else by a guest."""
    if attendance.stays:
        return How.ATTENDED
    if attendance.deputy_stays:
        return How.DEPUTY if attendance.deputy_answers else How.STAND_IN
    return How(said) if said not in WERE_THERE else How.ABSENT


def open_to_deputy(meeting, deputy, *, by, at):
    """Open the children's records to a deputy as they are open to the member."""
    until = end_of_working_day(meeting.starts_at, SIGHT_ENDS_AFTER_WORKING_DAYS)
    if meeting.child_ids and until > at:
        with as_system("what a deputy may see already is known to the meeting, whoever records attendance"):
            open_record(meeting, deputy, until=until, by=by, at=at)


def attendances(meeting):
    """Return who of a meeting was there, with their invitations and agencies."""
    rows = Attendance.objects.filter(meeting=meeting, how__in=THERE, invitation__left_out_reason="")
    found = list(rows.select_related("invitation__agency", "invitation__professional", "deputy"))
    for row in found:
        row.meeting = row.invitation.meeting = meeting
    return found


def was_there(attendance):
    """Say whether anybody was in the room for an invitee."""
    return attendance is not None and attendance.how in THERE


def counted_stays(attendance):
    """Return the stays of whoever answers for a seat: of the member, and of a deputy who may."""
    return [*attendance.stays, *(attendance.deputy_stays if attendance.deputy_answers else ())]


def is_there(attendance, moment):
    """Say whether a seat is filled at a moment, by whoever of the two is in the room."""
    return any(is_within(stay, moment) for stay in counted_stays(attendance))


def is_within(stay, moment):
    """Say whether a moment is in a stay: from its beginning, before its end."""
    return (stay.lower is None or stay.lower <= moment) and (stay.upper is None or moment < stay.upper)


def present(meeting, moment, rows=None):
    """Return who is in the room at a moment, as the rules of the quorum see them; a deputy counts as the member."""
    there = attendances(meeting) if rows is None else rows
    return [as_present(meeting, each) for each in there if is_there(each, moment)]


def as_present(meeting, attendance):
    """Return one attendance as the rules see it."""
    invitation = attendance.invitation
    seat, agency = meeting.kind.seat(invitation.seat), invitation.agency
    return types.Present(
        agency_id=invitation.agency_id,
        sector=agency.sector if agency else "",
        agency_kind=agency.kind if agency else "",
        seat=invitation.seat,
        counts=seat.counts and not seat.is_family,
    )


def quorum_at(meeting, moment, rows=None):
    """Return whether a meeting is quorate at a moment, and who is missing."""
    return types.quorum(timing.quorum_for(meeting), present(meeting, moment, rows))


def quorum_through(meeting, begins_at):
    """Return (moment, answer) from the beginning and at each moment that somebody came or went.

    Only changes of the answer are kept, so that the first is the beginning and each other a rise or a fall.
    """
    rows = attendances(meeting)
    groups = timing.quorum_for(meeting)
    ends = (at for row in rows for stay in counted_stays(row) for at in (stay.lower, stay.upper))
    moments = {begins_at} | {at for at in ends if at and at > begins_at}
    found: list[tuple] = []
    for moment in sorted(moments):
        answer = types.quorum(groups, present(meeting, moment, rows))
        if not found or found[-1][1].missing != answer.missing:
            found.append((moment, answer))
    return found


def reckon(meeting):
    """Set whether a meeting was quorate: it was, if at some time everybody the rules ask for was there."""
    through = quorum_through(meeting, meeting.held_at)
    meeting.is_quorate = any(answer.is_quorate for _, answer in through)
    meeting.quorum_words = " ".join(
        f"{'From the beginning' if place == 0 else f'From {clock_time(moment)}'}: {answer.why}"
        for place, (moment, answer) in enumerate(through)
    )


def clock_time(moment):
    """Return a moment's time of day in London."""
    return f"{moment.astimezone(LONDON):%H:%M}"


@transaction.atomic
def hold(*, meeting, happened_at, by, at, inquorate_reason="", submission=None, version=None):
    """Record that a meeting is held, with its quorum; without a quorum only with the reason it went on.

    A kind that goes on without a quorum then decides validly; any other has met, but its decisions do not stand.
    """
    check_arranger(meeting, by, at)
    if happened_at > at:
        raise StepNotAllowed("A meeting that has not begun cannot be recorded as held.")

    def fill(fresh):
        fresh.held_at = happened_at
        reckon(fresh)
        if not fresh.is_quorate and not inquorate_reason.strip():
            raise StepNotAllowed(f"{quorum_at(fresh, happened_at).why} Enter why the meeting went on.")
        fresh.inquorate_reason = "" if fresh.is_quorate else inquorate_reason.strip()

    was_planned = meeting.state == State.PLANNED
    held = step("hold", meeting, by, at, fill, submission=submission, version=version, happened_at=happened_at)
    if was_planned:
        with as_system("the clocks of a meeting run on from the day it was held, whoever owns them"):
            # What was due before and not done by then was late: it ends with the meeting, and stays late.
            timing.running(held, held.kind.before).update(met_at=happened_at)
            timing.start_after(held, at=at, owner=by)
        follow(HELD, held, by=by, at=at)
    return held


def expected(meeting):
    """Return who is expected, each with the attendance recorded (or None), in the order they were invited."""
    invited = Invitation.objects.filter(meeting=meeting).expected()
    rows = list(invited.select_related("professional", "person", "agency", "named_deputy"))
    known = {each.invitation_id: each for each in Attendance.objects.filter(meeting=meeting).select_related("deputy")}
    for invitation in rows:
        invitation.meeting = meeting
        if invitation.pk in known:
            known[invitation.pk].meeting, known[invitation.pk].invitation = meeting, invitation
    return [(invitation, known.get(invitation.pk)) for invitation in rows]
