"""One's own meetings: on the first page, as a list, and as a calendar."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.guard import ask_as
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.people import locations, naming
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui import addresses

from .. import calendar, reading
from ..choices import Response
from ..models import Meeting, Paper, kinds_readable_by

ON_A_PAGE, MOST_FOUND = 50, 10
STILL_GOING_ON = timedelta(hours=4)
IN_CALENDAR = timedelta(days=60)  # of the past


def panel(request):
    """Give the first page the next meetings of this person."""
    rows = yield reading.next_meetings.bind(asker=request.user.pk, since=request.moment - STILL_GOING_ON)
    replies = (yield reading.replies_to.bind(meetings=[row.pk for row in rows])) if rows else []
    said: dict = {}
    for meeting, response, number in replies:
        said.setdefault(meeting, {})[response] = number
    return [
        Item(
            what=f"{row.kind.title}{f', {row.place}' if row.place and not row.child_ids else ''}", by=row.starts_at,
            href=addresses.address_of("meetings:meeting", row.pk), children=tuple(row.child_ids), about=row.title,
            button="Open the meeting", note=coming(said.get(row.pk, {})),
            part="today" if day_of(row) == request.today else "", of=row.subject_id,
        )
        for row in rows
    ]  # fmt: skip


def coming(said):
    """Return how many of those who are expected said yes: "3 of 6 have said yes"."""
    invited = sum(said.values())
    return f"{said.get(Response.COMING, 0)} of {invited} have said yes" if invited else ""


def find(request, words):
    """Return the papers whose title holds some words, as (text, address, what it is)."""
    rows = Paper.objects.visible_to(request.user).filter(title__icontains=words).select_related("meeting")
    return [
        (f"{row.title}, {row.meeting.title}", addresses.address_of("meetings:meeting", row.meeting_id), "Paper")
        for row in rows.order_by("-given_at")[:MOST_FOUND]
    ]


def day_of(meeting):
    """Return the London date of a meeting."""
    return meeting.starts_at.astimezone(LONDON).date()


def of_child(request, person):
    """Return the newest meetings about a child for the child's page."""
    kinds = kinds_readable_by(request.user, request.today)
    rows = yield reading.meetings_of_people.bind(asker=request.user.pk, people=person.record_ids, kinds=kinds)
    return [
        (
            f"{row.kind.title}: {row.get_state_display().lower()}",
            addresses.address_of("meetings:meeting", row.pk),
            day_of(row),
        )
        for row in rows
    ]


def own(request):
    """Return the meetings that this person takes part in."""
    return Meeting.objects.visible_to(request.user).of_professional(request.user)


@needs("signed in")
def mine(request):
    """List the meetings to come, or those that were, and show the address of the calendar."""
    shows_past = request.GET.get("show") == "past"
    since = request.moment - STILL_GOING_ON
    rows = (
        own(request).filter(starts_at__lt=since).order_by("-starts_at") if shows_past else own(request).to_come(since)
    )
    page = Paginator(rows.select_related("chair"), ON_A_PAGE).get_page(request.GET.get("page"))
    children = {child for row in page for child in row.child_ids}
    write_readings(request, children, Verb.LISTED)
    withheld = locations.withheld_texts(children, request.user, request.moment) if children else []
    names = naming.children_of(request, page)
    for row in page:
        row.about = ": ".join(filter(None, (row.title, names[row.pk])))
        row.place = locations.redacted(row.place, withheld)
    key = calendar.key_of(request.user, at=request.moment)
    address = request.build_absolute_uri(reverse("meetings:calendar", args=[key]))
    return render(request, "meetings/mine.html", {"page": page, "shows_past": shows_past, "address": address})


@require_POST
@needs("signed in")
def calendar_renew(request):
    """Give this person's calendar a new address; the old one opens nothing any more."""
    calendar.renew(by=request.user, at=request.moment)
    messages.success(request, "Your calendar has a new address. The old one no longer works.")
    return redirect("meetings:mine")


@needs("everyone")
def calendar_feed(request, key):
    """Give the calendar of whoever the key belongs to: kinds, times and places of meetings, and no names."""
    holder = calendar.holder_of(key, request.today)
    if holder is None:
        raise Http404("No such calendar")
    request.user = holder
    ask_as(holder.pk)
    rows = list(own(request).filter(starts_at__gte=request.moment - IN_CALENDAR).order_by("starts_at"))
    write_readings(request, {child for row in rows for child in row.child_ids}, Verb.EXPORTED)
    return HttpResponse(calendar.written(rows, request.moment), content_type="text/calendar; charset=utf-8")
