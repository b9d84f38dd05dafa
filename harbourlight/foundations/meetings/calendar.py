"""A person's meetings as a calendar that any program reads: the kind, the time and the place, and never a name."""

from datetime import UTC

from django.core import signing
from django.db import transaction

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.people.locations import redacted, withheld_texts

from .choices import State
from .models import CalendarKey

SALT = "meetings.calendar"
LONGEST_LINE = 73  # octets, before a line is folded


def key_of(professional, *, at):
    """Return the signed key of somebody's calendar address, made when it is first asked for."""
    known = CalendarKey.objects.filter(professional=professional).first()
    if known is None:
        known, _ = CalendarKey.objects.get_or_create(professional=professional, defaults={"renewed_at": at})
    return signing.Signer(salt=SALT).sign(str(known.number))


@transaction.atomic
def renew(*, by, at):
    """Make the old calendar address of somebody worthless, and return the key of the new one."""
    CalendarKey.objects.filter(professional=by).delete()
    return key_of(by, at=at)


def holder_of(key, on):
    """Return whose calendar a key opens, or None: a wrong or old key, or an account that has ended."""
    try:
        number = signing.Signer(salt=SALT).unsign(key)
    except signing.BadSignature:
        return None
    holders = CalendarKey.objects.filter(number=number).values("professional")
    return Professional.objects.current(on).filter(pk__in=holders).first()


def escaped(text):
    """Return a text as a calendar writes it."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line):
    """Return a line cut into pieces that calendars accept; no letter is cut in two."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])


def stamp(moment):
    """Return a moment as a calendar writes it."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def event(meeting, at, withheld):
    """Return the lines of one meeting; its title is that of its kind, since an own title might name a child."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@harbourlight",
        f"DTSTAMP:{stamp(at)}",
        f"DTSTART:{stamp(meeting.starts_at)}",
        f"SUMMARY:{escaped(meeting.kind.title)}",
        f"SEQUENCE:{meeting.version}",
        f"STATUS:{'CANCELLED' if meeting.state == State.NOT_HELD else 'CONFIRMED'}",
        "CLASS:PRIVATE",
    ]
    if meeting.ends_at:
        lines.append(f"DTEND:{stamp(meeting.ends_at)}")
    if meeting.place:
        lines.append(f"LOCATION:{escaped(redacted(meeting.place, withheld))}")
    return [*lines, "END:VEVENT"]


def written(meetings, at):
    """Return meetings as one calendar file.

    It leaves the product, and whoever runs the calendar reads it: a protected place stays out for everybody.
    """
    withheld = withheld_texts({child for meeting in meetings for child in meeting.child_ids}, None, at)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Harbourlight//Meetings//EN", "X-WR-CALNAME:Meetings"]
    for meeting in meetings:
        lines += event(meeting, at, withheld)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])
