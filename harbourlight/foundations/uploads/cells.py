"""What stands in a cell: numbers, percentages, small and hidden numbers, months, days, as people write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from .errors import NotSo

HIDDEN, FEWER, NOTHING = "hidden", "fewer", "nothing"
NUMBER = re.compile(r"([0-9]{1,3}(?:[ ,’'\u2009\u202f][0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,12})?")
_FEWER = re.compile(r"(?:<|fewer than|less than|under|below)\s*([0-9]{1,3})", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:≤|<=|=<|at most|up to)\s*([0-9]{1,3})", re.IGNORECASE)
_SPAN = re.compile(r"[01]\s*(?:-|–|to)\s*([0-9]{1,2})", re.IGNORECASE)
HIDDEN_MARKS = frozenset("c * ** sup supp suppressed hidden redacted [c] (c) [low]".split())
NOTHING_MARKS = frozenset(
    ["", "-", "–", "—", ":", ".", "..", "...", "z", "[z]", "[x]", "n/a", "na", "n.a.", "not applicable",
     "nothing to count", "no data", "#n/a"]
)  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[-/. ]+)?([A-Za-z]{3,9})[-/., ’']+([0-9]{4}|[0-9]{2})")
_TIME = re.compile(r"(.+?)[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?")
MIDNIGHT = re.compile(r"[T ]+00:00(:00(\.0+)?)?$")


@dataclass(frozen=True)
class Number:
    """What a cell says of a number: the number, or that it is small (`below`: fewer than so many) or hidden, or none.

    `is_percent` is whether it was written with a percent sign.
    """

    value: Decimal | None = None
    mark: str = ""
    below: int | None = None
    is_percent: bool = False

    @property
    def in_words(self) -> str:
        """What a mark means."""
        if self.mark == FEWER:
            return f"fewer than {self.below}"
        return {HIDDEN: "hidden", NOTHING: "nothing to count"}.get(self.mark, "")


def number_in(text: str) -> Number:
    """Return what a cell says of a number. Raises NotSo."""
    bare = " ".join(text.split())
    if bare.lower() in NOTHING_MARKS:
        return Number(mark=NOTHING)
    if bare.lower() in HIDDEN_MARKS:
        return Number(mark=HIDDEN)
    small = _FEWER.fullmatch(bare)
    at_most = _AT_MOST.fullmatch(bare) or _SPAN.fullmatch(bare)
    if small and int(small[1]):
        return Number(mark=FEWER, below=int(small[1]))
    if at_most:
        return Number(mark=FEWER, below=int(at_most[1]) + 1)
    is_percent = bare.endswith("%")
    found = NUMBER.fullmatch(bare.removesuffix("%").removeprefix("+").strip())
    if found is None:
        raise NotSo("is not a number such as 42, 1,378 or 87.1%")
    return Number(Decimal(re.sub(r"[^0-9]", "", found[1]) + (found[2] or "")), is_percent=is_percent)


def whole_in(text: str) -> Number:
    """Return what a cell says of a whole number, also one written as 3.0. Raises NotSo."""
    found = number_in(text)
    if found.is_percent or (found.value is not None and found.value != int(found.value)):
        raise NotSo("is not a whole number such as 42")
    return Number(Decimal(int(found.value)), found.mark, found.below) if found.value is not None else found


def month_in(text: str) -> date:
    """Return the first day of the month that a cell names: 2018-10, Oct-18, October 2018, 01/10/2018. Raises NotSo."""
    bare = MIDNIGHT.sub("", " ".join(text.split()))
    alone = _YEAR_FIRST.fullmatch(bare)
    if alone and not alone[3]:
        return _day(int(alone[1]), int(alone[2]), 1, MONTH)
    short = _MONTH_FIRST.fullmatch(bare)
    if short:
        return _day(int(short[2]), int(short[1]), 1, MONTH)
    words = _IN_WORDS.fullmatch(bare)
    if words and not words[1]:
        return _day(_year(words[3]), _month(words[2], MONTH), 1, MONTH)
    day = _whole_day(bare, MONTH)
    if day.day != 1 and (day + timedelta(days=1)).day != 1:
        raise NotSo("is a day within a month: write the month, such as 2018-10 or Oct-18")
    return day.replace(day=1)


MONTH = "is not a month such as 2018-10, Oct-18 or 01/10/2018"
DAY = "is not a date such as 21/03/2017, 2017-03-21 or 21 March 2017"
MOMENT = "is not a date with a time such as 20/03/2026 16:10"


def day_in(text: str) -> date:
    """Return the day that a cell names, the day before the month as in Britain. Raises NotSo."""
    return _whole_day(MIDNIGHT.sub("", " ".join(text.split())), DAY)


def moment_in(text: str) -> datetime:
    """Return the moment, without its zone, that a cell names. Raises NotSo."""
    parts = _TIME.fullmatch(" ".join(text.split()))
    if parts is None:
        raise NotSo(MOMENT)
    day = _whole_day(parts[1], MOMENT)
    try:
        return datetime(day.year, day.month, day.day, int(parts[2]), int(parts[3]), int(parts[4] or 0))  # noqa: DTZ001
    except ValueError:
        raise NotSo(MOMENT) from None


def _whole_day(bare: str, otherwise: str) -> date:
    """Return the day that words name. Raises NotSo with the words otherwise."""
    found = _YEAR_FIRST.fullmatch(bare)
    if found and found[3]:
        return _day(int(found[1]), int(found[2]), int(found[3]), otherwise)
    found = _DAY_FIRST.fullmatch(bare)
    if found:
        return _day(_year(found[3]), int(found[2]), int(found[1]), otherwise)
    found = _IN_WORDS.fullmatch(bare)
    if found and found[1]:
        return _day(_year(found[3]), _month(found[2], otherwise), int(found[1]), otherwise)
    raise NotSo(otherwise)


def _year(text: str) -> int:
    """Return a year; of two figures the one in this century, up to 69, as spreadsheets read them."""
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def _month(word: str, otherwise: str) -> int:
    try:
        return MONTHS[word.lower()]
    except KeyError:
        raise NotSo(otherwise) from None


def _day(year: int, month: int, day: int, otherwise: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotSo(otherwise) from None
