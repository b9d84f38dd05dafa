"""The declared time limits: what a clock is, and how one is found by id, name or date."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from harbourlight.statute.arithmetic import Direction, Limit, Unit
from harbourlight.statute.calendar import Nation
from harbourlight.statute.errors import NotInForce, UnknownClock

JudgedBy = Literal["start", "end"]
Force = Literal["statutory", "guidance", "local"]

ALARM_KINDS = frozenset({"deadline", "interval", "max_duration", "min_notice"})
NEVER_EARLY = frozenset({"retention", "age_limit"})


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit as declared in clocks.csv: its start, its end, its number, its dates and its source.

    `rule` is the name that dated versions of one limit share, `duty` the name that limits on the same work
    share (a law and an area's stricter rule). `number` is None where an event drives the limit or the area
    must set it. A limit that is judged by its end (one that starts at birth, keeping, expiry) is judged by the
    law of the day it ends, or of the day on which somebody judges it; every other by that of its start.
    `holidays_of` is the nation whose bank holidays stand still, `paused_by` the clock whose law lets this one
    stand still. `times` and the window are of what is counted in a rolling period: so often, or so much, in any
    so long.
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
    judged_by: JudgedBy
    first_day_counts: bool
    direction: Direction
    clear_days: bool
    holidays_of: Nation
    moves_off_days_off: bool
    paused_by: str
    times: int | None
    window_number: int | None
    window_unit: Unit
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
    def as_limit(self) -> Limit:
        """How its number is counted; an age or a time of keeping never ends before the day is reached."""
        return Limit(
            number=self.number or 0,
            unit=self.unit,
            first_day_counts=self.first_day_counts,
            direction=self.direction,
            clear_days=self.clear_days,
            holidays_of=self.holidays_of,
            moves_off_days_off=self.moves_off_days_off,
            never_early=self.kind in NEVER_EARLY,
            name=self.id,
        )

    @property
    def window(self) -> Limit | None:
        """The rolling period in which it counts, whose first day is its day 1; None for every other limit."""
        if self.window_number is None:
            return None
        return Limit(number=self.window_number, unit=self.window_unit, first_day_counts=True, name=self.id)

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
        number=_number(row["number"]),
        unit=cast(Unit, row["unit"]),
        starts_at_birth=row["starts_at_birth"] == "yes",
        judged_by=cast(JudgedBy, row["judged_by"]),
        first_day_counts=row["first_day_counts"] == "yes",
        direction=cast(Direction, row["direction"]),
        clear_days=row["clear_days"] == "yes",
        holidays_of=cast(Nation, row["holidays_of"]),
        moves_off_days_off=row["moves_off_days_off"] == "yes",
        times=_number(row["times"]),
        window_number=_number(row["window_number"]),
        window_unit=cast(Unit, row["window_unit"]),
        force=cast(Force, row["force"]),
        compliant=row["compliant"] == "yes",
        effective_from=date.fromisoformat(row["effective_from"]) if row["effective_from"] else None,
        effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        verified=row["verified"] == "yes",
    )


def _number(text: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(text) if text else None


_TEXTS = (
    "id", "name", "rule", "duty", "process", "kind", "starts_when", "must_happen",
    "paused_by", "area", "applies_if", "source", "confidence", "note",
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
    its dates the error names the version that was in force, where one is known.
    """
    asked = get(clock) if isinstance(clock, str) else clock
    group = versions(asked.rule)
    in_force = next((version for version in group if version.in_force_on(day)), None)
    exact = isinstance(clock, Clock) or clock in (asked.id, asked.name)
    if exact and asked.in_force_on(day):
        return asked
    if not exact and in_force:
        return in_force
    instead = f"on that day {in_force.id} applies" if in_force else "no other version is known for that day"
    raise NotInForce(f"{asked.id} is in force {asked.version}, not on {in_words(day)}: {instead}")
