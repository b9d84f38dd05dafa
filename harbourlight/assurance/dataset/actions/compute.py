"""Fills the figures of an area from the records of the rooms."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT, PERCENT, share
from harbourlight.foundations.measures.declarations import FLOW, Span
from harbourlight.foundations.measures.months import Month

from ..choices import Missing, Period, Source
from ..models import Population, Value
from ..models.comparing import children_on
from .publish import notice

WHY = "a figure counts the whole area, and shows nobody a record"
FIRST_DAYS = 5  # a month whose first record is later was recorded in part: no average, change or limit may hold it
STORED = Decimal("0.00000001")


@dataclass(frozen=True)
class Cell:
    """A figure before it is kept: its parts, or why there is none."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    number: Decimal | None = None
    missing: str = ""


class Counting:
    """Counts the computed indicators of one area over some months; each measure is counted once."""

    def __init__(self, area, months, at):
        self.area, self.months, self.at = area, months, at
        self.today = at.astimezone(LONDON).date()
        self.populations = Population.objects.series(area)
        self.starts, self.counted, self.cells = {}, {}, {}

    def figures(self, measure):
        """Return the figures of a measure by month."""
        if measure.ref not in self.counted:
            found = measure.by_month(self.area, self.months, self.at)
            self.counted[measure.ref] = dict(zip(self.months, found, strict=True))
        return self.counted[measure.ref]

    def starts_in(self, measure):
        """Return the day of the first record a measure could count, or None."""
        if measure.since not in self.starts:
            since = measure.since(self.area) if measure.since else None
            self.starts[measure.since] = since.astimezone(LONDON).date() if since else None
        return self.starts[measure.since]

    def cell(self, ref, month):
        """Return the figure of an indicator in a month."""
        if (ref, month) not in self.cells:
            self.cells[ref, month] = self._cell(registry.INDICATORS[ref], month)
        return self.cells[ref, month]

    def _cell(self, indicator, month):
        if month.has_ended_on > self.today:
            return Cell(missing=Missing.NOT_YET_DUE)
        measure = registry.measure_of(indicator)
        if measure:
            return self._from_records(indicator, measure, month)
        if indicator.complement_of:
            return complement(self.cell(indicator.complement_of, month))
        return self._from_rows(indicator, month)

    def _from_records(self, indicator, measure, month):
        begins = self.starts_in(measure)
        if measure.since and (begins is None or month < Month.of(begins)):
            return Cell(missing=Missing.NOT_ASKED)
        if begins is not None and measure.kind == FLOW and month == Month.of(begins) and begins.day > FIRST_DAYS:
            return Cell(missing=Missing.HALF_RECORDED)
        figure = self.figures(measure)[month]
        top = Decimal(figure.top)
        if indicator.unit == COUNT:
            return Cell(numerator=top, number=top)
        if indicator.unit != PERCENT:
            return self._per_child(top, indicator, month)
        return made_of(top, None if figure.bottom is None else Decimal(figure.bottom), indicator.unit)

    def _from_rows(self, indicator, month):
        top = self.cell(indicator.numerator_ref, month)
        if top.missing:
            return Cell(missing=top.missing)
        if indicator.unit != PERCENT:
            return self._per_child(top.number, indicator, month)
        whole = self.cell(indicator.denominator_ref, month)
        return Cell(missing=whole.missing) if whole.missing else made_of(top.number, whole.number, indicator.unit)

    def _per_child(self, top, indicator, month):
        children = children_on(self.populations, month.first)
        return made_of(top, children, indicator.unit) if children else Cell(missing=Missing.NO_POPULATION)


def made_of(top, bottom, unit):
    """Return the figure of two parts; nothing to count without a whole."""
    number = share(top, bottom, unit)
    if number is None:
        return Cell(numerator=top, denominator=bottom, missing=Missing.NOTHING_TO_COUNT)
    return Cell(top, bottom, number.quantize(STORED))


def complement(other):
    """Return the rest of a share."""
    if other.missing:
        return other
    return Cell(other.denominator - other.numerator, other.denominator, 100 - other.number)


def recorded(*, area, months, at):
    """Return the figures that the records give: (reference, month) to cell; nothing is kept."""
    refs = [ref for ref, indicator in registry.INDICATORS.items() if registry.is_computed(indicator)]
    with as_system(WHY):
        counting = Counting(area, months, at)
        return {(ref, month): counting.cell(ref, month) for ref in refs for month in months}


@transaction.atomic
def compute(*, area, months, at, by=None):
    """Fill the figures that the records give; what was brought in or collected stays.

    Returns (new, changed, same, kept): kept are figures of another source. The database keeps what a
    changed figure was before.
    """
    Value.objects.hold(area)
    cells = recorded(area=area, months=months, at=at)
    span = (min(months).first, max(months).first)
    held = {(row.ref, row.first): row for row in Value.objects.of_months(area, *span).select_for_update()}
    new, changed, same, kept = [], [], 0, 0
    for (ref, month), cell in cells.items():
        row = held.get((ref, month.first))
        if row is None:
            new.append(
                Value(
                    area=area, ref=ref, period=Period.MONTH, first=month.first, source=Source.COMPUTED,
                    recorded_at=at, recorded_by=by, **vars(cell),
                )
            )  # fmt: skip
        elif row.source != Source.COMPUTED:
            kept += 1
        elif Cell(row.numerator, row.denominator, row.number, row.missing) == cell:
            same += 1
        else:
            for name, part in vars(cell).items():
                setattr(row, name, part)
            row.recorded_at, row.recorded_by = at, by
            changed.append(row)
    Value.objects.bulk_create(new)
    fields = ("numerator", "denominator", "number", "missing", "recorded_at", "recorded_by")
    Value.objects.bulk_update(changed, fields)
    notice(area=area, at=at)
    return len(new), len(changed), same, kept


def standing_behind(measure, area, month, at):
    """Return how many records stand behind a number of a month."""
    with as_system(WHY):
        return measure.rows(area, Span(month, month, at)).count()
