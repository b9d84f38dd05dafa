"""Writes plain records as a census file of a year: the elements in the year's order, and nothing the year lacks.

A record is what `reading` makes of one. A text is written as it is, a date as year, month and day, True as 1; "" makes
an element without a value, and in a list of values a block of its own without one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any
from xml.sax.saxutils import escape

from harbourlight.exchange.cincensus import structure
from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.years import Year


def write(stream: IO[str], header: Record, children: Iterable[Record], year: Year, *, lines: bool = True) -> None:
    """Write a file; `lines` puts each element on a line of its own."""
    end = "\n" if lines else ""
    known = structure.modules(year)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>' + end)
    stream.writelines(part + end for part in _module("Header", header, known))
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


def _module(name: str, record: Record, known: Any) -> Iterator[str]:
    yield f"<{name}>"
    for field in known[name].fields.values():
        listed = structure.LISTS.get(field.name)
        if listed:
            yield from _blocks(field.name, listed, record.get(listed, ()))
        elif field.name in record:
            value = record[field.name]
            for one in value if isinstance(value, list) else [value]:
                yield from _module(field.kind, one, known) if isinstance(one, dict) else _element(field.name, one)
    yield f"</{name}>"


def _blocks(block: str, name: str, found: Iterable[Any]) -> Iterator[str]:
    """A list of values in its block; each empty value has a block of its own."""
    kept = [value for value in found if value != ""]
    if kept:
        yield f"<{block}>"
        for value in kept:
            yield from _element(name, value)
        yield f"</{block}>"
    for value in found:
        if value == "":
            yield from (f"<{block}>", f"<{name}/>", f"</{block}>")


def _element(name: str, value: Any) -> Iterator[str]:
    yield f"<{name}/>" if value == "" else f"<{name}>{_text(value)}</{name}>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else escape(str(value))
