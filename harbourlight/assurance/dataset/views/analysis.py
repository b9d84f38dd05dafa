"""Is it news or noise: an indicator over time with the limits of chance, and several areas side by side."""

from decimal import Decimal

from django.shortcuts import render
from django.utils.safestring import mark_safe

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of, areas_of
from harbourlight.foundations.measures.arithmetic import COUNT, PERCENT, printed
from harbourlight.foundations.measures.charts import Series, funnel_picture, trend, trend_words
from harbourlight.foundations.measures.limits import LEAST_EXPECTED, LEAST_POINTS, RUN, TREND, funnel, limits_of
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.sheet import Reading

from ..choices import Group, Missing, Source
from ..models import Benchmark, MethodNote, Population, Target, Value
from .places import indicator_of, month_of

MOST_MONTHS = 60
RULES = (
    "A month above or below the dashed lines. Of fewer than five a month, only this one counts.",
    f"At least {RUN} months in a row on the same side of the average.",
    f"At least {TREND} months that rise, or fall, one after the other.",
)


@needs("dataset.read")
def indicator_trend(request, ref):
    """Show an indicator over time, with what chance explains and what it does not."""
    indicator, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    readings = series_of(request, area, indicator, month)
    notes = list(MethodNote.objects.visible_to(request.user).of_area(area).filter(ref=ref).order_by("from_on"))
    breaks = places_of(notes, [reading.month for reading in readings])
    numbers = [reading.exact(indicator.unit) for reading in readings]
    limits = limits_of(numbers, indicator.unit, breaks)
    series = Series(
        f"{indicator.ref}, {area}", indicator.unit, [reading.month for reading in readings], numbers, limits,
        breaks, compared(request, area, indicator, month),
    )  # fmt: skip
    context = {
        "indicator": indicator, "area": area, "month": month, "notes": notes, "rules": RULES,
        "least": LEAST_POINTS, "words": trend_words(series), "lines": table(readings, series),
        "picture": mark_safe(trend(series)) if readings else "",  # noqa: S308 - made of figures and escaped words
        "has_too_few": any(stretch.has_too_few for stretch in limits.stretches[-1:]),
        "has_limits": any(stretch.mean is not None for stretch in limits.stretches),
        "compared": [(name, printed(number, indicator.unit)) for name, number in series.lines.items()],
    }  # fmt: skip
    return render(request, "dataset/trend.html", context)


def series_of(request, area, indicator, month):
    """Return the readings of an indicator from its first figure to a month, gaps among them."""
    first = month.back(MOST_MONTHS - 1)
    rows = Value.objects.visible_to(request.user).of_months(area, first.first, month.first).filter(ref=indicator.ref)
    fields = ("first", "number", "numerator", "denominator", "missing", "source")
    held = {found[0]: found[1:] for found in rows.values_list(*fields)}
    begins = min((day for day, found in held.items() if found[0] is not None), default=None)
    months = [each for each in month.last_of(MOST_MONTHS) if begins and each.first >= begins]
    return [Reading(each, *held.get(each.first, (None, None, None, Missing.NOT_ASKED, ""))) for each in months]


def places_of(notes, months):
    """Return the breaks of a series: the place at which each begins to its words.

    A method changed within a month breaks the series with the next one, unless it changed on its first day.
    """
    found = {}
    for note in notes:
        if note.is_break:
            begins = Month.of(note.from_on)
            begins = begins if note.from_on == begins.first else begins.back(-1)
            if begins in months[1:]:
                found[months.index(begins)] = note.text
    return found


def compared(request, area, indicator, month):
    """Return the newest benchmarks and the target of a month, by name."""
    rows = Benchmark.objects.visible_to(request.user).filter(area=area, ref=indicator.ref).order_by("updated_on")
    found = {Group(row.group).label: row.number for row in rows}
    targets = Target.objects.visible_to(request.user).filter(
        area=area, ref=indicator.ref, year=month.financial_year, period="month"
    )
    for target in targets:
        if target.number is not None:
            found["Target"] = target.number
    return found


def table(readings, series):
    """Return the rows of the table beneath the picture, the newest first."""
    found = []
    for place, reading in enumerate(readings):
        stretch = series.limits.at(place)
        limits = [printed(number, series.unit) for number in (stretch.mean, stretch.lower, stretch.upper)]
        why = Missing(reading.missing).label if reading.missing else ""
        found.append(
            {
                "month": reading.month, "text": printed(series.numbers[place], series.unit) or why,
                "mean": limits[0], "reach": f"{limits[1]} to {limits[2]}" if limits[0] else "",
                "signals": "; ".join(series.limits.words(place)), "break": series.breaks.get(place, ""),
                "source": Source(reading.source).label if reading.source else "",
            }
        )  # fmt: skip
    return found[::-1]


@needs("dataset.read")
def indicator_areas(request, ref):
    """Show a share or rate of several areas in one month, with what chance explains between them."""
    indicator, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    areas = list(areas_of(request.user, request.today).order_by("name__letters"))
    found = None
    if indicator.unit != COUNT:
        found = funnel(parts_of_areas(request, areas, indicator, month), indicator.unit)
    title = f"{indicator.ref} by area, {month.first:%B %Y}"
    context = {
        "indicator": indicator, "area": area, "month": month, "funnel": found, "is_count": indicator.unit == COUNT,
        "least": LEAST_EXPECTED,
        "picture": mark_safe(funnel_picture(title, found)) if found else "",  # noqa: S308 - figures and escaped words
        "lines": [funnel_line(found, spot, indicator.unit) for spot in found.spots] if found else [],
        "mean": printed(found.mean, indicator.unit) if found else "",
    }  # fmt: skip
    return render(request, "dataset/areas.html", context)


def parts_of_areas(request, areas, indicator, month):
    """Return (area, numerator, denominator) of each area whose parts are known."""
    refs = [ref for ref in (indicator.ref, indicator.numerator_ref, indicator.denominator_ref) if ref]
    rows = Value.objects.visible_to(request.user).filter(
        area__in=areas, period="month", first=month.first, ref__in=refs
    )
    held = {(row.area_id, row.ref): row for row in rows}
    found = []
    for area in areas:
        top, bottom = parts_of(held, area, indicator)
        if bottom is None and indicator.unit != PERCENT:
            bottom = children_on(request, area, month)
        if top is not None and bottom:
            found.append((area.name, top, bottom))
    return found


def parts_of(held, area, indicator):
    """Return numerator and denominator of an area: kept with the figure, or had from the rows it is made of."""
    own = held.get((area.pk, indicator.ref))
    if own is not None and own.numerator is not None and own.denominator:
        return own.numerator, own.denominator
    top, bottom = (held.get((area.pk, ref)) for ref in (indicator.numerator_ref, indicator.denominator_ref))
    if len({row.source for row in (own, top, bottom) if row is not None and row.number is not None}) > 1:
        return None, None
    return top.number if top else None, bottom.number if bottom else None


def children_on(request, area, month):
    """Return the children of an area in a month, from its dated populations."""
    rows = Population.objects.visible_to(request.user).series(area)
    held = [children for from_on, children in rows if from_on <= month.first]
    return Decimal(held[-1]) if held else None


def funnel_line(found, spot, unit):
    """Return one row of the table beneath a funnel."""
    low, high = found.limits(spot.bottom)
    return {
        "name": spot.name, "text": printed(spot.number, unit), "words": spot.words,
        "parts": f"{printed(spot.top, COUNT)} of {printed(spot.bottom, COUNT)}",
        "reach": f"{printed(low, unit)} to {printed(high, unit)}" if spot.is_judged else "",
    }  # fmt: skip
