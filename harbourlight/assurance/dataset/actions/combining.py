"""Quarters of a release, and several areas together: made of what is shown alone, so that they tell nothing new.

A sum of shown figures is what every reader can add up. A share or rate together stands only where its numerators and
denominators are shown, in each month and each area; what one of them leaves out is left out of the whole.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT, PERCENT, SHOWN, printed, rounded, share
from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.periods import NO_PARTS, Held, quarters_to, together
from harbourlight.foundations.measures.quantities import Quantities

from ..choices import Missing, Source
from ..models import Population
from ..models.comparing import children_on
from .releases import MARK, current, public_releases

QUARTERS = 4


@dataclass(frozen=True)
class Together:
    """One indicator of several months or areas: figures as printed, with n of N, or why there is none."""

    indicator: Indicator
    cells: list[str]


class Shown:
    """What readers of a release know: its shown figures, without parts that no figure prints."""

    def __init__(self, release):
        self.area = release.publication.area
        self.indicators = {line.indicator.ref: line.indicator for line in release.lines}
        self.readings = {
            (line.indicator.ref, each.month): replace(each, number=cell.number, numerator=None, denominator=None)
            for line in release.lines
            for each, cell in zip(line.row.readings, line.cells, strict=True)
        }
        self.populations = Population.objects.series(self.area)
        self.quantities = Quantities(self.indicators, registry.MEASURES)

    def number(self, ref, month):
        """Return a shown figure, or None."""
        found = self.readings.get((ref, month))
        return found.number if found else None

    def is_of_its_rows(self, indicator, month):
        """Say whether a share is of the rows that it names, and not counted here by others."""
        names = self.quantities.of[indicator.ref]
        refs = [ref for ref in (indicator.numerator_ref, indicator.denominator_ref) if ref]
        return self.readings[indicator.ref, month].source != Source.COMPUTED or list(names[: len(refs)]) == refs

    def children(self, month):
        """Return the children of the area, whom everybody knows."""
        return children_on(self.populations, month.first)

    def named(self, indicator, span):
        """Return an indicator without the rows that it names where it is counted here by others."""
        if all(self.is_of_its_rows(indicator, month) for month in span):
            return indicator
        return replace(indicator, numerator_ref="", denominator_ref="")

    def parts(self, indicator, month):
        """Return numerator and denominator of a month from figures that are shown; None for what is not."""
        if indicator.unit == COUNT:
            return self.number(indicator.ref, month), Decimal(1)
        if not self.is_of_its_rows(indicator, month):
            return None, None
        top = self.number(indicator.numerator_ref, month)
        bottom = self.number(indicator.denominator_ref, month) if indicator.unit == PERCENT else self.children(month)
        return top, bottom


def quarters(release):
    """Return the last whole quarters of a release, and each indicator with what it was in them."""
    known = Shown(release)
    spans = [span for span in quarters_to(release.month, QUARTERS) if span[0] in release.months]
    facts = Held(known.indicators, lambda ref, month: known.readings[ref, month], known.children)
    lines = [
        Together(one, [words_of(one, together(known.named(one, span), span, facts)) for span in spans])
        for one in known.indicators.values()
    ]
    return [f"{span[0].first:%B} to {span[-1].first:%B %Y}" for span in spans], lines


def words_of(indicator, whole):
    """Return a quarter as printed with what it is made of, or why it has no figure."""
    if whole.number is not None:
        return printed_with(whole.number, whole.numerator, whole.denominator, indicator.unit)
    if whole.missing in (Missing.SUPPRESSED, NO_PARTS):
        return MARK
    return Missing(whole.missing).label if whole.missing else ""


def printed_with(number, top, bottom, unit):
    """Return a figure with its numerator and denominator: "87.1% (27 of 31)"."""
    text = printed(number, unit)
    return text if unit == COUNT or not bottom else f"{text} ({rounded(top):,} of {rounded(bottom):,})"


def joint(month):
    """Return the areas with a public release of a month, and each indicator of all of them together by month."""
    found = [current(each) for each in public_releases().filter(period="month", first=month.first)]
    known = [Shown(release) for release in found]
    first = known[0].indicators.values() if known else ()
    shared = [one for one in first if all(one.ref in each.indicators for each in known)]
    months = month.last_of(SHOWN)
    lines = [Together(one, [all_of(known, one, each) for each in months]) for one in shared]
    return [each.area for each in known], months, lines


def all_of(known: list[Shown], indicator: Indicator, month: Month) -> str:
    """Return an indicator of all areas in a month; left out where a figure of one of them is."""
    parts = [each.parts(indicator, month) for each in known]
    if any(part is None for pair in parts for part in pair):
        missing = {each.readings[indicator.ref, month].missing for each in known} - {""}
        return Missing(missing.pop()).label if len(missing) == 1 and missing != {Missing.SUPPRESSED} else MARK
    top, bottom = (sum((pair[side] for pair in parts), Decimal(0)) for side in (0, 1))
    if indicator.unit == COUNT:
        return printed(top, COUNT)
    number = share(top, bottom, indicator.unit)
    return Missing.NOTHING_TO_COUNT.label if number is None else printed_with(number, top, bottom, indicator.unit)
