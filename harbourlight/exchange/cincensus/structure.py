"""What a census file may hold in a year: its modules, their fields in order, how often, and the codes allowed."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from harbourlight.exchange.cincensus.years import Year, in_force

HERE = "harbourlight.exchange.cincensus"

# Blocks that only hold one list: their values are read into the module around them.
LISTS = {
    "Disabilities": "Disability",
    "FactorsIdentifiedAtAssessment": "AssessmentFactors",
    "Reviews": "CPPreviewDate",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One declared element of a module; `place` is its turn in the order, `most` None means any number.

    `kind` is the name of a module, of a code set, or date, text, number, yes_no, upn, year, authority, serial, moment.
    """

    module: str
    name: str
    kind: str
    place: int
    least: int
    most: int | None
    since: str
    until: str
    number: str


@dataclass(frozen=True, slots=True)
class Module:
    """A declared module: its fields by name, and the names of those that must be there."""

    name: str
    fields: Mapping[str, Field]
    needed: tuple[str, ...]


@cache
def every_field() -> tuple[Field, ...]:
    """Every declared element of every year, in the order of the file."""
    with files(HERE).joinpath("fields.csv").open(encoding="utf-8") as table:
        return tuple(
            Field(
                row["module"],
                row["element"],
                row["kind"],
                place,
                int(row["least"]),
                int(row["most"]) if row["most"] else None,
                row["since"],
                row["until"],
                row["number"],
            )
            for place, row in enumerate(csv.DictReader(table))
        )


@cache
def modules(year: Year) -> Mapping[str, Module]:
    """The modules of a year by name."""
    found: dict[str, dict[str, Field]] = {}
    for field in every_field():
        if in_force(year, field.since, field.until):
            found.setdefault(field.module, {})[field.name] = field
    return {
        name: Module(name, fields, tuple(field.name for field in fields.values() if field.least))
        for name, fields in found.items()
    }


@cache
def codes(year: Year) -> Mapping[str, tuple[str, ...]]:
    """The codes allowed in a year, by code set."""
    found: dict[str, tuple[str, ...]] = {}
    with files(HERE).joinpath("codes.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if in_force(year, row["since"], row["until"]):
                found[row["set"]] = (*found.get(row["set"], ()), row["code"])
    return found


@cache
def kind_of(name: str) -> str:
    """The kind of an element, such as the name of its code set; empty for one that no year has."""
    return next((field.kind for field in every_field() if field.name == name), "")


def years_of(name: str) -> str:
    """In words, the census years that have an element; empty for one that no year has."""
    spans = {(field.since, field.until) for field in every_field() if field.name == name}
    if not spans:
        return ""
    since = min(since for since, _ in spans)
    until = "" if any(not until for _, until in spans) else max(until for _, until in spans)
    return f"{since} to {until}" if until else f"{since} on"
