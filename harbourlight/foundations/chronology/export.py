"""A child's chronology as files: a tagged PDF to print, and a workbook; with what the reader may read, no more."""

import io
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.cells import plain
from harbourlight.foundations.people import locations
from harbourlight.foundations.ui import pdf, words

from . import lanes, reading, sources

TEMPLATE = Path(__file__).with_name("chronology.typ")
SAFE = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
LANES = ("What", "From", "To", "Stage")
DAY, MOMENT = "d mmmm yyyy", "d mmmm yyyy h:mm"
HEADS = ("When", "What", "Significant", "Why", "Source", "Agency", "Recorded by")
WIDTHS = (24, 80, 12, 40, 28, 28, 34)


class Chronology(NamedTuple):
    """What a file tells: whose chronology, which lines, who made it and when, what it means, the rows and the lanes.

    ``moments`` are those of the rows, each with whether the time is known; ``picture`` is the SVG of the lanes.
    """

    name: str
    about: list
    analysis: object
    rows: list
    moments: list
    bars: list
    picture: str


def chronology(person, *, reader, at, chosen, bars=()):
    """Return what a reader's file tells, the oldest line first, as such a file is read."""
    withheld = locations.withheld_texts(person.record_ids, reader, at)
    lines = reading.found_lines(person.record_ids, reader, chosen, withheld, reading.MOST_EXPORTED)
    notes = reading.notes_of(lines, reader, withheld)
    rows = [row_of(line, notes.get(line.id), withheld) for line in reversed(lines)]
    analyses = reading.analyses_of(person.record_ids, reader, withheld)
    about = [
        f"Made on {words.moment(at)} for {reader.name}, {reader.agency}",
        f"Shows {words.counted(len(rows), 'line')}" + "".join(f", {text}" for text in chosen.in_words),
    ]
    if withheld:
        about.append("Protected places and what would tell them are withheld")
    if len(rows) == reading.MOST_EXPORTED:
        about.append("The oldest lines are left out: choose dates to see them")
    moments = [(line.happened_at.astimezone(LONDON), line.source_kind != sources.OWN) for line in reversed(lines)]
    picture = lanes.picture(list(bars), lanes.days_of(lines), at.astimezone(LONDON).date())
    return Chronology(str(person), about, analyses[0] if analyses else None, rows, moments, list(bars), picture)


def row_of(line, note, withheld):
    """Return a line as texts, in the order of the headings."""
    source, why, _ = note or ("", "", None)
    return (
        reading.when(line), locations.redacted(line.what, withheld), "Yes" if line.is_significant else "", why,
        source or sources.words_of(line.source_kind), locations.redacted(line.agency__name or "", withheld),
        reading.writer(line),
    )  # fmt: skip


def signature(analysis):
    """Return who wrote an analysis and when."""
    return f"{analysis.written_by.name}, {analysis.agency}, {words.moment(analysis.written_at)}"


def as_pdf(told):
    """Return the PDF as bytes."""
    analysis = told.analysis
    contents = {
        "title": f"Chronology of {told.name}", "about": told.about,
        "analysis": analysis.text.split("\n") if analysis else [],
        "signed": signature(analysis) if analysis else "",
        "rows": [told_shortly(*row) for row in told.rows], "picture": told.picture,
        "spoken": lanes.spoken(told.bars, []),
    }  # fmt: skip
    return pdf.made(TEMPLATE, "told", contents)


def told_shortly(happened, what, significant, why, source, agency, by):
    """Return a row for paper, where what belongs together stands in one cell."""
    return [happened, what, f"Significant. {why}".strip() if significant else why, source, agency, by]


def as_workbook(told):
    """Return the workbook as bytes; no cell of it runs as a formula."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, SAFE) as file:
        file.set_properties({"title": "Chronology", "author": "Harbourlight"})
        bold, wrapped = file.add_format({"bold": True}), file.add_format({"text_wrap": True, "valign": "top"})
        sheet = file.add_worksheet("Chronology")
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width, wrapped)
        sheet.freeze_panes(1, 0)
        days, moments = (
            file.add_format({"num_format": kind, "valign": "top", "align": "left"}) for kind in (DAY, MOMENT)
        )
        for place, text in enumerate(HEADS):
            sheet.write_string(0, place, text, bold)
        for number, (row, (when, has_time)) in enumerate(zip(told.rows, told.moments, strict=True), 1):
            sheet.write_datetime(number, 0, when.replace(tzinfo=None), moments if has_time else days)
            for place, text in enumerate(row[1:], 1):
                sheet.write_string(number, place, plain(text))
        sheet.autofilter(0, 0, len(told.rows), len(HEADS) - 1)
        write_lanes(file.add_worksheet("Plans and pathways"), told.bars, bold, days)
        notes = file.add_worksheet("About")
        notes.set_column(0, 0, 110, wrapped)
        analysis = ["Analysis", told.analysis.text, signature(told.analysis)] if told.analysis else []
        for number, text in enumerate((f"Chronology of {told.name}", *told.about, *analysis)):
            notes.write_string(number, 0, plain(text))
    return made.getvalue()


def write_lanes(sheet, bars, bold, days):
    """Write the processes of a child's life on a sheet of their own, with real dates."""
    sheet.set_column(0, 3, 30)
    sheet.freeze_panes(1, 0)
    for place, text in enumerate(LANES):
        sheet.write_string(0, place, text, bold)
    for number, bar in enumerate(bars, 1):
        sheet.write_string(number, 0, plain(bar.what))
        sheet.write_datetime(number, 1, at_midnight(bar.began_on), days)
        if bar.ended_on:
            sheet.write_datetime(number, 2, at_midnight(bar.ended_on), days)
        sheet.write_string(number, 3, plain(bar.stage))


def at_midnight(on):
    """Return a date as the moment that a sheet wants."""
    return datetime.combine(on, time(0))


FILES = {
    "pdf": ("chronology.pdf", "application/pdf", as_pdf),
    "xlsx": ("chronology.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}
