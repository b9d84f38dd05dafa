"""What a measure is, and how one is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Month:
    """One calendar month in London."""

    first: date

    @classmethod
    def of(cls, day):
        """Return the month of a date."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text, otherwise):
        """Return the month written as 2026-11, or that of another date when it cannot be read."""
        try:
            return cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return cls.of(otherwise)

    def back(self, number):
        """Return the month so many months earlier (or later, for a negative number)."""
        place = self.first.year * 12 + self.first.month - 1 - number
        return Month(date(place // 12, place % 12 + 1, 1))

    @property
    def span(self):
        """The first moment of the month and the first moment after it."""
        return midnight(self.first), midnight(self.back(-1).first)

    def __str__(self):
        return f"{self.first:%Y-%m}"


def midnight(day):
    """Return the first moment of a day in London."""
    return datetime.combine(day, time(0), LONDON)


@dataclass(frozen=True)
class Span:
    """Whole months from one to another, both with them, as they stood at a moment."""

    first: Month
    last: Month
    at: datetime

    @property
    def bounds(self):
        """The first moment of the span and the first moment after it."""
        return self.first.span[0], self.last.span[1]


@dataclass(frozen=True)
class Measure:
    """One measure: its words, and the rows it counts as functions of (area, span) that return querysets.

    ``good`` is "up", "down" or "" where neither way is good by itself. ``dated_by`` names the moment that
    puts a row into a month. Without a denominator the measure is a count. ``behind`` returns the records to
    open; it is the numerator unless said otherwise. A measure without a numerator is declared and cannot be
    counted yet; its exclusions say why.
    """

    ref: str
    title: str
    outcome: str
    unit: str
    good: str
    definition: str
    dated_by: str = "happened_at"
    numerator: Callable[[Any, Span], Any] | None = None
    denominator: Callable[[Any, Span], Any] | None = None
    exclusions: str = ""
    behind: Callable[[Any, Span], Any] | None = None

    @property
    def is_counted(self):
        """Whether this can be counted from records here."""
        return self.numerator is not None

    def rows(self, area, span):
        """Return the records behind the number."""
        return (self.behind or self.numerator)(area, span)

    def by_month(self, area, months, at):
        """Return the figure of each month: one query for the top, one for the whole, by the caller's eyes."""
        if self.numerator is None:
            return [None for _ in months]
        span = Span(months[0], months[-1], at)
        tops = counted(self.numerator(area, span), self.dated_by)
        if self.denominator is None:
            return [Figure(tops.get(month, 0)) for month in months]
        wholes = counted(self.denominator(area, span), self.dated_by)
        return [Figure(tops.get(month, 0), wholes.get(month, 0)) for month in months]


def counted(rows, dated_by):
    """Return how many rows fall in each month, in London."""
    months = rows.order_by().annotate(of_month=TruncMonth(dated_by, tzinfo=LONDON)).values_list("of_month")
    return {Month.of(first.date()): number for first, number in months.annotate(Count("pk"))}


@dataclass(frozen=True)
class Figure:
    """A count, or a count out of another."""

    top: int
    bottom: int | None = None

    @property
    def percent(self):
        """The share in per cent to one decimal; None without a whole to share."""
        if not self.bottom:
            return None
        return (Decimal(100) * self.top / self.bottom).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def __str__(self):
        if self.bottom is None:
            return str(self.top)
        return "none" if not self.bottom else f"{self.percent}% ({self.top} of {self.bottom})"
