"""The page of a child's chronology: lines with what can be done about them, and the analysis beside them."""

from django.core.paginator import Paginator

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.people import locations
from harbourlight.foundations.ui import tables
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.templatetags.harbourlight import tag
from harbourlight.foundations.ui.words import day

from . import lanes, reading, sources

NOTHING = ("", "", None)


class Counted(Paginator):
    """A paginator whose number of rows is known already."""

    def __init__(self, rows, on_a_page, number):
        super().__init__(rows, on_a_page)
        self.count = number


def page_of(request, person, chosen, found, withheld):
    """Return one page of the lines that a filter lets through, as the cells of rows, with its paginator."""
    ids, asked = person.record_ids, request.POST.get("page") or request.GET.get("page")
    if chosen.words:
        lines = reading.found_lines(ids, request.user, chosen, withheld, reading.MOST_EXPORTED)
        page = Paginator(lines, reading.ON_A_PAGE).get_page(asked)
    else:
        lines = reading.chosen_lines(ids, request.user, chosen)
        number = found.number if chosen == reading.Filter() else lines.count()
        page = Counted(lines, reading.ON_A_PAGE, number).get_page(asked)
        page.object_list = [reading.LineRead._make(row) for row in page.object_list]
    sources.will_link(request, page.object_list)
    notes = reading.notes_of(page.object_list, request.user, withheld)
    can_write = may(request.user, "chronology.write", request.today)
    rows = [cells_of(request, line, notes.get(line.id, NOTHING), withheld, can_write) for line in page.object_list]
    return page, rows


def cells_of(request, line, note, withheld, can_write):
    """Return the cells of a line on its own page."""
    told_source, why, number = note
    what = locations.redacted(line.what, withheld)
    mark = tag("Significant", "blue") if line.is_significant else ""
    source = told_source or sources.words_of(line.source_kind)
    href = sources.link_of(request, line.source_kind, line.source_id)
    agency = locations.redacted(line.agency__name or "", withheld)
    told_by = tables.small(tables.comma(tables.link(href, source), agency, reading.writer(line)))
    return tables.cells(
        When=reading.when(line),
        What=tables.lines(tables.beside(what, mark), f"Why: {why}" if why else "", told_by),
        Mark=links(request, line, what, number) if can_write else "",
    )


def links(request, line, what, number):
    """Return what a reader can do about a line: say whether it matters, and correct an entry of their agency."""
    spoken = "not significant" if line.is_significant else "significant"
    found = [tables.link(address_of("chronology:mark", line.id), spoken.capitalize(), f"Mark as {spoken}: {what}")]
    if line.source_kind == sources.OWN:
        if line.agency_id == request.user.agency_id:
            found.append(tables.link(address_of("chronology:correct", line.id), "Correct", f"Correct: {what}"))
        if number and number > 1:
            found.append(tables.link(address_of("chronology:entry", line.id), "What it said", f"What it said: {what}"))
    return tables.beside(*found)


def analysis_of(request, person, withheld):
    """Return the newest analysis, how many lines are newer, and the analyses before it."""
    newest, *earlier = reading.analyses_of(person.record_ids, request.user, withheld) or [None]
    since = reading.lines_since(person.record_ids, request.user, newest.written_at) if newest else 0
    return {"analysis": newest, "lines_since": since, "earlier": earlier}


def lanes_of(request, person, chosen, withheld):
    """Return the picture of a child's processes and of the lines chosen, and its bars as the rows of a table."""
    bars = lanes.bars_of(request, person.record_ids)
    lines = reading.found_lines(person.record_ids, request.user, chosen, withheld, lanes.MOST_MARKS)
    rows = [
        tables.cells(
            What=tables.link(bar.href, bar.what), From=day(bar.began_on),
            To=day(bar.ended_on) if bar.ended_on else "Now", Stage=bar.stage,
        )
        for bar in bars
    ]  # fmt: skip
    return {"picture": lanes.picture(bars, lanes.days_of(lines), request.today), "bars": rows}
