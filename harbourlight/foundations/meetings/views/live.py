"""The page of attendance while a meeting of a body runs: a row a seat, with buttons."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import live, presence
from ..choices import State
from ..forms import PressForm
from ..models import Meeting


def table(request: Any, found: Meeting) -> HttpResponse:
    """Show who is in the room now, and record a press; what changed meanwhile stays, each press is of one seat."""
    form = PressForm(request.POST or None)
    rows = live.seats(found)
    if request.method == "POST" and form.is_valid():
        try:
            what, invitation = pressed(request, rows)
            moment = moment_of(found, form.cleaned_data["time"], request.moment)
            live.press(
                meeting=found, invitation=invitation, what=what, moment=moment, by=request.user, at=request.moment
            )
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = dict(live.BUTTONS)[what].lower()
            messages.success(request, f"{invitation.who}: {said}, {presence.clock_time(moment)}.")
            kept = urlencode({"time": request.POST.get("time", "")})
            return redirect(f"{request.path}?{kept}")
    if request.method != "POST":
        form = PressForm(initial={"time": request.GET.get("time", "")[:5]})
    now = now_of(found, request.moment)
    context = {
        "meeting": found, "rows": rows, "form": form, "quorum": presence.quorum_at(found, now),
        "now": presence.clock_time(now),
        "through": [
            (presence.clock_time(moment), answer.why)
            for moment, answer in presence.quorum_through(found, found.held_at or found.starts_at)
        ],
        "votes": any(row.vote for row in rows),
    }  # fmt: skip
    return render(request, "meetings/live.html", context)


def pressed(request: HttpRequest, rows: list[live.Seat]) -> tuple[str, Any]:
    """Return which button was pressed for which invitation."""
    what, _, pk = request.POST.get("press", "").partition(":")
    invitation = next((row.invitation for row in rows if str(row.invitation.pk) == pk), None)
    if invitation is None or what not in dict(live.BUTTONS):
        raise StepNotAllowed("Press a button in the row of somebody who is invited.")
    return what, invitation


def moment_of(found: Meeting, time: Any, at: datetime) -> datetime:
    """Return the moment of a press: now, or the time of day that was typed, on the day of the meeting."""
    day = (found.held_at or found.starts_at).astimezone(LONDON).date()
    if time is not None:
        return datetime.combine(day, time, LONDON)
    if at.astimezone(LONDON).date() != day or found.state == State.CLOSED:
        raise StepNotAllowed("The meeting is not today. Enter the time at which they came or went.")
    return at


def now_of(found: Meeting, at: datetime) -> datetime:
    """Return the moment whose quorum stands on top: now, and of a meeting of another day its end as recorded."""
    start = found.held_at or found.starts_at
    if at.astimezone(LONDON).date() == start.astimezone(LONDON).date():
        return max(at, start)
    through = presence.quorum_through(found, start)
    return through[-1][0]
