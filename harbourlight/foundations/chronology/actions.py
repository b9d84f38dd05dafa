"""Writing lines of the chronology."""

from .models import Line


def write_lines(*, person_ids, what, happened_at, source, by, at, is_significant=False):
    """Write the same line for each child; ``source`` is the record it comes from."""
    Line.objects.bulk_create(
        Line(
            person_id=person_id,
            happened_at=happened_at,
            recorded_at=at,
            recorded_by=by,
            agency_id=by.agency_id if by else None,
            what=what,
            is_significant=is_significant,
            source_kind=source._meta.label_lower,
            source_id=source.pk,
        )
        for person_id in person_ids
    )
