"""What a measure is, how one is counted, and what an indicator of the dataset says about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth

from .arithmetic import COUNT
from .months import LONDON, Month, midnight
from .querysets import chosen
from .rows import Rows

__all__ = ["LONDON", "Figure", "Indicator", "Measure", "Month", "Span", "counted", "midnight"]
FLOW, STOCK = "flow", "stock"
MONTHLY, QUARTERLY = "month", "quarter"
PROCESS, AGENCIES = "process", "agencies"
ONE_SOURCE = "one"


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

    @property
    def months(self):
        """The months of the span, the oldest first."""
        first, last = self.first.first, self.last.first
        return self.last.last_of((last.year - first.year) * 12 + last.month - first.month + 1)


Counted = Rows | Callable[[Any, Span], Any]


@dataclass(frozen=True)
class Measure:
    """One measure: its words, and the rows it counts: described, or as functions of (area, span) giving querysets.

    Rows that are described can be counted by other engines as well (``columnar``).

    ``good`` is "up", "down" or "" where neither way is good by itself. ``dated_by`` names the moment that
    puts a row into a month. Without a denominator the measure is a count. ``behind`` returns the records to
    open; it is the numerator unless said otherwise. A measure without a numerator is declared and cannot be
    counted yet; its exclusions say why.

    A flow counts what happened in a month; a stock counts what stood at the end of each: its functions get
    a span of that one month. ``since`` gives the first moment (or None) from which an area's records are
    here: months before it have no figure rather than a nought. ``may`` is the permission that opens the
    list behind the number, ``address`` the name of its page; ``owner`` and ``reporter`` are roles.
    ``adds`` are other rows that the numerator is the sum of, where they are dated or kept apart from it.
    """

    ref: str
    title: str
    outcome: str
    unit: str
    good: str
    definition: str
    dated_by: str = "happened_at"
    numerator: Counted | None = None
    denominator: Counted | None = None
    exclusions: str = ""
    behind: Counted | None = None
    kind: str = FLOW
    since: Callable[[Any], datetime | None] | None = None
    may: str = ""
    address: str = ""
    owner: str = ""
    reporter: str = ""
    adds: tuple[Rows, ...] = ()

    @property
    def is_counted(self):
        """Whether this can be counted from records here."""
        return self.numerator is not None

    def rows(self, area, span):
        """Return the records behind the number."""
        return chosen(self.behind or self.numerator, area, span)

    def by_month(self, area, months, at):
        """Return the figure of each month: one query for the top, one for the whole, by the caller's eyes.

        A stock takes a query for each month.
        """
        if self.numerator is None:
            return [None for _ in months]
        if self.kind == STOCK:
            return [self.standing(area, Span(month, month, at)) for month in months]
        span = Span(months[0], months[-1], at)
        tops = counted(chosen(self.numerator, area, span), self.dated_by)
        if self.denominator is None:
            return [Figure(tops.get(month, 0)) for month in months]
        wholes = counted(chosen(self.denominator, area, span), self.dated_by)
        return [Figure(tops.get(month, 0), wholes.get(month, 0)) for month in months]

    def standing(self, area, span):
        """Return the figure of a stock at the end of a span."""
        whole = chosen(self.denominator, area, span).count() if self.denominator else None
        return Figure(chosen(self.numerator, area, span).count(), whole)


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


@dataclass(frozen=True)
class Indicator:
    """One row of the dataset: its words, its unit, and how it is had from a measure or from other rows.

    ``unit`` is count, percent or rate_per_10000. ``numerator_ref`` and ``denominator_ref`` name the rows
    this one is made of; a rate has the children of the area as its denominator. ``complement_of`` names the
    row whose share is the rest of this one. ``measure`` names the measure of a room that counts it; without
    one it is brought in or collected, and ``not_computed`` says why. ``period`` is month, or quarter for one that
    is only told by the quarter. Targets and benchmarks are an area's own
    and dated, so that they are kept as rows, not here.

    For what readers could reckon with: ``guards`` is empty where children are counted, process for how the work was
    done (nobody late tells nothing of a child) and agencies where no child is counted. ``within`` says of a row
    that is not counted here of which other it is a part, and by what ("LAC3 reason=E11|E12"). A stock names the
    rows that ``came`` to it and ``went`` from it, with semicolons between them. Shares that are judged together
    name the row that they ``divides``, the best share first; none of them is good by itself. What several agencies
    give is added up, or ``gathers`` says that one source is enough ("one").
    """

    ref: str
    title: str
    outcome: str
    theme: str
    unit: str = COUNT
    owner: str = ""
    reporter: str = ""
    good: str = ""
    kind: str = FLOW
    period: str = MONTHLY
    numerator_ref: str = ""
    denominator_ref: str = ""
    complement_of: str = ""
    measure: str = ""
    not_computed: str = ""
    definition: str = ""
    exclusions: str = ""
    is_local: bool = False
    guards: str = ""
    within: str = ""
    came: str = ""
    went: str = ""
    divides: str = ""
    gathers: str = ""

    @property
    def triangle(self):
        """The mark of the good direction, as the sheet prints it."""
        return {"up": "▲", "down": "▼"}.get(self.good, "")
