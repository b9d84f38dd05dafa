"""The deadlines of a chain of clocks, worked out in memory as the pathways engine works them out from its rows."""

from typing import NamedTuple

from harbourlight.foundations.pathways import writing
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.rules.declared import RULES
from harbourlight.foundations.rules.reading import limit_with


class Link(NamedTuple):
    """One deadline of a chain: its clock, the moment it counts from, when it was met, and its last good day."""

    clock: str
    started: object
    met: object
    due_on: object
    version: str
    title: str


def link(clock, started, met, number=None):
    """Return the deadline of a clock that counts from a moment; a local rule counts by an area's own number."""
    if clock in RULES:
        limit = limit_with(clock, number, started)
        return limit and Link(clock, started, met, limit.due, limit.number.version, RULES[clock].must_happen)
    answer = writing.due_of(clock, started)
    return answer and Link(clock, started, met, answer.due, answer.version, answer.clock.must_happen)


def chain(first, following, start, events, number=None):
    """Return the deadlines from a start over everything that happened to the one that runs now."""
    moments = sorted({event for event in events if day_of(event) >= day_of(start)})
    starts, ends = [start, *moments], [*moments, None]
    made = [
        link(clock, begun, met, number)
        for clock, begun, met in zip([first, *[following] * len(moments)], starts, ends, strict=True)
    ]
    return [each for each in made if each]
