"""The quarters and financial years of an indicator, made of its months or given as such."""

from decimal import Decimal

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT, printed
from harbourlight.foundations.measures.declarations import STOCK
from harbourlight.foundations.measures.periods import NO_PARTS, Held, quarters_to, together, years_to

from ..choices import Missing, Period, Source
from ..models import MethodNote, Population, Value
from .places import reading

QUARTERS, YEARS = 5, 2
FIELDS = ("number", "numerator", "denominator", "missing", "source")
UNKNOWN = "its numerator and denominator are not known"


def periods(request, area, indicator, month):
    """Return the last quarters and years that are over, the newest first; none before the first figure."""
    spans = [*years_to(month, YEARS), *quarters_to(month, QUARTERS)]
    first = min(span[0] for span in spans).first
    rows = Value.objects.visible_to(request.user).filter(
        area=area, ref__in=refs_of(indicator), first__range=(first, month.first)
    )
    kept = {found[:3]: found[3:] for found in rows.values_list("period", "ref", "first", *FIELDS)}
    notes = MethodNote.objects.visible_to(request.user).of_area(area)
    populations = Population.objects.visible_to(request.user).series(area)

    def held(ref, of):
        return reading(kept.get((Period.MONTH, ref, of.first)), of, request.today)

    def children(of):
        known = [number for from_on, number in populations if from_on <= of.first]
        return Decimal(known[-1]) if known else None

    breaks = notes.filter(ref=indicator.ref, is_break=True).values_list("from_on", flat=True)
    facts = Held(registry.INDICATORS, held, children)
    found = []
    for span in spans:
        given = kept.get((Period.YEAR if len(span) > 3 else Period.QUARTER, indicator.ref, span[0].first))
        if given is None and not any(held(indicator.ref, each).number is not None for each in span):
            continue
        whole = together(indicator, span, facts)
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
