"""Clocks as lines of the first page: only those on which their reader can act, each with its button."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui import addresses, words


def items_of(request, rows, names):
    """Yield a line for each deadline that its reader can act on and whose record is open to them.

    ``names`` are those of the records, by id (``subjects.names_of``).
    """
    for row in rows:
        act = subjects.act_on(request, row)
        if act is not None and row.subject_id in names:
            yield item_of(request, row, names[row.subject_id], act)


def item_of(request, row, name, act):
    """Return the line of one deadline."""
    what = subjects.said_of(row, {row.subject_id: name})
    is_late = row.due_at < (row.met_at or request.moment)
    return Item(
        what=what, href=act[1], by=due_of(row), children=tuple(row.child_ids), about=name,
        button="" if row.met_at else act[0], note=note_of(request, name, row), late=late_words(row, request.moment),
        part=("unexplained" if row.met_at else "late") if is_late else "",
        more=reasons(row, what, name) if is_late and not row.breach_reason else (),
    )  # fmt: skip


def due_of(row):
    """Return the day on which something is due, or the moment of a limit in hours."""
    return row.due_on or row.due_at.astimezone(LONDON)


def note_of(request, name, row):
    """Return which record it is where its name says more than the children's, and whose work it is if not one's own."""
    is_said = subjects.says_itself(row) or name.startswith(subjects.words_of(row.subject_kind))
    says_more = row.child_ids and not is_said
    whose = "" if row.owner_id == request.user.pk else str(row.owner or "nobody has taken it")
    return ", ".join(filter(None, (name if says_more else "", whose)))


def late_words(row, moment):
    """Return how late something is or was, or an empty string."""
    done = row.met_at or moment
    if row.due_at >= done:
        return ""
    how = words.lateness(row.due_on or row.due_at, done)
    return f"Done, {how}" if row.met_at else how.capitalize()


def reasons(row, what, name):
    """Return the link by which somebody says why it was late."""
    return ((f"Say why: {what.lower()}, {name}", addresses.address_of("today:breach", row.pk)),)
