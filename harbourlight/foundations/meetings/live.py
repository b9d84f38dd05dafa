"""Attendance while a meeting runs: one press for whoever comes, goes, is followed by a deputy or is away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange as Range

from harbourlight.foundations.pathways.steps import StepNotAllowed

from . import presence
from .choices import How
from .models import Attendance, Ballot, Invitation, Meeting

IN, OUT, DEPUTY, APOLOGIES, ABSENT = "in", "out", "deputy", "apologies", "absent"
BUTTONS = ((IN, "In"), (OUT, "Out"), (DEPUTY, "Deputy"), (APOLOGIES, "Apologies"), (ABSENT, "Absent"))
Stay = tuple[datetime | None, datetime | None]

# What rooms say beside an invitee on this page: functions of the meeting that return {invitation id: words}.
BESIDE: list[Callable[[Meeting], dict[Any, str]]] = []


def beside(function: Callable[[Meeting], dict[Any, str]]) -> Callable[[Meeting], dict[Any, str]]:
    """Let a room say something in the row of an invitee, such as a declared interest."""
    BESIDE.append(function)
    return function


@dataclass(frozen=True)
class Seat:
    """One row of the page: a seat, who is in the room for it, what was said and voted, and what can be pressed."""

    invitation: Invitation
    known: Attendance | None
    state: str
    colour: str
    stays: str
    said: str
    vote: str
    buttons: tuple[tuple[str, str], ...]


@transaction.atomic
def press(*, meeting: Meeting, invitation: Invitation, what: str, moment: datetime, by: Any, at: datetime) -> Meeting:
    """Record who came, went, took over or is away, at a moment; only the two of a seat answer for it.

    A deputy takes over from the member, and the member from the deputy. ``absent`` takes away what was recorded of the
    seat by mistake; the history of the row keeps it.
    """
    if moment > at:
        raise StepNotAllowed("This time is still to come.")
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    known = Attendance.objects.filter(invitation=invitation).select_related("deputy").first()
    member, deputy = (pairs(known.stays), pairs(known.deputy_stays)) if known else ([], [])
    how = How.ATTENDED
    if what in (APOLOGIES, ABSENT):
        if what == APOLOGIES and (member or deputy):
            raise StepNotAllowed(f"{invitation.who} was there. Press Out when they leave.")
        member, deputy, how = [], [], How.APOLOGIES if what == APOLOGIES else How.ABSENT
    else:
        come_or_go(invitation, what, member, deputy, moment)
    row = presence.AttendanceRow(
        invitation, how=how, stays=tuple(member), deputy_stays=tuple(deputy),
        deputy=invitation.named_deputy if deputy else None, views=known.views if known else "",
        how_took_part=known.how_took_part if known else "",
    )  # fmt: skip
    return presence.record_attendance(meeting=meeting, rows=[row], by=by, at=at)


def come_or_go(invitation: Invitation, what: str, member: list[Stay], deputy: list[Stay], moment: datetime) -> None:
    """Change the stays of the two of a seat by one press."""
    own = {IN: member, DEPUTY: deputy}.get(what)
    if what == DEPUTY and invitation.named_deputy is None:
        raise StepNotAllowed("This seat has named no deputy. Invite whoever came as a guest.")
    if own is not None and is_open(own):
        raise StepNotAllowed(f"{invitation.who if own is member else invitation.named_deputy} is in the room already.")
    if own is None and not (is_open(member) or is_open(deputy)):
        raise StepNotAllowed(f"Nobody is in the room for {invitation.who}.")
    for stays in (member, deputy):
        if is_open(stays):
            stays[-1] = (stays[-1][0], moment)
    if own is not None:
        if own and own[-1][1] is not None and own[-1][1] > moment:
            raise StepNotAllowed(f"They left at {presence.clock_time(own[-1][1])}. Enter that time or a later one.")
        own.append((moment, None))


def pairs(stays: list[Range]) -> list[Stay]:
    """Return stays as pairs of (from, to)."""
    return [(stay.lower, stay.upper) for stay in stays]


def is_open(stays: list[Stay]) -> bool:
    """Say whether the last stay has no end."""
    return bool(stays) and stays[-1][1] is None


def seats(meeting: Meeting) -> list[Seat]:
    """Return the rows of the page: seats with a vote first, then whoever else is invited."""
    votes = last_votes(meeting)
    said: dict[Any, list[str]] = {}
    for function in BESIDE:
        for pk, words in function(meeting).items():
            said.setdefault(pk, []).append(words)
    rows = [
        row_of(invitation, known, "; ".join(said.get(invitation.pk, ())), votes.get(invitation.pk, ""))
        for invitation, known in presence.expected(meeting)
    ]
    return sorted(rows, key=lambda row: not meeting.kind.seat(row.invitation.seat).votes)


def row_of(invitation: Invitation, known: Attendance | None, said: str, vote: str) -> Seat:
    """Return one row of the page."""
    member, deputy = (pairs(known.stays), pairs(known.deputy_stays)) if known else ([], [])
    state, colour = state_of(known, member, deputy)
    able = {IN: not is_open(member), OUT: is_open(member) or is_open(deputy)}
    able |= {DEPUTY: invitation.named_deputy_id is not None and not is_open(deputy)}
    able |= {APOLOGIES: not (member or deputy), ABSENT: True}
    words = [f"{stay_in_words(stay)}" for stay in member]
    words += [f"deputy {stay_in_words(stay)}" for stay in deputy]
    buttons = tuple((name, text) for name, text in BUTTONS if able[name])
    return Seat(invitation, known, state, colour, ", ".join(each.strip() for each in words), said, vote, buttons)


def state_of(known: Attendance | None, member: list[Stay], deputy: list[Stay]) -> tuple[str, str]:
    """Return how a seat is now, in words and with the colour of its mark."""
    if known is None:
        return "Not recorded", "grey"
    if is_open(member):
        return "In", "green"
    if is_open(deputy):
        name = known.deputy.name if known.deputy else known.deputy_name
        return (f"Deputy in: {name}", "green") if known.deputy_answers else (f"Guest: {name}", "yellow")
    if member or deputy:
        return "Out", "yellow"
    return known.get_how_display(), "grey"


def stay_in_words(stay: Stay) -> str:
    """Return one stay in words: 10:00 to 11:15."""
    came, left = stay
    return f"{presence.clock_time(came) if came else 'the beginning'} to {presence.clock_time(left) if left else 'now'}"


def last_votes(meeting: Meeting) -> dict[Any, str]:
    """Return how each seat voted on the latest decision that was voted on."""
    rows = Ballot.objects.filter(meeting=meeting, is_casting=False).order_by("-decision__recorded_at")
    rows = rows.select_related("decision__item")
    votes: dict[Any, str] = {}
    latest: Any = None
    for row in rows:
        latest = latest or row.decision_id
        if row.decision_id == latest:
            about = f" on item {row.decision.item.number}" if row.decision.item else ""
            votes[row.invitation_id] = f"{row.get_choice_display()}{about}"
    return votes
