"""Writing lines of the chronology: by steps of other rooms, and by hand."""

from datetime import datetime, time

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON

from .models import Analysis, Entry, Line, Mark
from .sources import OWN

LONGEST = Line._meta.get_field("what").max_length


class NotAllowed(Exception):
    """Something in the chronology that cannot be done; its text says why in plain words."""


def lines_for(
    person_ids, *, what, happened_at, by, at, agency_id, source_kind, source_id, is_significant=False,
    is_process=False
):  # fmt: skip
    """Yield the columns of the same line for each child; lines are made here alone."""
    for person_id in person_ids:
        yield {
            "person_id": person_id,
            "happened_at": happened_at,
            "recorded_at": at,
            "recorded_by_id": by.pk if by else None,
            "agency_id": agency_id,
            "what": within(what, LONGEST),
            "is_significant": is_significant,
            "is_process": is_process,
            "source_kind": source_kind,
            "source_id": source_id,
        }


def within(words, most):
    """Return words cut at a space, with dots, to what a line holds; the record that it leads to has them all."""
    return words if len(words) <= most else words[: most - 1].rpartition(" ")[0].rstrip(" .,;") + "…"


def write_lines(*, person_ids, what, happened_at, source, by, at, is_significant=False):
    """Write the same line for each child; ``source`` is the record it comes from."""
    rows = lines_for(
        person_ids, what=what, happened_at=happened_at, by=by, at=at, agency_id=by.agency_id if by else None,
        source_kind=source._meta.label_lower, source_id=source.pk, is_significant=is_significant,
    )  # fmt: skip
    Line.objects.bulk_create(Line(**row) for row in rows)


def day_began(on):
    """Return the first moment of a date in London: an entry by hand tells the day, not the time."""
    return datetime.combine(on, time(0), LONDON)


@transaction.atomic
def add_entry(*, person, happened_on, what, source, is_significant, by, at, why_significant=""):
    """Add a dated entry by hand, with where it comes from, and return its line."""
    line = Line(
        person_id=person.id, happened_at=day_began(happened_on), recorded_at=at, recorded_by=by,
        agency_id=by.agency_id, what=what, is_significant=is_significant, source_kind=OWN,
    )  # fmt: skip
    line.save(force_insert=True)
    keep_entry(line, 1, source, why_significant, by=by, at=at)
    return line


def keep_entry(line, number, source, why_significant, *, by, at, why_corrected=""):
    """Keep what an entry says now as the next row of its history."""
    Entry(
        line=line, person_id=line.person_id, number=number, happened_at=line.happened_at, what=line.what,
        source=source, is_significant=line.is_significant, why_significant=why_significant,
        why_corrected=why_corrected, agency_id=by.agency_id, written_by=by, written_at=at,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def correct_entry(
    *, line, happened_on, what, source, is_significant, why_corrected, version, by, at, why_significant=""
):
    """Correct an entry of one's own agency; what it said before stays in its history.

    ``version`` is the number of the entry that the corrector saw.
    """
    fresh = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if fresh.source_kind != OWN or fresh.agency_id != by.agency_id:
        raise NotAllowed("Only the agency that wrote an entry corrects it.")
    last = Entry.objects.filter(line=fresh).order_by("-number").values_list("number", flat=True)[0]
    if last != version:
        raise NotAllowed("Somebody else corrected this entry while you were working on it. Look at it again first.")
    fresh.happened_at, fresh.what, fresh.is_significant = day_began(happened_on), what, is_significant
    fresh.recorded_at, fresh.recorded_by = at, by
    fresh.save()
    keep_entry(fresh, last + 1, source, why_significant, by=by, at=at, why_corrected=why_corrected)
    return fresh


@transaction.atomic
def mark(*, line, is_significant, reason, by, at):
    """Say that a line is significant, or is not, and why; the line itself stays as it was written."""
    Mark(
        line=line, person_id=line.person_id, is_significant=is_significant, reason=reason, agency_id=by.agency_id,
        written_by=by, written_at=at,
    ).save(force_insert=True)  # fmt: skip
    Line.objects.filter(pk=line.pk).update(is_significant=is_significant)


def analyse(*, person, text, by, at):
    """Keep what somebody takes the pattern of a chronology to mean."""
    analysis = Analysis(person_id=person.id, text=text, agency_id=by.agency_id, written_by=by, written_at=at)
    analysis.save(force_insert=True)
    return analysis
