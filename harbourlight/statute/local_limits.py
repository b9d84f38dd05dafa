"""The limits that are no law until an area takes them up: usual numbers with where they come from.

`local_limits.csv` holds what guidance, other authorities or memory say and nobody has read in the text of a law. An
area may take such a number as its own; what runs out is then counted, and never shown as a breach of law. A clock of
`clocks.csv` that never rings may stand here under the same id, with what is known of it as a setting.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

from harbourlight.statute.arithmetic import Direction, Limit, Unit
from harbourlight.statute.declarations import NEVER_EARLY, JudgedBy
from harbourlight.statute.errors import UnknownClock


@dataclass(frozen=True, slots=True)
class LocalLimit:
    """One limit that an area may set: what starts it, its usual number and unit, its source and why it is no law.

    `number` is None, with no unit, where no figure is known and the area must give one. `kind` and `judged_by` mean
    what they mean of a clock; `earliest` is a day before which something may not be done, and `expiry` the day after
    which something no longer holds.
    """

    id: str
    title: str
    starts_when: str
    kind: str
    number: int | None
    unit: Unit
    first_day_counts: bool
    direction: Direction
    judged_by: JudgedBy
    effective_from: date | None
    effective_to: date | None
    source: str
    why_local: str

    @property
    def as_limit(self) -> Limit:
        """How its usual number is counted; keeping never ends before its day is reached."""
        return Limit(
            number=self.number or 0,
            unit=self.unit,
            first_day_counts=self.first_day_counts,
            direction=self.direction,
            never_early=self.kind in NEVER_EARLY,
            name=self.id,
        )

    def in_force_on(self, day: date) -> bool:
        """Whether the usual number stood on the day; a missing bound is open."""
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


@cache
def local_limits() -> Mapping[str, LocalLimit]:
    """Every limit that an area may set, by its id, in the order of the file."""
    with files("harbourlight.statute").joinpath("local_limits.csv").open(encoding="utf-8") as table:
        return {row["id"]: _limit(row) for row in csv.DictReader(table)}


def local_limit(limit_id: str) -> LocalLimit:
    """The limit of this id. Raises UnknownClock."""
    try:
        return local_limits()[limit_id]
    except KeyError:
        raise UnknownClock(f"there is no local limit {limit_id!r}") from None


def _limit(row: Mapping[str, str]) -> LocalLimit:
    """A row of the file as a limit."""
    return LocalLimit(
        **{column: row[column] for column in ("id", "title", "starts_when", "kind", "source", "why_local")},
        number=int(row["number"]) if row["number"] else None,
        unit=cast(Unit, row["unit"]),
        first_day_counts=row["first_day_counts"] == "yes",
        direction=cast(Direction, row["direction"]),
        judged_by=cast(JudgedBy, row["judged_by"]),
        effective_from=date.fromisoformat(row["effective_from"]) if row["effective_from"] else None,
        effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
    )
