"""The sheet of a month."""

from itertools import groupby

from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import mark_safe

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of, areas_of
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import COUNT, SHOWN, printed
from harbourlight.foundations.measures.declarations import STOCK
from harbourlight.foundations.measures.months import financial_year_words
from harbourlight.foundations.measures.periods import NO_PARTS
from harbourlight.foundations.measures.sheet import ORDERS, sort
from harbourlight.foundations.measures.sparkline import sparkline

from ..choices import Group, Missing, Period, Source, Theme
from ..models import Benchmark, Comment, MethodNote, Scorecard, Target
from .periods import MADE, rows_of, spans_to
from .places import month_of

SHORT = {
    Missing.NOT_ASKED: "not asked",
    Missing.NOT_ANSWERED: "not answered",
    Missing.NOTHING_TO_COUNT: "nothing to count",
    Missing.NOT_YET_DUE: "not yet due",
    Missing.SUPPRESSED: "suppressed",
    Missing.NO_POPULATION: "children not counted",
    Missing.BY_QUARTER: "by quarter",
    NO_PARTS: "parts not known",
}
FROM = {Source.COMPUTED: "Computed", Source.IMPORTED: "Brought in", Source.COLLECTED: "Collected", MADE: "From months"}
COLUMNS = (("ref", "Indicator"), ("value", "Now"), ("month", ""), ("year", ""))
NO_PARTS_WORDS = "Its numerator and denominator are not known"
WORDS = {
    Period.MONTH: {
        "caption": "Thirteen months", "month": "On the month before", "year": "On the year before",
        "latest": "12 months", "earlier": "twelve months",
    },
    Period.QUARTER: {
        "caption": "Five quarters", "month": "On the quarter before", "year": "On the year before",
        "latest": "4 quarters", "earlier": "four quarters",
    },
    Period.YEAR: {
        "caption": "Two financial years", "month": "", "year": "On the year before", "latest": "", "earlier": "year",
    },
}  # fmt: skip
BRIEFLY = {Group.NEIGHBOURS: "Neighbours", Group.ENGLAND: "England", Group.REGION: "Region"}
QUALITY = {
    "positive": ("✓ Positive", "green"),
    "similar": ("= Similar", "grey"),
    "negative": ("! Negative", "red"),
    "": ("", ""),
}


@needs("dataset.read")
def sheet(request):
    """Show a month: thirteen months of each indicator, what they say, and what is said of them."""
    area = area_of(request)
    month = month_of(request, area)
    theme, by = request.GET.get("theme", ""), request.GET.get("sort", "")
    card = scorecard_of(request, area)
    chosen = [one for one in registry.INDICATORS.values() if belongs(one, theme, card)]
    period = request.GET.get("period") if request.GET.get("period") in WORDS else Period.MONTH
    heads = heads_of(month, period)
    rows = sort(rows_of(request, area, month, chosen, period), by)
    lines = [line(row, heads) for row in rows]
    end = month if period == Period.MONTH else spans_to(month, period)[-1][-1]
    beside(request, area, end, lines, period)
    is_sorted = by.removeprefix("-") in ORDERS
    context = {
        "area": area,
        "areas": list(areas_of(request.user, request.today).order_by("name__letters")),
        "month": month,
        "period": period,
        "periods": Period.choices,
        "heads": [short for short, _ in heads],
        "now": heads[-1][1],
        "end": end,
        "words": WORDS[period],
        "before": month.back(1),
        "after": month.back(-1),
        "groups": [("", lines)] if is_sorted else by_theme(lines),
        "themes": Theme.choices,
        "theme": theme,
        "sort": by,
        "columns": columns(request, by, WORDS[period]),
        "scorecards": Scorecard.objects.visible_to(request.user).filter(area=area).order_by("title"),
        "card": card,
        "is_full": request.GET.get("view") == "full",
        "counts": counts(lines),
        "year": financial_year_words(end.financial_year),
        "query": rest_of(request, "month", "area"),
        "but_period": rest_of(request, "period"),
        "but_past": rest_of(request, "past"),
        "is_folded": request.GET.get("view") != "full" and request.GET.get("past") != "shown",
    }
    return render(request, "dataset/sheet.html", context)


def scorecard_of(request, area):
    """Return the composed scorecard asked for, or None."""
    slug = request.GET.get("card")
    return Scorecard.objects.visible_to(request.user).filter(area=area, slug=slug).first() if slug else None


def belongs(indicator, theme, card):
    """Say whether an indicator stands on the sheet asked for."""
    if card is not None:
        return indicator.ref in card.refs
    return theme not in Theme.values or indicator.theme == theme


def heads_of(month, period):
    """Return the headings of the months or periods a sheet shows, each short and in full."""
    if period == Period.MONTH:
        return [(f"{each.first:%b %y}", f"{each.first:%B %Y}") for each in month.last_of(SHOWN)]
    found = []
    for span in spans_to(month, period):
        first, last = span[0].first, span[-1].first
        year = financial_year_words(span[0].financial_year)
        found.append(
            (f"{first:%b} to {last:%b %y}", f"{first:%B} to {last:%B %Y}")
            if period == Period.QUARTER
            else (year, f"the year {year}")
        )
    return found


