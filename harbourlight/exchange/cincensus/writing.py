"""Writes plain records as a census file of a year: the elements in the year's order, and nothing the year lacks.

A record is what `reading` makes of one. A text is written as it is, a date as year, month and day, True as 1; "" makes
an element without a value, and in a list of values a block of its own without one.
"""

from collections.abc import Iterable
from functools import cache
from typing import IO, Any
from xml.sax.saxutils import escape

from harbourlight.exchange.cincensus import structure
from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.years import Year

Modules = dict[str, list[tuple[str, str, str]]]
_NOTHING = object()


def write(stream: IO[str], header: Record, children: Iterable[Record], year: Year, *, lines: bool = True) -> None:
    """Write a file; `lines` puts each element on a line of its own."""
    end = "\n" if lines else ""
    known = _modules(year)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>' + end)
    stream.write(end.join(_module("Header", header, known)) + end)
    stream.write("<Children>" + end)
    for child in children:
        stream.write(end.join(_module("Child", child, known)) + "\n")
    stream.write("</Children>" + end + "</Message>\n")


def header_of(year: Year, authority: str = "201") -> Record:
    """A header for a year; its authority's number has three figures."""
    return {
        "CollectionDetails": {"Collection": "CIN", "Year": str(year.ends), "ReferenceDate": year.end},
        "Source": [
            {
                "SourceLevel": "L",
                "LEA": authority,
                "SoftwareCode": "Harbourlight",
                "Release": "1",
                "SerialNo": "001",
                "DateTime": f"{year.ends}-05-01T10:00:00",
            }
        ],
    }


@cache
def _modules(year: Year) -> Modules:
    """Each module's elements in their order: name, module it is or "", name of its values where it is a list."""
    return {
        name: [(field.name, field.kind, structure.LISTS.get(field.name, "")) for field in module.fields.values()]
        for name, module in structure.modules(year).items()
    }


def _module(name: str, record: Record, known: Modules) -> list[str]:
    lines = [f"<{name}>"]
    for element, kind, listed in known[name]:
        value = record.get(listed or element, _NOTHING)
        if value is _NOTHING:
            continue
        if listed:
            lines += _blocks(element, listed, value)
            continue
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict):
                lines += _module(kind, one, known)
            else:
                lines.append(_element(element, one))
    lines.append(f"</{name}>")
    return lines


def _blocks(block: str, name: str, found: Iterable[Any]) -> list[str]:
    """A list of values in its block; each empty value has a block of its own."""
    kept = [_element(name, value) for value in found if value != ""]
    lines = [f"<{block}>", *kept, f"</{block}>"] if kept else []
    for value in found:
        if value == "":
            lines += (f"<{block}>", f"<{name}/>", f"</{block}>")
    return lines


def _element(name: str, value: Any) -> str:
    if isinstance(value, str):
        return f"<{name}>{escape(value)}</{name}>" if value else f"<{name}/>"
    return f"<{name}>{int(value) if isinstance(value, bool) else value}</{name}>"
