"""Open data: the figures of a release as CSV, and their description as CSV on the Web."""

import json

from harbourlight.assurance.dataset.actions.releases import MARK
from harbourlight.foundations.measures.cells import csv_text

COLUMNS = {
    "ref": ("Reference", "string", "The reference of the indicator."),
    "month": ("Month", "gYearMonth", "The month the figure is of."),
    "value": ("Value", "decimal", "The figure as published; empty where there is none or it is left out."),
    "unit": ("Unit", "string", "count, percent, or rate_per_10000 (children under 18)."),
    "status": (
        "Status",
        "string",
        f"Empty for a figure; “{MARK}” where a small number is left out; else why there is none.",
    ),
    "title": ("Title", "string", "What the indicator counts."),
}


def figures_csv(release):
    """Return the figures as CSV text; it can be brought in again as a sheet."""
    return csv_text(COLUMNS, (row_of(line, cell) for line in release.lines for cell in line.cells))


def row_of(line, cell):
    """Return one figure as a row."""
    number = "" if cell.is_left_out or cell.why else cell.text.removesuffix("%")
    status = MARK if cell.is_left_out else cell.why
    return line.indicator.ref, str(cell.month), number, line.indicator.unit, status, line.indicator.title


def metadata(release, name="figures.csv"):
    """Return the description of the CSV file as JSON text (W3C: Metadata Vocabulary for Tabular Data)."""
    publication = release.publication
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": publication.title,
        "dc:description": (
            f"Monthly indicators of {publication.area} to {release.month}. Numbers under {publication.small_number} "
            f"and figures from which they could be worked back are left out."
        ),
        "dc:spatial": publication.area.name,
        "dc:issued": publication.published_at.date().isoformat() if publication.published_at else None,
        "dc:license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "notes": [definition(line) for line in release.lines],
        "tableSchema": {"columns": [column(name) for name in COLUMNS], "primaryKey": ["ref", "month"]},
    }
    return json.dumps(
        {key: value for key, value in described.items() if value is not None}, ensure_ascii=False, indent=1
    )


def column(name):
    """Return the description of one column."""
    title, datatype, words = COLUMNS[name]
    kind = {"base": "gYearMonth", "format": "yyyy-MM"} if datatype == "gYearMonth" else datatype
    return {
        "name": name, "titles": name, "dc:title": title, "dc:description": words, "datatype": kind, "null": "",
        "required": name in {"ref", "month"},
    }  # fmt: skip


def definition(line):
    """Return what is to be known of one indicator."""
    one = line.indicator
    return {
        "ref": one.ref, "title": one.title, "definition": one.definition, "exclusions": one.exclusions,
        "unit": one.unit, "good": one.good, "method": line.notes, "target": line.target,
        "revisions": [{"month": str(each.month), "value": each.text, "reason": each.reason} for each in line.revisions],
    }  # fmt: skip
