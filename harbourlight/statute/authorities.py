"""The local authorities of England by the three figures of their returns, each with its dates and who came after it.

`authorities.csv` holds those of every census year known here; of those that ended before, the ones whose numbers still
turn up. A missing date is open. The codes are the Department for Education's; the dates are those of the orders by
which councils were reorganised, such as the Cumbria (Structural Changes) Order 2022.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from harbourlight.statute.errors import UnknownCode


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority: its code and name, the first and the last day on which it stood, and the codes of its heirs."""

    code: str
    name: str
    begins: date | None
    ends: date | None
    successors: tuple[str, ...]

    def stands_on(self, day: date) -> bool:
        """Whether it was an authority on the day, the first and the last with it."""
        return (self.begins or date.min) <= day <= (self.ends or date.max)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@cache
def every() -> tuple[Authority, ...]:
    """Every authority, old ones with them, by code."""
    with files("harbourlight.statute").joinpath("authorities.csv").open(encoding="utf-8") as table:
        return tuple(
            Authority(row["code"], row["name"], _day(row["from"]), _day(row["to"]), tuple(row["successors"].split()))
            for row in csv.DictReader(table)
        )


def get(code: str) -> Authority:
    """The authority of a code, old or new. Raises UnknownCode."""
    found = next((authority for authority in every() if authority.code == code), None)
    if found is None:
        raise UnknownCode(f"no authority we know has the code {code}")
    return found


def against(code: str, day: date) -> str:
    """Why a return about this day cannot be of the authority with this code, in one sentence; empty where it can."""
    try:
        found = get(code)
    except UnknownCode as trouble:
        return f"{str(trouble).capitalize()}."
    if found.stands_on(day):
        return ""
    if found.begins and day < found.begins:
        return f"{found} began on {_words(found.begins)}."
    heirs = " or ".join(str(get(heir)) for heir in found.successors)
    assert found.ends  # neither stands nor is still to begin
    return f"{found} ended on {_words(found.ends)}" + (f"; after it came {heirs}." if heirs else ".")


def follows(code: str, earlier: str) -> bool:
    """Whether the authority of a code came after that of an earlier one, at once or through others."""
    known = {authority.code: authority.successors for authority in every()}
    heirs = known.get(earlier, ())
    return code in heirs or any(follows(code, heir) for heir in heirs)


def _words(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def _day(text: str) -> date | None:
    """A date of the file, or None where it is left open."""
    return date.fromisoformat(text) if text else None
