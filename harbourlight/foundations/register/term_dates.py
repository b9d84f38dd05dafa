"""Term dates that are brought in: reading the file, and keeping the terms of an area or a school."""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from harbourlight.foundations.agencies.models import Agency, Area, SchoolTerm
from harbourlight.foundations.agencies.terms import term_from
from harbourlight.foundations.ui.uploads import table_of
from harbourlight.foundations.ui.words import day as in_words
from harbourlight.foundations.ui.words import time_of
from harbourlight.statute.errors import BadTerms
from harbourlight.statute.school import SchoolCalendar, Term

from .actions import Refused, written_by

COLUMNS = ("first_day", "last_day", "closed_days", "opens_at")
LONGEST_TERM = timedelta(days=200)


def read(content):
    """Return the terms in an uploaded table; ValidationError names the line and how to put it right."""
    rows = [row for row in table_of(content) if any(row)]
    header = [name.lower().replace(" ", "_") for name in (rows[0] if rows else [])]
    if not set(COLUMNS[:2]) <= set(header):
        raise ValidationError(f"The first line must name the columns {', '.join(COLUMNS)}.")
    terms = [_term(number, dict(zip(header, row, strict=False))) for number, row in enumerate(rows[1:], start=2)]
    if not terms:
        raise ValidationError("The file holds no term. Add a line for each.")
    return terms


def _term(number, row):
    """Return one line as a term."""
    try:
        first, last = _date(row["first_day"]), _date(row.get("last_day", ""))
        closures = frozenset(_closed(row.get("closed_days", "")))
        opens_at = _time(row.get("opens_at", ""))
    except ValueError as trouble:
        raise ValidationError(f"Line {number}: {trouble}. Write days like 2026-09-02 and times like 08:45.") from None
    if not first <= last <= first + LONGEST_TERM:
        raise ValidationError(f"Line {number}: the last day must come after the first, in the same term.")
    if any(not first <= off <= last for off in closures):
        raise ValidationError(f"Line {number}: a closed day lies outside the term.")
    return Term(first, last, closures, opens_at)


def _date(text):
    """Return a date written 2026-09-02 or 02/09/2026."""
    return _read(date.fromisoformat, "-".join(reversed(text.split("/"))) if "/" in text else text, "day")


def _time(text):
    """Return a time written 08:45, or None for an empty cell."""
    return _read(time.fromisoformat, text, "time") if text else None


def _read(reader, text, what):
    """Return what a reader makes of a cell; ValueError in plain words."""
    try:
        return reader(text)
    except ValueError:
        raise ValueError(f"“{text}” is no {what}") from None


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
