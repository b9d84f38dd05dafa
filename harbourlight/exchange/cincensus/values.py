"""How the text of an element becomes a value: dates, codes, numbers, yes and no."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from harbourlight.exchange.cincensus.structure import codes
from harbourlight.exchange.cincensus.years import Year, ending

Value = Any  # a date, a text, a whole number, True or False; None for what cannot be read
Convert = Callable[[str], Value]

MOST_KEPT = 50_000  # days kept ready; a year's file needs some thousands
LONGEST = 200  # characters of a text; what is longer is no value of a census

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_NUMBER = re.compile(r"[+]?\d{1,6}", re.ASCII)
_PATTERNS = {
    "year": re.compile(r"\d{4}(Z|[+-]\d\d:\d\d)?", re.ASCII),
    "authority": re.compile(r"\d{3}", re.ASCII),
    "serial": re.compile(r"\d{3,}", re.ASCII),
    "moment": _MOMENT,
}
_YES_NO = {"1": True, "true": True, "0": False, "false": False}

# What a kind of field expects, for people.
EXPECTED = {
    "date": "a day that exists, written like 2025-06-30",
    "number": "a whole number of 0 or more",
    "yes_no": "1 or true for yes, 0 or false for no",
    "upn": "a letter, 11 digits, then a digit or letter",
    "year": "a year of four digits",
    "authority": "three digits",
    "serial": "three digits or more",
    "moment": "a date and time like 2026-05-01T10:00:00",
    "text": f"at most {LONGEST} characters",
}


class _Days(dict[str, date | None]):
    """The days of texts met before; a new text is read when it is first asked for."""

    def __missing__(self, text: str) -> date | None:
        found = _DATE.fullmatch(text)
        day = None
        if found:
            try:
                day = date.fromisoformat(found[1])
            except ValueError:
                day = None
        if len(self) > MOST_KEPT:
            self.clear()
        self[text] = day
        return day


read_day: Callable[[str], date | None] = _Days().__getitem__


def read_number(text: str) -> int | None:
    """The whole number a text names, or None."""
    return int(text) if _NUMBER.fullmatch(text) else None


def read_text(text: str) -> str | None:
    """The text, cut where it is longer than any value of a census."""
    return text.strip()[:LONGEST] or None


def _pattern(pattern: re.Pattern[str]) -> Convert:
    return lambda text: text if pattern.fullmatch(text) else None


def converters(year: Year) -> Mapping[str, Convert]:
    """What reads each kind of field in a year; each gives None for what it cannot read."""
    found: dict[str, Convert] = {
        "date": read_day,
        "number": read_number,
        "upn": read_text,  # the rules say what is wrong with it
        "text": read_text,
        "yes_no": _YES_NO.get,
    }
    found |= {kind: _pattern(pattern) for kind, pattern in _PATTERNS.items()}
    for name, allowed in codes(year).items():
        found[name] = dict(zip(allowed, allowed, strict=True)).get
    return found


def expected(kind: str, year: Year) -> str:
    """In words, what a field of this kind holds."""
    return EXPECTED.get(kind) or _codes_in_words(kind, year.ends)


@cache
def _codes_in_words(kind: str, ends: int) -> str:
    return "one of " + ", ".join(codes(ending(ends)).get(kind, ()))
