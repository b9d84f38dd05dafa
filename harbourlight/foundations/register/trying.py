"""What a local number would mean before it holds: when the records whose clocks run now would be due with it."""

from typing import NamedTuple

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules.declared import in_words, starts_of
from harbourlight.foundations.rules.reading import Number, due_with

MOST = 100


class Tried(NamedTuple):
    """One record whose clock runs: what it is, where, when it is due now and when it would be with the new number."""

    name: str
    address: str
    title: str
    due_at: object
    would_be_at: object


class Trial(NamedTuple):
    """What a number would mean: the records that the asker may see, and how many there are besides."""

    number: Number
    lines: list
    others: int
    late: int

    @property
    def count(self):
        """Return how many records there are in all."""
        return len(self.lines) + self.others


def try_number(request, rule, area, *, number, unit):
    """Return what a number would mean for the clocks of a rule that run in an area; None where nothing would be due."""
    trial = Number(number, unit, in_words(number, unit), None)
    with as_system("a trial counts the clocks that its asker may not see, and shows nothing of them"):
        rows = list(running(rule, area))
        starts = starts_of(rule, rows)
        rows = [row for row in rows if row.pk in starts]
    if not rule.is_clock:
        return None
    seen = set(running(rule, area).visible_to(request.user).values_list("pk", flat=True))
    shown = [row for row in rows if row.pk in seen][:MOST]
    names = subjects.names_of(shown, asker=request.user.id)
    write_readings(request, {child for row in shown for child in row.child_ids}, Verb.LISTED)
    lines = [tried(request, rule, trial, row, names, starts[row.pk]) for row in shown if names.get(row.subject_id)]
    late = sum(bool(line.would_be_at and line.would_be_at < request.moment) for line in lines)
    return Trial(trial, lines, len(rows) - len(lines), late)


def running(rule, area):
    """Return the clocks of a rule that run in an area, the soonest due first."""
    return Deadline.objects.running().filter(area=area, clock=rule.clock).order_by("due_at", "pk")


def tried(request, rule, number, row, names, started):
    """Return when one record would be due with a number."""
    due = due_with(rule, number, started)
    return Tried(
        names[row.subject_id], subjects.link_for(request, row.subject_kind, row.subject_id), subjects.short_of(row),
        row.due_at, due_moment(due) if due else None,
    )  # fmt: skip
