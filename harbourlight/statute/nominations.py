"""The professions that the law names for a multi-agency child protection team, as dated data.

Children's Wellbeing and Schools Act 2026 section 3: at least a social worker, a health professional, a person with
experience of education and a police officer are nominated. It is commenced by order; a row without a first day is law
that is not yet in force. When an order names the day, it is written into ``nominations.csv`` and nothing else changes.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "nominations.csv"


@dataclass(frozen=True)
class Nomination:
    """One profession from which a team has somebody: whom, of which sector, in force since when (None: not yet)."""

    id: str
    profession: str
    title: str
    sector: str
    from_on: date | None
    until_on: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Return whether the law asks for this profession on a day."""
        return self.from_on is not None and self.from_on <= day and (self.until_on is None or day <= self.until_on)


@cache
def nominations() -> tuple[Nomination, ...]:
    """Return every profession that the law names, in force or not, in the order of the law."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Nomination(
                row["id"], row["profession"], row["title"], row["sector"], day_or_none(row["from_on"]),
                day_or_none(row["until_on"]), row["source"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


def day_or_none(text: str) -> date | None:
    """Return a date written 2026-04-29, or None for no words."""
    return date.fromisoformat(text) if text else None


def asked_on(day: date) -> tuple[Nomination, ...]:
    """Return the professions that the law asks for on a day; none before it is commenced."""
    return tuple(each for each in nominations() if each.holds_on(day))
