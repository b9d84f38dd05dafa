"""Reading a child's chronology, without what the reader may not be told."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people import locations
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui import words

from . import sources
from .models import Analysis, Entry, Line, Mark

ON_A_PAGE = 20
MOST_EXPORTED = 20_000
AT_A_GLANCE = 3


class LineRead(NamedTuple):
    """A line as it is read: its own words, and the names of its agency and its writer."""

    id: uuid.UUID
    happened_at: datetime
    recorded_at: datetime
    what: str
    is_significant: bool
    source_kind: str
    source_id: uuid.UUID | None
    agency_id: uuid.UUID | None
    agency__name: str | None
    recorded_by__name: str | None


@dataclass(frozen=True)
class Filter:
    """Which lines to read; every part that is empty lets all lines through."""

    words: str = ""
    agency: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    only_significant: bool = False
    with_steps: bool = False

    @property
    def in_words(self):
        """Return what was asked for, as a list of words for a reader of the export."""
        told = (
            (self.words, f"with the words “{self.words}”"),
            (self.agency, "of one agency"),
            (self.kind, f"from: {sources.words_of(self.kind).lower()}" if self.kind else ""),
            (self.since, f"from {words.day(self.since)}" if self.since else ""),
            (self.until, f"to {words.day(self.until)}" if self.until else ""),
            (self.only_significant, "only what is significant"),
            (self.with_steps, "with the steps of the work"),
        )
        return [text for is_asked, text in told if is_asked]


def lines_of(person_ids):
    """Return the lines of records, the newest happening first, with what a page shows of them."""
    lines = Line.objects.filter(person_id__any=person_ids).order_by("-happened_at", "-recorded_at")
    return lines.values_list(*LineRead._fields)


def of_life(lines):
    """Return the lines that tell of the child's life, and not of the work's own steps."""
    lines = lines.filter(is_process=False)
    return lines.exclude(source_kind__in=sorted(sources.PROCESS)) if sources.PROCESS else lines


@Prepared
def newest_lines():
    """The newest lines of a record and of those merged into it."""
    return of_life(lines_of(Parameter("people"))).visible_to(ASKER)[:AT_A_GLANCE]


def when(line):
    """Return when a line happened: an entry by hand tells the day alone."""
    return words.day(line.happened_at) if line.source_kind == sources.OWN else words.moment(line.happened_at)


def writer(line):
    """Return who recorded a line; one written a day or more after it happened says when."""
    by = line.recorded_by__name or ""
    if (line.recorded_at - line.happened_at).days >= 1:
        by = f"{by}, on {words.day(line.recorded_at)}"
    return by


def said(line, withheld):
    """Return a line for the page at a glance: when, what, whether it is significant, and whose words."""
    agency = locations.redacted(line.agency__name or "", withheld)
    return words.day(line.happened_at), locations.redacted(line.what, withheld), line.is_significant, agency


def panel(request, person):
    """Give the person page its newest lines."""
    lines = yield newest_lines.bind(asker=request.user.id, people=person.record_ids)
    address = reverse("chronology:chronology", args=[person.pk])
    return "chronology/panel.html", {
        "lines": [said(LineRead._make(line), person.withheld) for line in lines],
        "address": address,
    }


class Facets(NamedTuple):
    """What there is to choose from: how many lines, the agencies and the kinds of source, as choices."""

    number: int
    agencies: list
    kinds: list


def facets(person_ids, reader, withheld):
    """Return what a reader can choose from among the lines of records."""
    rows = Line.objects.visible_to(reader).filter(person_id__any=person_ids)
    counted = list(
        rows.values_list("agency_id", "agency__name", "source_kind", "is_process").annotate(Count("pk")).order_by()
    )
    agencies = {str(pk): locations.redacted(name, withheld) for pk, name, *_ in counted if pk}
    kinds = {kind: sources.words_of(kind) for _, _, kind, *_ in counted}
    return Facets(
        sum(number for *_, kind, is_process, number in counted if not is_process and kind not in sources.PROCESS),
        sorted(agencies.items(), key=lambda each: each[1]),
        sorted(kinds.items(), key=lambda each: each[1]),
    )


def chosen_lines(person_ids, reader, chosen):
    """Return the lines that a filter lets through, all but its words, the newest happening first."""
    lines = lines_of(person_ids).visible_to(reader)
    if not (chosen.with_steps or chosen.kind):
        lines = of_life(lines)
    if chosen.agency:
        lines = lines.filter(agency_id=chosen.agency)
    if chosen.kind:
        lines = lines.filter(source_kind=chosen.kind)
    if chosen.since:
        lines = lines.filter(happened_at__gte=datetime.combine(chosen.since, time(0), LONDON))
    if chosen.until:
        lines = lines.filter(happened_at__lt=datetime.combine(chosen.until + timedelta(days=1), time(0), LONDON))
    return lines.filter(is_significant=True) if chosen.only_significant else lines


def with_words(lines, asked, withheld):
    """Return the lines that hold every word asked for, in what the reader may read of them.

    Searched after redaction: a search for a withheld place must find nothing.
    """
    wanted = asked.casefold().split()
    return [
        line for line in lines
        if all(word in locations.redacted(line.what, withheld).casefold() for word in wanted)
    ]  # fmt: skip


def found_lines(person_ids, reader, chosen, withheld, most):
    """Return the lines that a filter lets through, so many at most."""
    lines = chosen_lines(person_ids, reader, chosen)
    if not chosen.words:
        return [LineRead._make(row) for row in lines[:most]]
    return with_words((LineRead._make(row) for row in lines), chosen.words, withheld)[:most]


def notes_of(lines, reader, withheld):
    """Return {line id: (where it comes from, why it matters, number of the entry)} of lines told more of."""
    ids = [line.id for line in lines]
    notes = {}
    told = Entry.objects.visible_to(reader).filter(line_id__any=ids).order_by("number")
    for line, source, why, number in told.values_list("line_id", "source", "why_significant", "number"):
        notes[line] = (locations.redacted(source, withheld), locations.redacted(why, withheld), number)
    marks = Mark.objects.visible_to(reader).filter(line_id__any=ids).order_by("written_at")
    for line, reason in marks.values_list("line_id", "reason"):
        source, _, number = notes.get(line, ("", "", None))
        notes[line] = (source, locations.redacted(reason, withheld), number)
    return notes


def analyses_of(person_ids, reader, withheld):
    """Return the analyses of a chronology as the reader may read them, the newest first."""
    rows = Analysis.objects.visible_to(reader).filter(person_id__any=person_ids)
    found = list(rows.select_related("written_by", "agency").order_by("-written_at"))
    for analysis in found:
        analysis.text = locations.redacted(analysis.text, withheld)
    return found


def lines_since(person_ids, reader, at):
    """Return how many lines were written or corrected after a moment: what was read then is stale."""
    return Line.objects.visible_to(reader).filter(person_id__any=person_ids, recorded_at__gt=at).count()
