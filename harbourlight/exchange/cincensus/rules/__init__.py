"""The rules of the return: dated data (`rules.csv`) with one short function each, in a file for each module.

A function answers what it found wrong: nothing, True for the element its row names, the name of another element of
the same record, or a list of places (record, element, position in a list or None). A function sees only what can be
read: see `reading` for how a record tells what is missing from what is unreadable.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.structure import HERE
from harbourlight.exchange.cincensus.years import Year, in_force

Place = tuple[Record, str, int | None]
Answer = bool | str | list[Place] | None
Asked = Callable[..., Any]

# On what each kind of rule is asked, in the order in which they are.
LEVELS = (
    "header", "unique", "child", "CINdetails", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans",
    "PreProceedingsandFGDM", "file",
)  # fmt: skip
FILES = (
    "header", "identifiers", "characteristics", "episodes", "assessments", "enquiries", "cinplans",
    "protectionplans", "preproceedings", "whole",
)  # fmt: skip

_functions: dict[str, Asked] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for the years it holds for: its number as printed, its fields, what it expects, how to put it right.

    `when` names an element that must be there, with the child, the episode or the record, for the rule to be asked.
    """

    code: str
    severity: str
    since: str
    until: str
    level: str
    when: str
    element: str
    fields: tuple[str, ...]
    expected: str
    message: str

    @property
    def is_own(self) -> bool:
        """Whether Harbourlight asks this of itself, beside the rules of the return."""
        return self.code.startswith("HL")

    @property
    def asks(self) -> str:
        """What the rule asks for, in one sentence."""
        return " ".join((functions()[self.code].__doc__ or "").split())


def asks(code: str) -> Callable[[Asked], Asked]:
    """Name the rule that a function asks."""

    def remember(function: Asked) -> Asked:
        _functions[code] = function
        return function

    return remember


@cache
def every_rule() -> tuple[Rule, ...]:
    """Every rule of every year, in the order of the file."""
    with files(HERE).joinpath("rules.csv").open(encoding="utf-8") as table:
        return tuple(Rule(**(row | {"fields": tuple(row["fields"].split())})) for row in csv.DictReader(table))


@cache
def functions() -> Mapping[str, Asked]:
    """The function of every rule, by its number."""
    for name in FILES:
        import_module(f"{__name__}.{name}")
    return _functions


@cache
def of_year(year: Year) -> tuple[Rule, ...]:
    """The rules of a year."""
    return tuple(rule for rule in every_rule() if in_force(year, rule.since, rule.until))


Pairs = tuple[tuple[Rule, Asked], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """The rules asked on one level: those of every record, and those of records that have an element."""

    always: Pairs
    sometimes: tuple[tuple[str, Pairs], ...]


@cache
def by_level(year: Year) -> Mapping[str, Asking]:
    """The rules of a year with their functions, by what they are asked on."""
    return {level: _asking([rule for rule in of_year(year) if rule.level == level]) for level in LEVELS}


def _asking(chosen: list[Rule]) -> Asking:
    known = functions()
    pairs = {
        when: tuple((rule, known[rule.code]) for rule in chosen if rule.when == when)
        for when in dict.fromkeys(rule.when for rule in chosen)
    }
    return Asking(pairs.pop("", ()), tuple(pairs.items()))
