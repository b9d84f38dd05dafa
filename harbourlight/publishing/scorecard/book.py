"""The workbook of a release: figures, definitions, revisions, and how to read them."""

import io

import xlsxwriter

from harbourlight.assurance.dataset.actions import combining
from harbourlight.foundations.measures.arithmetic import PERCENT
from harbourlight.foundations.measures.cells import plain

from .words import how_to_read

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def book(release):
    """Return the workbook as bytes; no cell of it runs as a formula."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, SAFE) as file:
        file.set_properties({"title": release.publication.title, "subject": "Scorecard", "author": "Harbourlight"})
        bold = file.add_format({"bold": True, "text_wrap": True})
        forms = {unit: file.add_format({"num_format": form}) for unit, form in ((PERCENT, '0.0"%"'), ("", "0"))}
        _notes(file, release, bold)
        _figures(file, release, bold, forms)
        spans, lines = combining.quarters(release)
        cells = [(line.indicator.ref, line.indicator.title, *line.cells) for line in lines]
        _table(file, "Quarters", bold, ("Reference", "Title", *spans), cells)
        _table(file, "Definitions", bold, DEFINED, [defined(line) for line in release.lines])
        _table(file, "Revisions", bold, REVISED, [revised(*pair) for pair in release.revisions])
    return made.getvalue()


DEFINED = (
    "Reference",
    "Title",
    "Why it is measured",
    "Definition",
    "Left out",
    "Unit",
    "Good direction",
    "Target",
    "Notes",
)
REVISED = ("Reference", "Month", "Revised to", "Reason")


def defined(line):
    """Return one row of the definitions."""
    one = line.indicator
    notes = " ".join(f"From {note['from']}: {note['text']}" for note in line.notes)
    return one.ref, one.title, one.outcome, one.definition, one.exclusions, one.unit, one.good, line.target, notes


def revised(line, change):
    """Return one row of the revisions."""
    return line.indicator.ref, str(change.month), change.text, change.reason


def _notes(file, release, bold):
    sheet = file.add_worksheet("Read this first")
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, plain(release.publication.title), bold)
    for number, words in enumerate(how_to_read(release), 1):
        sheet.write_string(number, 0, plain(words))


def _figures(file, release, bold, forms):
    sheet = file.add_worksheet("Figures")
    months = [str(month) for month in release.months]
    heads = [
        "Reference",
        "Title",
        *months,
        "On the month before",
        "On the year before",
        "12 months: average",
        "12 months: most",
    ]
    for place, words in enumerate(heads):
        sheet.write_string(0, place, words, bold)
    for row, line in enumerate(release.lines, 1):
        form = forms[PERCENT if line.indicator.unit == PERCENT else ""]
        sheet.write_string(row, 0, plain(line.indicator.ref))
        sheet.write_string(row, 1, plain(line.indicator.title))
        for place, cell in enumerate(line.cells, 2):
            if cell.is_left_out or cell.why:
                sheet.write_string(row, place, plain(cell.text or cell.why))
            else:
                sheet.write_number(row, place, float(cell.text.removesuffix("%")), form)
        rest = (line.on_month, line.on_year, line.average, line.maximum)
        for place, words in enumerate(rest, 2 + len(months)):
            sheet.write_string(row, place, _change(words))
    sheet.set_column(1, 1, 60)
    sheet.freeze_panes(1, 2)


def _change(words):
    """Return a change as text; the minus of "-5%" is turned into a sign that starts no formula."""
    return plain(f"−{words[1:]}" if words.startswith("-") else words)


def _table(file, name, bold, heads, rows):
    sheet = file.add_worksheet(name)
    for place, words in enumerate(heads):
        sheet.write_string(0, place, words, bold)
    for number, row in enumerate(rows, 1):
        for place, words in enumerate(row):
            sheet.write_string(number, place, plain(words))
    sheet.set_column(0, len(heads) - 1, 24)
    sheet.freeze_panes(1, 0)
