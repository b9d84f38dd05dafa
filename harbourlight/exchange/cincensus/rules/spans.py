"""Stretches of days: which overlap, and whether a day lies in one. However many there are, a day is found at once."""

from bisect import bisect_left
from datetime import date

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Place

Span = tuple[date, date]


def span(record: Record, start: str, end: str) -> Span | None:
    """From and up to when a record runs, for ever where it has no end; None where that cannot be known."""
    begins, ends = record.get(start), record.get(end) if end in record else date.max
    return (begins, ends) if begins and ends else None


def merged(records: list[Record], start: str, end: str) -> list[Span]:
    """The stretches in which any of the records runs, in order; those that only touch stay two."""
    found = [known for one in records if (known := span(one, start, end))]
    if len(found) < 2:
        return found
    every, found = sorted(found), []
    for begins, ends in every:
        if found and begins < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def inside(day: date, running: list[Span], *, first_day: bool = False) -> bool:
    """Whether a day lies in a stretch; its last day does not count, its first where that is said."""
    place = bisect_left(running, (day, date.min))
    before = place > 0 and day < running[place - 1][1]
    return before or (first_day and place < len(running) and running[place][0] == day < running[place][1])


def overlapping(records: list[Record], start: str, end: str) -> list[Place]:
    """The records that began before an earlier one had ended; one without an end runs on."""
    if len(records) < 2:
        return []
    spans = [(known, place) for place, one in enumerate(records) if (known := span(one, start, end))]
    found: list[Place] = []
    runs_to = date.min
    for (begins, ends), place in sorted(spans):
        if begins < runs_to:
            found.append((records[place], start, None))
        runs_to = max(runs_to, ends)
    return found


def repeated(values: list[str]) -> list[int]:
    """The places in a list of values that an earlier place has too; empty values aside."""
    seen: set[str] = set()
    found = []
    for place, value in enumerate(values):
        if value and value in seen:
            found.append(place)
        seen.add(value)
    return found
