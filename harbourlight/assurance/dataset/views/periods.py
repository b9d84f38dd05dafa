"""Months, quarters and financial years of indicators; a quarter or year is made of its months or given as such."""

from decimal import Decimal

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT, SHOWN, printed
from harbourlight.foundations.measures.declarations import QUARTERLY, STOCK
from harbourlight.foundations.measures.periods import NO_PARTS, QUARTER, Held, quarters_to, together, years_to
from harbourlight.foundations.measures.sheet import Reading, Row

from ..choices import Missing, Period, Source
from ..models import MethodNote, Population, Value
from .places import reading, readings

QUARTERS, YEARS = 5, 2
FIELDS = ("number", "numerator", "denominator", "missing", "source")
MADE = "months"
UNKNOWN = "its numerator and denominator are not known"


class Known:
    """What is known of some indicators of an area, by month and as given for whole periods."""

    def __init__(self, request, area, indicators, spans):
        self.today = request.today
        refs = set().union(*(refs_of(each) for each in indicators)) if indicators else set()
        first, last = min(span[0] for span in spans).first, max(span[-1] for span in spans).first
        rows = Value.objects.visible_to(request.user).filter(area=area, ref__in=refs, first__range=(first, last))
        self.kept = {found[:3]: found[3:] for found in rows.values_list("period", "ref", "first", *FIELDS)}
        self.populations = Population.objects.visible_to(request.user).series(area)
        self.facts = Held(registry.INDICATORS, self.month, self.children)

    def month(self, ref, of):
        """Return the reading of a month."""
        return reading(self.kept.get((Period.MONTH, ref, of.first)), of, self.today)

    def children(self, of):
        """Return the children of the area in a month, or None."""
        known = [number for from_on, number in self.populations if from_on <= of.first]
        return Decimal(known[-1]) if known else None

    def given(self, indicator, span):
        """Return what was given for a whole period, or None."""
        period = Period.YEAR if len(span) > QUARTER else Period.QUARTER
        return self.kept.get((period, indicator.ref, span[0].first))

    def reading(self, indicator, span):
        """Return a period as a reading that stands in its last month: as given, or made of its months."""
        given = self.given(indicator, span)
        if given:
            return Reading(span[-1], *given)
        if indicator.period == QUARTERLY and len(span) <= QUARTER:
            ended = span[-1].has_ended_on <= self.today
            return Reading(span[-1], missing=Missing.NOT_ASKED if ended else Missing.NOT_YET_DUE)
        whole = together(indicator, span, self.facts)
        source = "" if whole.number is None else MADE
        return Reading(span[-1], whole.number, whole.numerator, whole.denominator, whole.missing, source)


def rows_of(request, area, month, indicators, period=Period.MONTH):
    """Return a row for each indicator: thirteen months, five quarters or two financial years to a month.

    Among months, an indicator that is told by the quarter stands in the last month of each quarter.
    """
    if period == Period.MONTH:
        return by_month(request, area, month, indicators)
    spans = spans_to(month, period)
    known = Known(request, area, indicators, spans)
    return [Row(each, [known.reading(each, span) for span in spans], len(spans) - 1) for each in indicators]


def spans_to(month, period):
    """Return the periods that a sheet shows: those that are over by the end of a month, a year back."""
    return quarters_to(month, QUARTERS) if period == Period.QUARTER else years_to(month, YEARS)


def by_month(request, area, month, indicators):
    """Return the thirteen months of each indicator."""
    rows = readings(request, area, month, indicators)
    quarterly = [row.indicator for row in rows if row.indicator.period == QUARTERLY]
    if not quarterly:
        return rows
    ends = {each: each.last_of(QUARTER) for each in month.last_of(SHOWN) if each == each.quarter.back(-2)}
    known = Known(request, area, quarterly, list(ends.values()))

    def stands(indicator, each):
        return known.reading(indicator, ends[each]) if each in ends else Reading(each, missing=Missing.BY_QUARTER)

    return [
        Row(row.indicator, [stands(row.indicator, old.month) for old in row.readings])
        if row.indicator.period == QUARTERLY else row
        for row in rows
    ]  # fmt: skip


def periods(request, area, indicator, month):
    """Return the last quarters and years that are over, the newest first; none before the first figure."""
    spans = [*years_to(month, YEARS), *quarters_to(month, QUARTERS)]
    known = Known(request, area, [indicator], spans)
    notes = MethodNote.objects.visible_to(request.user).of_area(area)
    breaks = notes.filter(ref=indicator.ref, is_break=True).values_list("from_on", flat=True)
    found = []
    for span in spans:
        given = known.given(indicator, span)
        if given is None and not any(known.month(indicator.ref, each).number is not None for each in span):
            continue
        whole = together(indicator, span, known.facts)
        made = as_given(indicator, whole, given) if given else as_made(indicator, whole)
        if made["how"] and any(span[0].first < day < span[-1].has_ended_on for day in breaks):
            made["how"] += "; the series breaks within it"
        found.append(made)
    return found[::-1]


def refs_of(indicator):
    """Return the references of an indicator and of the rows it is made of."""
    found = {indicator.ref, indicator.numerator_ref, indicator.denominator_ref, indicator.complement_of}
    other = registry.INDICATORS.get(indicator.complement_of)
    return (found | ({other.numerator_ref, other.denominator_ref} if other else set())) - {""}


def as_given(indicator, whole, given):
    """Return a line for a figure that was given for the whole period."""
    number, top, bottom, missing, source = given
    why = Missing(missing).label if missing else ""
    return line(indicator, whole, number, top, bottom, why, Source(source).label)


def as_made(indicator, whole):
    """Return a line for a figure made of its months, or the month that lacks."""
    how = "The last month" if indicator.kind == STOCK else "Its months added up"
    why = UNKNOWN if whole.missing == NO_PARTS else Missing(whole.missing).label if whole.missing else ""
    if whole.lacks:
        why = f"{whole.lacks.first:%B %Y}: {why[:1].lower()}{why[1:]}"
    return line(indicator, whole, whole.number, whole.numerator, whole.denominator, why, how)


def line(indicator, whole, number, top, bottom, why, how):
    """Return what one line of the table shows."""
    has_parts = number is not None and indicator.unit != COUNT and bottom
    return {
        "name": str(whole), "text": printed(number, indicator.unit) or why, "how": how if number is not None else "",
        "numerator": printed(top, COUNT) if has_parts else "",
        "denominator": printed(bottom, COUNT) if has_parts else "",
    }  # fmt: skip
