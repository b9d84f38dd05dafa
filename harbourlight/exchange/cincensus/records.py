"""Hands a census file's children to another room as plain records, one at a time.

    with census_in(path) as census:
        for child in census.children:
            ...

`census.year` and `census.header` are known from the start. A child is a dict as `reading` describes, each module with
the `line` on which it begins; what is missing has no key, what cannot be read is None. Structure and content are not
judged here: check the file first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harbourlight.exchange.cincensus import source
from harbourlight.exchange.cincensus.checking import census_nodes, year_of
from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.reading import Reader, without_elements
from harbourlight.exchange.cincensus.years import Year


@dataclass(frozen=True, slots=True)
class Census:
    """A file being read: its year, its header, and its children in turn."""

    year: Year
    header: Record
    children: Iterator[Record]


@contextmanager
def census_in(path: Path, year: Year | None = None) -> Iterator[Census]:
    """Open a file for its records. Raises NotACensus, at the start or where the file breaks."""
    nodes = census_nodes(path)
    try:
        first = next(nodes, None)
        if first is None or source.local(first) != "Header":
            raise NotACensus("it does not begin with a Header")
        known = year or year_of(first)
        if known is None:
            raise NotACensus("its header names no census year known here")
        reader = Reader(known)
        header = without_elements(reader.header(first))
        kept = (node for node in nodes if source.local(node) == "Child")
        yield Census(known, header, (without_elements(reader.child(node)) for node in kept))
    finally:
        nodes.close()
