"""The declared time limits: what a clock is, and how one is found by id, name or date."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from harbourlight.statute.errors import NotInForce, UnknownClock

Unit = Literal[
    "",
    "minutes",
    "hours",
    "calendar_days",
    "working_days",
    "school_days",
    "school_openings",
    "weeks",
    "months",
    "years",
]
Direction = Literal["forward", "back"]
JudgedBy = Literal["start", "end"]
Force = Literal["statutory", "guidance", "local"]

ALARM_KINDS = frozenset({"deadline", "interval", "max_duration", "min_notice"})


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit as declared in clocks.csv: its start, its end, its number, its dates and its source.

    `rule` is the name that dated versions of one limit share, `duty` the name that limits on the same work
    share (a law and an area's stricter rule). `number` is None where an event drives the limit or the area
    must set it. A limit that starts at birth is judged by the law of the day it ends, every other by that of
    its start.
    """

    id: str
    name: str
    rule: str
    duty: str
    process: str
    kind: str
    starts_when: str
    must_happen: str
    number: int | None
    unit: Unit
    starts_at_birth: bool
    first_day_counts: bool
    direction: Direction
    clear_days: bool
    force: Force
    area: str
    compliant: bool
    effective_from: date | None
    effective_to: date | None
    applies_if: str
    source: str
    confidence: str
    verified: bool
    note: str

    @property
    def runs_as_alarm(self) -> bool:
        """Whether deadlines are made from it: an alarm kind, verified, lawful, numbered; else a setting."""
        return self.kind in ALARM_KINDS and self.verified and self.compliant and self.number is not None

    @property
    def is_waiting_time(self) -> bool:
        """Whether something may not happen before the day it gives, as with an application after notice."""
        return self.kind == "earliest" or (self.kind == "min_notice" and self.direction == "forward")

    @property
    def limit(self) -> str:
        """The limit in words, such as "15 working days"; "by event" without a number."""
        if self.number is None:
            return "by event"
        unit = self.unit.replace("_", " ")
        return f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"

    @property
    def version(self) -> str:
        """The days between which it is in force, in words, such as "from 15 April 2013"."""
        since = f"from {in_words(self.effective_from)}" if self.effective_from else ""
        until = f"to {in_words(self.effective_to)}" if self.effective_to else ""
        return f"{since} {until}".strip() or "undated"

    def in_force_on(self, day: date) -> bool:
        """Whether it is in force on the day; a missing bound is open."""
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


def in_words(day: date) -> str:
    """A date as people write it: 4 July 2018."""
    return f"{day.day} {day:%B} {day.year}"


@cache
def all_clocks() -> tuple[Clock, ...]:
    """Every declared time limit, in the order of the file."""
    with files("harbourlight.statute").joinpath("clocks.csv").open(encoding="utf-8") as table:
        return tuple(_clock(row) for row in csv.DictReader(table))


def _clock(row: Mapping[str, str]) -> Clock:
    """A row of the file as a clock."""
    texts = {column: row[column] for column in _TEXTS}
    return Clock(
        **texts,
        number=int(row["number"]) if row["number"] else None,
        unit=cast(Unit, row["unit"]),
        starts_at_birth=row["starts_at_birth"] == "yes",
        first_day_counts=row["first_day_counts"] == "yes",
        direction=cast(Direction, row["direction"]),
        clear_days=row["clear_days"] == "yes",
        force=cast(Force, row["force"]),
        compliant=row["compliant"] == "yes",
        effective_from=date.fromisoformat(row["effective_from"]) if row["effective_from"] else None,
        effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        verified=row["verified"] == "yes",
    )


_TEXTS = (
    "id", "name", "rule", "duty", "process", "kind", "starts_when", "must_happen",
    "area", "applies_if", "source", "confidence", "note",
)  # fmt: skip


@cache
def _index() -> Mapping[str, Clock]:
    """Every clock by id, by name, and the newest version by the name its versions share."""
    by_rule = {rule: group[-1] for rule, group in _groups().items()}
    return by_rule | {key: clock for clock in all_clocks() for key in (clock.id, clock.name)}


def get(id_or_name: str) -> Clock:
    """The clock of this id or name; by a rule's name its newest version. Raises UnknownClock."""
    try:
        return _index()[id_or_name]
    except KeyError:
        raise UnknownClock(f"there is no clock {id_or_name!r}; `clock list` names them all") from None


@cache
def _groups() -> Mapping[str, tuple[Clock, ...]]:
    """The versions of every rule, oldest first."""
    groups: dict[str, tuple[Clock, ...]] = {}
    for clock in sorted(all_clocks(), key=lambda clock: clock.effective_from or date.min):
        groups[clock.rule] = (*groups.get(clock.rule, ()), clock)
    return groups


def versions(rule: str) -> tuple[Clock, ...]:
    """The dated versions of a rule, oldest first; of a clock's id or name, the versions beside it."""
    return _groups()[get(rule).rule]


def version_on(clock: Clock | str, day: date) -> Clock:
    """The clock to judge that day by. Raises UnknownClock or NotInForce.

    A rule's name finds the version of the day. An id, or a clock itself, means that row and no other: outside
    its dates the error names the version that was in force, where one is known. A limit that starts at birth
    is given whatever the day: `due` judges it by its end.
    """
    asked = get(clock) if isinstance(clock, str) else clock
    group = versions(asked.rule)
    in_force = next((version for version in group if version.in_force_on(day)), None)
    if asked.starts_at_birth:
        return asked
    exact = isinstance(clock, Clock) or clock in (asked.id, asked.name)
    if exact and asked.in_force_on(day):
        return asked
    if not exact and in_force:
        return in_force
    instead = f"on that day {in_force.id} applies" if in_force else "no other version is known for that day"
    raise NotInForce(f"{asked.id} is in force {asked.version}, not on {in_words(day)}: {instead}")
