"""The school days of an area or a school, as the statute counts them."""

from harbourlight.statute.school import SchoolCalendar, Term

from .models import SchoolTerm


def calendar_of(*, area=None, school=None):
    """Return the calendar of a school: its own terms, else those of the area; None where nobody brought any in."""
    rows = list(SchoolTerm.objects.filter(agency=school)) if school else []
    rows = rows or (list(SchoolTerm.objects.filter(area=area)) if area else [])
    return SchoolCalendar(tuple(term_from(row) for row in rows)) if rows else None


def term_from(row):
    """Return a row as the statute's term."""
    return Term(row.starts_on, row.ends_on, frozenset(row.closures), row.opens_at)
