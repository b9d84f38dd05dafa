"""The pack of a release as a tagged PDF that a screen reader can follow (PDF/UA)."""

from pathlib import Path

from harbourlight.assurance.dataset.actions import combining
from harbourlight.foundations.measures.charts import Series, trend, trend_words
from harbourlight.foundations.measures.limits import limits_of
from harbourlight.foundations.ui.pdf import made

from .words import how_to_read

TEMPLATE = Path(__file__).with_name("pack.typ")
LEAST_DRAWN = 2


def pdf(release):
    """Return the pack as bytes."""
    return made(TEMPLATE, "pack", contents(release))


def contents(release):
    """Return what the pack says, as plain lists and texts: nothing in it is read as markup."""
    publication = release.publication
    spans, quarters = combining.quarters(release)
    return {
        "title": publication.title, "area": publication.area.name, "month": f"{release.month.first:%B %Y}",
        "how": how_to_read(release),
        "themes": [{"title": title, "lines": [line_of(line) for line in lines]} for title, lines in release.themes],
        "spans": spans,
        "quarters": [[f"{line.indicator.ref} {line.indicator.title}", *line.cells] for line in quarters],
        "revisions": [
            {"ref": line.indicator.ref, "month": f"{each.month.first:%B %Y}", "text": each.text, "reason": each.reason}
            for line, each in release.revisions
        ],
    }  # fmt: skip


def line_of(line):
    """Return one indicator of the pack, with its picture where there is something to draw."""
    one, series = line.indicator, series_of(line)
    has_picture = sum(number is not None for number in series.numbers) >= LEAST_DRAWN
    return {
        "ref": one.ref, "title": one.title, "now": line.now.text or line.now.why, "on_month": line.on_month,
        "on_year": line.on_year, "average": line.average, "definition": one.definition, "comment": line.comment,
        "picture": trend(series) if has_picture else "", "words": trend_words(series),
        "caption": f"{one.ref} over thirteen months, with the limits of chance",
    }  # fmt: skip


def series_of(line):
    """Return the thirteen months of a line for a picture."""
    numbers = line.row.numbers
    limits = limits_of(numbers, line.indicator.unit)
    title = f"{line.indicator.ref}: {line.indicator.title}"
    return Series(title, line.indicator.unit, [cell.month for cell in line.cells], numbers, limits)
