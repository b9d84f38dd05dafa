"""What readers get of a frozen month: everything made for them is made from this, so that one rule holds."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Max

from harbourlight.foundations.measures.arithmetic import SHOWN, YEAR, printed
from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.sheet import Reading, Row
from harbourlight.foundations.measures.telling import telling

from ..choices import Missing, Theme
from ..models import Publication, PublishedValue, Revision
from .proof import Unproved, key_of, left_out, left_out_words, reading_of

MARK = "c"


@dataclass(frozen=True)
class Cell:
    """A month of a line: the figure as printed, the mark of one left out, or why there is none."""

    month: Month
    text: str
    number: object = None
    is_left_out: bool = False
    why: str = ""


@dataclass(frozen=True)
class Changed:
    """A figure that was changed after it was frozen, with the reason; "c" where it may not be shown."""

    month: Month
    text: str
    reason: str
    at: object


@dataclass
class Line:
    """One indicator as its readers get it."""

    indicator: Indicator
    row: Row
    cells: list[Cell]
    notes: list
    compared: dict
    target: str
    comment: str = ""
    revisions: list[Changed] = field(default_factory=list)

    @property
    def now(self):
        """The cell of the current month."""
        return self.cells[-1]

    @cached_property
    def has_gaps(self):
        """Whether a figure of the latest twelve months is left out: it could be had from an average."""
        return any(cell.is_left_out for cell in self.cells[-YEAR:])

    @property
    def average(self):
        """The average of the latest twelve months, where all of them are shown."""
        return MARK if self.has_gaps else self.row.average

    @property
    def maximum(self):
        """The most of the latest twelve months, where all of them are shown."""
        return MARK if self.has_gaps else self.row.maximum

    @property
    def on_month(self):
        """The change on the month before."""
        return f"{self.row.on_month} {self.row.on_month.arrow}".strip()

    @property
    def on_year(self):
        """The change on the year before."""
        return f"{self.row.on_year} {self.row.on_year.arrow}".strip()


@dataclass
class Release:
    """A frozen month as its readers get it."""

    publication: Publication
    month: Month
    months: list[Month]
    lines: list[Line]

    @property
    def themes(self):
        """The lines by theme, in the order of the sheet."""
        found = [
            (label, [each for each in self.lines if each.indicator.theme == value]) for value, label in Theme.choices
        ]
        return [(label, lines) for label, lines in found if lines]

    @property
    def left_out(self):
        """How many figures are left out."""
        return sum(cell.is_left_out for line in self.lines for cell in line.cells)

    @property
    def revisions(self):
        """The revisions with their lines, the newest first."""
        found = [(line, each) for line in self.lines for each in line.revisions]
        return sorted(found, key=lambda pair: pair[1].at, reverse=True)


def public_releases():
    """Return the publications that anybody may read, the newest first."""
    return Publication.objects.open_to_all().select_related("area").order_by("area__name", "-first")


def public_release(code, month):
    """Return the publication of an area and month that anybody may read, or None."""
    return public_releases().filter(area__code=code, period="month", first=month.first).first()


def current(publication):
    """Return a frozen month as its readers get it, kept in memory until a revision changes it."""
    return _kept(publication.pk, publication.version, stamp(publication))


@lru_cache(maxsize=16)
def _kept(publication_id, version, stamp):
    return release(Publication.objects.select_related("area").get(pk=publication_id))


def release(publication):
    """Return a frozen month as its readers get it."""
    month = Month(publication.first)
    months = month.last_of(SHOWN)
    rows = list(PublishedValue.objects.filter(publication=publication))
    kept = {key_of(row): row for row in rows}
    changed = revisions(publication, rows)
    lines = []
    hidden = left_out_words(publication)

    def tells(text):
        return bool(telling(text, publication.small_number, hidden))

    for ref, known in sorted(publication.definitions.items(), key=place_of):
        indicator = Indicator(**known["declared"])
        readings = [shown(kept.get((ref, each)), each) for each in months]
        line = Line(
            indicator, Row(indicator, readings), cells_of(indicator, readings), known["notes"],
            known["compared"], known["target"], revisions=changed.get(ref, []),
        )  # fmt: skip
        line.comment = comment_of(kept.get((ref, month)), line, tells)
        line.notes = [note for note in line.notes if not tells(note["text"])]
        lines.append(line)
    return Release(publication, month, months, lines)


def place_of(item):
    """Return the place of a frozen indicator on the sheet; the database keeps definitions in an order of its own."""
    return item[1].get("place", 0)


def shown(row, month):
    """Return a frozen figure as readers get it: without its number where it is left out."""
    if row is None:
        return Reading(month, missing=Missing.NOT_ASKED)
    if row.suppression:
        return Reading(month, missing=Missing.SUPPRESSED)
    return reading_of(row)


def cells_of(indicator, readings):
    """Return the cells of a line."""
    found = []
    for reading in readings:
        number = reading.exact(indicator.unit)
        is_left_out = reading.missing == Missing.SUPPRESSED
        text = MARK if is_left_out else printed(number, indicator.unit)
        why = Missing(reading.missing).label if reading.missing and not is_left_out else ""
        found.append(Cell(reading.month, text, number, is_left_out, why))
    return found


def comment_of(row, line, tells):
    """Return the comment of the month, unless it could tell a small number."""
    if row is None or any(cell.is_left_out for cell in line.cells) or tells(row.comment):
        return ""
    return row.comment


def revisions(publication, rows):
    """Return the revisions that are told by reference; figures are judged anew beside those shown before."""
    explained = told(publication).order_by("noticed_at")
    latest = {key_of(row): row for row in explained}
    if not latest:
        return {}
    public = {key_of(row) for row in rows if not row.suppression and key_of(row) not in latest}
    merged = [latest.get(key_of(row), row) for row in rows]
    try:
        hidden = left_out(publication, merged, max(row.explained_at for row in latest.values()), public)
    except Unproved:
        hidden = latest
    found = {}
    for (ref, month), row in latest.items():
        indicator = Indicator(**publication.definitions[ref]["declared"])
        number = reading_of(row).exact(indicator.unit)
        text = Missing(row.missing).label if number is None else printed(number, indicator.unit)
        text = MARK if (ref, month) in hidden else text
        found.setdefault(ref, []).append(Changed(month, text, row.reason, row.noticed_at))
    return found


def told(publication):
    """Return the revisions that readers see: explained, and read by a second person where everybody reads them."""
    explained = Revision.objects.filter(publication=publication, explained_at__isnull=False)
    return explained.filter(words_read_at__isnull=False) if publication.is_public else explained


def stamp(publication):
    """Return what changes whenever a revision is told to readers."""
    explained = told(publication)
    return explained.count(), explained.aggregate(latest=Max("explained_at"))["latest"]
