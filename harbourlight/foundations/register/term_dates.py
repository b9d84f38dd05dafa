"""Term dates that are brought in: reading the file, and keeping the terms of an area or a school."""

from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from harbourlight.foundations.agencies.models import Agency, Area, SchoolTerm
from harbourlight.foundations.agencies.terms import term_from
from harbourlight.foundations.ui.uploads import table_in
from harbourlight.foundations.ui.words import day as in_words
from harbourlight.foundations.ui.words import time_of
from harbourlight.foundations.uploads import cells
from harbourlight.foundations.uploads.errors import NotSo
from harbourlight.statute.errors import BadTerms
from harbourlight.statute.school import SchoolCalendar, Term

from .actions import Refused, written_by

COLUMNS = ("first_day", "last_day", "closed_days", "opens_at")
LONGEST_TERM = timedelta(days=200)


def read(upload):
    """Return (the terms in an uploaded table, what of it was not read); ValidationError names row and column."""
    table = table_in(upload, COLUMNS[:2], COLUMNS[2:])
    terms = [_term(row) for row in table]
    if not terms:
        raise ValidationError("The file holds no term. Add a line for each.")
    return terms, table.left


def _term(row):
    """Return one row as a term."""
    first, last = _read(_date, row, "first_day"), _read(_date, row, "last_day")
    closures = _read(lambda text: frozenset(_closed(text)), row, "closed_days")
    opens_at = _read(_time, row, "opens_at")
    if not first <= last <= first + LONGEST_TERM:
        raise ValidationError(f"{_place(row, 'last_day')}: the last day must come after the first, in the same term.")
    if any(not first <= off <= last for off in closures):
        raise ValidationError(f"{_place(row, 'closed_days')}: a closed day lies outside the term.")
    return Term(first, last, closures, opens_at)


def _place(row, column):
    """Return where a cell stands, as a sentence begins with it."""
    place = row.place(column)
    return place[:1].upper() + place[1:]


def _read(reader, row, column):
    """Return what a reader makes of a cell; ValidationError with its row and column."""
    try:
        return reader(row[column])
    except ValueError as trouble:
        words = f"{trouble}. Write days like 2026-09-02 and times like 08:45."
        raise ValidationError(f"{_place(row, column)}: {words}") from None


def _date(text):
    """Return a date."""
    try:
        return cells.day_in(text)
    except NotSo:
        raise ValueError(f"“{text[:40]}” is no day") from None


def _time(text):
    """Return a time written 08:45, or None for an empty cell."""
    try:
        return time.fromisoformat(text.zfill(5)) if text else None
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no time") from None


def _closed(text):
    """Give the closed days of a cell: days and stretches of days, parted by semicolons."""
    for part in filter(None, (part.strip() for part in text.split(";"))):
        first, _, last = part.partition(" to ")
        begin, end = _date(first.strip()), _date((last or first).strip())
        if not begin <= end <= begin + LONGEST_TERM:
            raise ValueError(f"“{part}” is no stretch of days")
        yield from (begin + timedelta(days=number) for number in range((end - begin).days + 1))


@transaction.atomic
def keep(*, holder, terms, by):
    """Keep the terms of an area or a school from the first new day on, in place of what was there; Refused in words.

    Terms that had ended by then stay. A file that leaves out a term, or overlaps one that stays, is refused.
    """
    type(holder).objects.select_for_update().get(pk=holder.pk)
    since = min(term.starts_on for term in terms)
    rows = terms_of(holder)
    staying = [term_from(row) for row in rows.filter(ends_on__lt=since)]
    try:
        SchoolCalendar((*staying, *terms))
    except BadTerms as trouble:
        raise Refused(f"Nothing was saved: {trouble}.") from None
    with written_by(by):
        rows.filter(ends_on__gte=since).delete()
        SchoolTerm.objects.bulk_create(_row(holder, term) for term in terms)


def terms_of(holder):
    """Return the terms of an area or a school, the earliest first."""
    return SchoolTerm.objects.filter(**_held_by(holder)).order_by("starts_on")


def _held_by(holder):
    """Return the column that names the holder."""
    return {"area": holder} if isinstance(holder, Area) else {"agency": holder}


def _row(holder, term):
    """Return a term as a row of its holder."""
    return SchoolTerm(
        **_held_by(holder), starts_on=term.starts_on, ends_on=term.ends_on, closures=sorted(term.closures),
        opens_at=term.opens_at,
    )  # fmt: skip


def shown(holder):
    """Return the terms of an area or a school as its page shows them: how many school days, and the days closed."""
    rows = list(terms_of(holder))
    if not rows:
        return rows
    days = SchoolCalendar(tuple(term_from(row) for row in rows)).days
    for row in rows:
        row.school_days = len(days.within(row.starts_on, row.ends_on))
        row.opens_words = time_of(row.opens_at) if row.opens_at else ""
        row.closed_words = ", ".join(in_words(day) for day in row.closures)
    return rows


def is_school(agency):
    """Whether an agency may keep term dates of its own."""
    return isinstance(agency, Agency) and agency.sector == "education"
