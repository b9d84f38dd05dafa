"""What an entry by hand says now, and what it said before."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people import locations

from .models import Entry, Mark

TEXTS = ("what", "source", "why_significant", "why_corrected")


def entries_of(line, reader):
    """Return the rows of an entry, the newest first."""
    rows = Entry.objects.visible_to(reader).filter(line=line)
    return rows.select_related("written_by", "agency").order_by("-number")


def as_it_stands(line, reader, at):
    """Return the answers that a correction begins with, or None where a part is withheld from the reader.

    Whoever corrected it would write "Withheld" over what the others may read.
    """
    newest = entries_of(line, reader)[0]
    withheld = locations.withheld_texts([line.person_id], reader, at)
    marks = Mark.objects.visible_to(reader).filter(line=line).order_by("-written_at").values_list("reason", flat=True)
    texts = {
        "what": line.what, "source": newest.source,
        "why_significant": next(iter(marks[:1]), newest.why_significant),
    }  # fmt: skip
    if any(locations.redacted(text, withheld) != text for text in texts.values()):
        return None
    happened_on = line.happened_at.astimezone(LONDON).date()
    return texts | {"happened_on": happened_on, "is_significant": line.is_significant, "version": newest.number}


def versions(line, reader, at):
    """Return each row of an entry, the newest first, without the texts that are withheld."""
    withheld = locations.withheld_texts([line.person_id], reader, at)
    found = list(entries_of(line, reader))
    for row in found:
        for name in TEXTS:
            setattr(row, name, locations.redacted(getattr(row, name), withheld))
    return found