def line(row, heads=()):
    """Return what one line of the sheet shows."""
    indicator = row.indicator
    cells = [
        {"text": text, "why": "" if text else SHORT.get(reading.missing, "not asked")}
        for text, reading in zip(row.shown, row.readings, strict=True)
    ]
    drawn = sparkline(row.numbers, indicator.unit, [full for _, full in heads] or [each.month for each in row.readings])
    return {
        "row": row,
        "indicator": indicator,
        "past": past(cells[:-1]),
        "now": cells[-1],
        "sparkline": mark_safe(drawn),  # noqa: S308 - made of figures and escaped words
        "moves": [shown(row.on_month), shown(row.on_year)],
        "source": FROM.get(row.current.source, ""),
        "is_mixed": len(row.sources) > 1,
        "missing": why(row.current.missing),
        "is_computed": registry.is_computed(indicator),
    }


def why(missing):
    """Say in full why there is no figure; the parts of a share may lack for a period only."""
    return NO_PARTS_WORDS if missing == NO_PARTS else Missing(missing).label if missing else ""


def past(cells):
    """Return the cells of the earlier months, made here since there are hundreds on a page."""
    return mark_safe(  # noqa: S308 - every text is escaped
        "".join(
            f'<td class="past none">{escape(cell["why"])}</td>'
            if cell["why"]
            else f'<td class="past">{cell["text"]}</td>'
            for cell in cells
        )
    )


def shown(move):
    """Return a change as the sheet shows it: per cent, arrow, and the word with its shape and colour."""
    word, colour = QUALITY[move.quality]
    return {"text": str(move), "arrow": move.arrow, "word": word, "colour": colour}


def beside(request, area, month, lines, period):
    """Put benchmarks, targets, comments and breaks of method beside the lines; a comment belongs to a month."""
    compared = benchmarks(request, area)
    targets = {
        target.ref: target
        for target in Target.objects.visible_to(request.user).filter(area=area, year=month.financial_year)
    }
    said = comments(request, area, month) if period == Period.MONTH else {}
    breaks = breaks_of(request, area, month)
    for each in lines:
        ref, unit = each["indicator"].ref, each["indicator"].unit
        each["benchmarks"] = [
            (group, printed(number, unit), of_year) for group, (number, of_year) in compared.get(ref, {}).items()
        ]
        each["target"] = target_words(targets.get(ref), unit) if is_meant(each["indicator"], period) else ""
        each["comment"] = said.get((ref, month.first))
        each["is_copied"] = is_copied(each["comment"], said.get((ref, month.back(1).first)))
        each["break"] = breaks.get(ref)


def is_meant(indicator, period):
    """Say whether a target can be held against a figure: that of a month is none for a quarter's total."""
    return period != Period.QUARTER or indicator.unit != COUNT or indicator.kind == STOCK


def benchmarks(request, area):
    """Return the newest benchmarks of each indicator: brief words of the group to number and year."""
    found = {}
    rows = Benchmark.objects.visible_to(request.user).filter(area=area).order_by("updated_on")
    for row in rows:
        found.setdefault(row.ref, {})[BRIEFLY[row.group]] = (row.number, row.of_year)
    return found


def target_words(target, unit):
    """Return a target in words."""
    if target is None:
        return ""
    if target.is_to_be_confirmed:
        return "To be confirmed"
    return f"{printed(target.number, unit)}{' for the year' if target.period == 'year' else ''}"


def comments(request, area, month):
    """Return the comments of a month and of the one before, by (reference, first day)."""
    rows = Comment.objects.visible_to(request.user).filter(area=area, first__in=(month.first, month.back(1).first))
    return {(row.ref, row.first): row for row in rows.select_related("reporter")}


def is_copied(comment, earlier):
    """Say whether a comment says the same as that of the month before."""
    return bool(comment and earlier and comment.text.split() == earlier.text.split())


def breaks_of(request, area, month):
    """Return the breaks of the series within the thirteen months, by reference."""
    first = month.back(SHOWN - 1).first
    rows = (
        MethodNote.objects.visible_to(request.user)
        .of_area(area)
        .filter(is_break=True, from_on__range=(first, month.has_ended_on))
    )
    return {row.ref: row for row in rows.order_by("from_on")}


def by_theme(lines):
    """Return the lines under their themes, in the order of the sheet."""
    grouped = {}
    for theme, found in groupby(lines, key=lambda each: each["indicator"].theme):
        grouped.setdefault(theme, []).extend(found)
    return [(Theme(theme).label, grouped[theme]) for theme in Theme.values if theme in grouped]


def columns(request, by, words):
    """Return the headings that sort: text, address, and how the column is sorted now."""
    rest = rest_of(request, "sort")
    found = []
    for name, text in COLUMNS:
        is_down = by == f"-{name}"
        now = "descending" if is_down else "ascending" if by == name else ""
        text = words.get(name, text)
        found.append({"name": name, "text": text, "href": f"?{rest}sort={name if is_down else '-' + name}", "now": now})
    return found


def rest_of(request, *without):
    """Return the query without some of its parts, ready for one more."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


def counts(lines):
    """Return how many figures of the current month come from where, and how many are missing and why."""
    found = {}
    for each in lines:
        word = each["source"] if not each["missing"] else each["missing"]
        found[word] = found.get(word, 0) + 1
    return [(word, number) for word, number in found.items() if word]
