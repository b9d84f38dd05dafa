"""Makes children with one fault each, by the table `made_faults.csv`.

A row names the rule that its child breaks, the rules that the same fault breaks too, the modules of the child, and the
changes that make the fault. `A` is an assessment, `S` an enquiry with its conference, `P` a child protection plan that
ended, `p` one that is open, `C` a child in need plan, `M` pre-proceedings, `X` a closed case, `N` a referral without
further action. A change gives a field of a record a value: `-` takes it out, `empty` leaves it without a value, `@5`
is five days after the first of the year, `@w5` the first working day from then, `@s5` the first Saturday, and `|`
stands between the values of a list.
"""

import copy
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from harbourlight.exchange.cincensus import making, rules, structure
from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.years import Year

BEGINS = 62
_LETTERS = {
    "A": "Assessments",
    "S": "Section47",
    "P": "ChildProtectionPlans",
    "p": "ChildProtectionPlans",
    "C": "CINPlanDates",
    "M": "PreProceedingsandFGDM",
}
_RECORDS = {
    "assessment": "Assessments",
    "enquiry": "Section47",
    "plan": "ChildProtectionPlans",
    "cinplan": "CINPlanDates",
    "block": "PreProceedingsandFGDM",
}
_WORDS = {"yes": True, "no": False, "empty": ""}
_LISTS = frozenset(structure.LISTS.values())
_OLD_SEX = {"M": "1", "F": "2", "U": "0"}


@dataclass(frozen=True, slots=True)
class MadeFault:
    """One kind of fault: the rule its child breaks, in words what it is, and how the child is made."""

    number: int
    rule: str
    what: str
    base: str
    changes: tuple[str, ...]
    also: frozenset[str]


@cache
def every_fault() -> tuple[MadeFault, ...]:
    """Every kind of fault, in the order of the table."""
    with files(structure.HERE).joinpath("made_faults.csv").open(encoding="utf-8") as table:
        return tuple(
            MadeFault(
                number,
                row["rule"],
                row["what"],
                row["base"],
                tuple(part.strip() for part in row["changes"].split(";")),
                frozenset(row["also"].split()),
            )
            for number, row in enumerate(csv.DictReader(table), 1)
        )


def faults_of(year: Year) -> tuple[MadeFault, ...]:
    """The kinds of fault that a year has rules for."""
    known = {rule.code for rule in rules.of_year(year)}
    held = structure.modules(year)
    return tuple(
        fault
        for fault in every_fault()
        if (fault.rule in known or fault.rule.startswith("schema."))
        and all(_LETTERS[letter] in held for letter in fault.base.split() if letter in _LETTERS)
    )


def faulty_children(year: Year) -> Iterator[tuple[MadeFault, list[Record]]]:
    """For each kind of fault of a year a child that has it, and for two that must differ the second."""
    for fault in faults_of(year):
        yield fault, faulty(fault, year)


def faulty(fault: MadeFault, year: Year) -> list[Record]:
    """The child with a fault, and its twin where the fault needs two."""
    told = _base(fault, year)
    made = [told]
    for change in fault.changes:
        verb, _, what = change.partition(" ")
        if verb == "twin":
            made.append(_twin(told, what, fault.number))
        elif verb == "alike":
            made.append(_twin(told, "Sex" if "Sex" in told["ChildIdentifiers"] else "GenderCurrent", fault.number))
            made[1]["ChildIdentifiers"]["LAchildID"] = what + told["ChildIdentifiers"]["LAchildID"]
        elif verb == "copy":
            records = _episode(told)[_RECORDS[what]]
            records.append(copy.deepcopy(records[0]))
        elif verb == "no":
            told["CINdetails"] = []
        elif verb == "new":
            told["CINdetails"].append(making.episode(year, BEGINS + 91, ()))
        else:
            _change(told, change, year)
    return made


def _base(fault: MadeFault, year: Year) -> Record:
    """A sound child of about thirteen with the modules that a fault needs."""
    letters = fault.base.split()
    modules = [_LETTERS[letter] for letter in letters if letter in _LETTERS]
    episode = making.episode(year, BEGINS, modules)
    if "p" in letters:
        plan = episode["ChildProtectionPlans"][0]
        del plan["CPPendDate"]
        plan["CPPreviewDate"] = plan["CPPreviewDate"][:1]
    if "X" in letters:
        episode = making.close(episode, making.day(year, BEGINS + 91), "RC7")
    if "N" in letters:
        episode = making.close(episode, making.day(year, 9), "RC7") | {"ReferralNFA": True}
    who = making.person(year, 900_000 + fault.number, date(year.ends - 14, 2, 3))
    return {
        "ChildIdentifiers": who | {"LAchildID": f"F{fault.number:03}"},
        "ChildCharacteristics": {"Ethnicity": "WBRI", "Disability": ["NONE"]},
        "CINdetails": [episode],
    }


def _twin(told: Record, shared: str, number: int) -> Record:
    """A second child that has one field in common with the first."""
    twin = copy.deepcopy(told)
    own = {"LAchildID": f"F{number:03}B", "UPN": making.upn(990_000 + number)}
    twin["ChildIdentifiers"] |= own | {shared: told["ChildIdentifiers"][shared]}
    return twin


def _episode(told: Record, number: int = 0) -> Record:
    found: Record = told["CINdetails"][number]
    return found


def _record(told: Record, name: str) -> Record:
    """The record a change names: `who`, `about`, `episode` or a module's, with 2 for the second of its kind."""
    number, bare = (1, name[:-1]) if name.endswith("2") else (0, name)
    found: Record
    if bare in ("who", "about"):
        found = told["ChildIdentifiers" if bare == "who" else "ChildCharacteristics"]
    elif bare == "episode":
        found = _episode(told, number)
    else:
        found = _episode(told)[_RECORDS[bare]][number]
    return found


def _change(told: Record, change: str, year: Year) -> None:
    """Give a field a value, or take it out."""
    target, _, text = change.partition("=")
    name, _, field = target.partition(".")
    if not field:
        _episode(told)[_RECORDS[name]] = []
        return
    record = _record(told, name)
    if field == "Sex" and "Sex" not in record:
        field, text = "GenderCurrent", _OLD_SEX.get(text, text)
    if text == "-":
        record.pop(field, None)
    elif field in _LISTS:
        record[field] = [_value(part, year) for part in text.split("|")]
    else:
        record[field] = _value(text, year)


def _value(text: str, year: Year) -> Any:
    if not text.startswith("@"):
        return _WORDS.get(text, text)
    if text[1] == "w":
        return making.workday(year, int(text[2:]))
    if text[1] == "s":
        found = making.day(year, int(text[2:]))
        return found + timedelta(days=(5 - found.weekday()) % 7)
    return making.day(year, int(text[1:]))
