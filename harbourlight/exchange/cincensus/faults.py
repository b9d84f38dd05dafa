"""The kinds of fault in a file's structure: what each is called, and how it is put right."""

from itertools import chain, islice
from typing import Any, NamedTuple

from harbourlight.exchange.cincensus.source import Node, local

Record = dict[str, Any]

SHOWN = 80  # characters of a value that a finding repeats
NEAR = 50  # elements looked at for a line
BIG_LINE = 65_535  # from here on, the parser knows the lines of texts only

MESSAGES = {
    "schema.missing": "The return needs this element here: add it.",
    "schema.empty": "The element is there without a value: fill it in, or leave the element out.",
    "schema.repeat": "The element may stand here once only: the first was read; take the others out.",
    "schema.order": "The element stands in the wrong place: put the elements into the order of the return.",
    "schema.unknown": "The return of this year has no such element here: take it out.",
    "schema.text": "Text stands between the elements, where it means nothing: take it out.",
    "schema.date": "This is no day that exists: write it as year, month, day, such as 2025-06-30.",
    "schema.code": "The return of this year has no such code: use one from the list.",
    "schema.number": "This is no whole number: write it in digits.",
    "schema.format": "The value is not written as the return asks.",
}

# Faults that a rule of the year may say better: the finding of the rule then stands alone.
LEFT_TO_RULES = frozenset({"schema.missing", "schema.empty", "schema.code", "schema.number", "schema.format"})
# Faults that keep rules from asking.
UNREADABLE = frozenset({"schema.date", "schema.code", "schema.number", "schema.format"})


class Fault(NamedTuple):
    """One fault of structure: its kind, the record and element it is in, and what was found and expected.

    `index` counts the values of a list from 0; it is None for an element that holds one value.
    """

    kind: str
    record: Record
    element: str
    index: int | None
    line: int | None
    found: str | None
    expected: str


def shown(text: str | None) -> str | None:
    """A value as a finding repeats it: short, and without signs that a terminal obeys."""
    if text is None:
        return None
    kept = "".join(sign if sign.isprintable() else " " for sign in text[: SHOWN + 1]).strip()
    return kept[:SHOWN] + "…" if len(kept) > SHOWN else kept


def line_of(node: Node) -> int | None:
    """The line on which an element begins."""
    line: int | None = node.sourceline
    if line is None or line < BIG_LINE:
        return line
    if line == BIG_LINE:
        around = islice(chain(node.iter(), node.itersiblings(), node.iterancestors()), NEAR)
        line = next((int(near.sourceline) for near in around if near.sourceline > BIG_LINE), line)
    first = node
    while not first.text and len(first):
        first = first[0]
    return line - (first.text or "").count("\n")  # the parser gives the line on which the text ends


def find(record: Record, element: str, index: int | None = None) -> Node:
    """The element of a record's field in the file, or the record's own where the field is missing."""
    nodes = record.get("@" + element)
    if nodes and (index or 0) < len(nodes):
        return nodes[index or 0]
    own = record["@"]
    return next((part for part in own if local(part) == element), own)


def text_of(record: Record, element: str, index: int | None = None) -> str | None:
    """The text of a record's field as it stands in the file."""
    node = find(record, element, index)
    return shown(node.text) if local(node) == element and not len(node) else None
