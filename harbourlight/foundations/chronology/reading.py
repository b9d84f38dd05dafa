"""Reading a child's chronology, without what the reader may not be told."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from harbourlight.foundations.access.asked import ASKER, Asked, Given
from harbourlight.foundations.people import locations
from harbourlight.foundations.ui import tables, words
from harbourlight.foundations.ui.templatetags.harbourlight import tag

from .models import Line

ON_A_PAGE = 50
MOST = 1000


class LineRead(NamedTuple):
    """A line as it is read: its own words, and the names of its agency and its writer."""

    happened_at: datetime
    recorded_at: datetime
    what: str
    is_significant: bool
    agency_id: uuid.UUID | None
    agency__name: str | None
    recorded_by__name: str | None


def lines_of(person_ids):
    """Return the lines of records, the newest happening first, with what a page shows of them."""
    lines = Line.objects.filter(person_id__any=person_ids).order_by("-happened_at", "-recorded_at")
    return lines.values_list(*LineRead._fields)


@Asked
def newest_lines():
    """The newest lines of a record and of those merged into it."""
    return lines_of(Given("people")).visible_to(ASKER)[:ON_A_PAGE]


def line_rows(lines, withheld):
    """Return lines as the cells of a table's rows, without the texts that are withheld."""
    return [cells_of(LineRead._make(line), withheld) for line in lines]


def cells_of(line, withheld):
    """Return the cells of a line; one written a day or more after it happened says when."""
    what = locations.redacted(line.what, withheld)
    by = line.recorded_by__name or ""
    if (line.recorded_at - line.happened_at).days >= 1:
        by = f"{by}, on {words.day(line.recorded_at)}"
    return tables.cells(
        When=words.moment(line.happened_at),
        What=tables.beside(what, tag("Significant", "blue") if line.is_significant else ""),
        Agency=locations.redacted(line.agency__name or "", withheld),
        Recorded_by=by,
    )


def panel(request, person):
    """Give the person page its newest lines."""
    lines = newest_lines(asker=request.user.id, people=person.record_ids)
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
    lines = [LineRead._make(row) for row in lines_of(person.record_ids).visible_to(reader)[:MOST]]
    known = {line.agency_id: line.agency__name for line in lines if line.agency_id}
    chosen = as_uuid(agency)
    if chosen in known:
        lines = [line for line in lines if line.agency_id == chosen]
    agencies = [(pk, locations.redacted(name, withheld)) for pk, name in known.items()]
    return {
        "lines": line_rows(lines, withheld),
        "agencies": sorted(agencies, key=lambda each: each[1]),
        "chosen": chosen if chosen in known else None,
    }
