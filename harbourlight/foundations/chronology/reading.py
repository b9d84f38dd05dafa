"""Reading a child's chronology, without what the reader may not be told."""

import uuid

from django.urls import reverse

from harbourlight.foundations.people import locations

from .models import Line

ON_A_PAGE = 50
MOST = 1000


def rows_of(person):
    """Return the lines of a record and of those merged into it, the newest happening first."""
    lines = Line.objects.filter(person_id__in=person.record_ids).select_related("agency", "recorded_by")
    return lines.order_by("-happened_at", "-recorded_at")


def line_rows(lines, withheld):
    """Return lines as rows of a page."""
    return [
        {
            "happened_at": line.happened_at,
            "what": locations.redacted(line.what, withheld),
            "agency": locations.redacted(line.agency.name if line.agency_id else "", withheld),
            "by": line.recorded_by.name if line.recorded_by_id else "",
            "is_significant": line.is_significant,
            "written_later": (line.recorded_at - line.happened_at).days >= 1,
            "recorded_at": line.recorded_at,
        }
        for line in lines
    ]


def panel(request, person):
    """Give the person page its newest lines."""
    lines = list(rows_of(person).visible_to(request.user)[:ON_A_PAGE])
    address = reverse("chronology:chronology", args=[person.pk])
    return "chronology/panel.html", {"lines": line_rows(lines, person.withheld), "address": address}


def as_uuid(text):
    """Return a text as a uuid, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def chronology(person, *, reader, at, agency=""):
    """Return the lines a reader may see and the agencies to choose from; ``agency`` is an id or empty."""
    withheld = locations.withheld_texts(person.record_ids, reader, at)
    lines = list(rows_of(person).visible_to(reader)[:MOST])
    known = {line.agency_id: line.agency.name for line in lines if line.agency_id}
    chosen = as_uuid(agency)
    if chosen in known:
        lines = [line for line in lines if line.agency_id == chosen]
    agencies = [(pk, locations.redacted(name, withheld)) for pk, name in known.items()]
    return {
        "lines": line_rows(lines, withheld),
        "agencies": sorted(agencies, key=lambda each: each[1]),
        "chosen": chosen if chosen in known else None,
    }
