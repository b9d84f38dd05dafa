"""The code sets of the national returns, each code with its label and the dates between which it is good.

An old code is never overwritten: a record keeps the code of its day, and `choices` offers those of a day.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from harbourlight.statute.errors import UnknownCode

_TITLES = {
    "referral_source": "Source of referral",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
    "primary_need": "Primary need",
    "assessment_factor": "Factor found at assessment",
    "closure_reason": "Reason for closure",
    "abuse_category": "Category of abuse",
}


@dataclass(frozen=True, slots=True)
class Code:
    """One code as the return prints it, its meaning and its dates; a missing date is open."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    note: str

    def is_valid_on(self, day: date) -> bool:
        """Whether the code is good on the day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A named list of codes, old ones with them, in the order of the return."""

    name: str
    title: str
    source: str
    codes: tuple[Code, ...]

    def choices(self, on: date | None = None) -> tuple[tuple[str, str], ...]:
        """Pairs of code and label good on the day; without a day all there ever were, as a column needs."""
        return tuple((code.code, code.label) for code in self.codes if on is None or code.is_valid_on(on))

    def get(self, code: str) -> Code:
        """The code, old or new. Raises UnknownCode."""
        try:
            return next(known for known in self.codes if known.code == code)
        except StopIteration:
            raise UnknownCode(f"{self.title} has no code {code!r}") from None


@cache
def all_code_sets() -> tuple[CodeSet, ...]:
    """Every code set, in the order of the file."""
    found: dict[str, list[Code]] = {name: [] for name in _TITLES}
    with files("harbourlight.statute").joinpath("codes.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            code = Code(row["code"], row["label"], _day(row["valid_from"]), _day(row["valid_to"]), row["note"])
            found[row["set"]].append(code)
    return tuple(
        CodeSet(name, _TITLES[name], "Department for Education, children in need census", tuple(codes))
        for name, codes in found.items()
    )


def code_set(name: str) -> CodeSet:
    """The code set of this name, such as "referral_source". Raises UnknownCode."""
    try:
        return next(known for known in all_code_sets() if known.name == name)
    except StopIteration:
        raise UnknownCode(f"there is no code set {name!r}") from None


def _day(text: str) -> date | None:
    """A date of the file, or None where it is left open."""
    return date.fromisoformat(text) if text else None
