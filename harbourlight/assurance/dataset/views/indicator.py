"""One indicator in one month: its parts, what it counts, the records behind it, and what is said of it."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import PERCENT, printed

from ..actions.compute import standing_behind
from ..choices import Group, Missing, Source, Theme
from ..models import Benchmark, Comment, Finding, MethodNote, Question, Target, Value
from .periods import periods, rows_of
from .places import indicator_of, month_of
from .sheet import is_copied, line, target_words

UNITS = {"count": "Number", "percent": "Percentage", "rate_per_10000": "Rate per 10,000 children under 18"}
HELD = {Theme.FRONT_DOOR: "the records of the front door", Theme.PARTNERSHIP: "what agencies were asked for"}
KINDS = {"flow": "what happened in the month", "stock": "what stood at the end of the month"}


@needs("dataset.read")
def indicator(request, ref):
    """Show an indicator in a month."""
    found, area = indicator_of(ref), area_of(request)
    month = month_of(request, area)
    rows = {row.indicator.ref: row for row in rows_of(request, area, month, [found, *parts(found)])}
    row = rows[ref]
    held = Value.objects.visible_to(request.user).filter(area=area, ref=ref, period="month", first=month.first)
    value = held.select_related("recorded_by", "sheet_import").first()
    context = {
        "area": area, "month": month, "before": month.back(1), "after": month.back(-1),
        "indicator": found, "theme": Theme(found.theme).label, "line": line(row), "value": value,
        "missing": Missing(row.current.missing).label if row.current.missing else "",
        "source": Source(row.current.source).label if row.current.source else "",
        "parts": made_of(found, row, rows), "facts": facts(found),
        "series": series(row), "periods": periods(request, area, found, month),
        "compared": compared(request, area, found),
        "target": target(request, area, found, month),
        "notes": MethodNote.objects.visible_to(request.user).of_area(area).filter(ref=ref).order_by("-from_on"),
        "behind": behind(request, found, row, area, month),
        "findings": findings(request, area, ref, month),
        "sheet": f"{reverse('dataset:sheet')}?{urlencode({'month': str(month), 'area': area.code})}",
    }  # fmt: skip
    return render(request, "dataset/indicator.html", context | said(request, area, ref, month, value))


def parts(indicator):
    """Return the indicators this one is made of."""
    refs = (indicator.numerator_ref, indicator.denominator_ref, indicator.complement_of)
    return [registry.INDICATORS[ref] for ref in refs if ref]


def made_of(indicator, row, rows):
    """Return (word, text, reference or "") of numerator and denominator, as they are kept or as other rows say."""
    current = row.current
    words = (
        ("Numerator", current.numerator, indicator.numerator_ref),
        ("Denominator", current.denominator, indicator.denominator_ref),
    )
    found = []
    for word, number, ref in words:
        other = shown_of(row, rows[ref]) if ref else ""
        text = printed(number, "count") if number is not None else other
        if text or ref:
            found.append((word, text or "No figure", ref))
    return found


def shown_of(row, other):
    """Return the current figure of a row that another is made of; one of another source is no part of it."""
    if other.shown[-1] and row.current.number is not None and other.current.source != row.current.source:
        return f"Of another source: {other.shown[-1]}"
    return other.shown[-1]


def facts(indicator):
    """Return what is to be known of an indicator, as (word, text)."""
    measure = registry.MEASURES.get(indicator.measure)
    good = {"up": "▲ Higher is better", "down": "▼ Lower is better"}.get(indicator.good, "Neither way by itself")
    rows = [
        ("Why it is measured", indicator.outcome),
        ("Definition", indicator.definition),
        (
            "Left out",
            indicator.exclusions or (measure.exclusions if measure and measure.is_counted else "") or "Nothing",
        ),
        ("Unit", f"{UNITS[indicator.unit]}; {KINDS[indicator.kind]}"),
        ("Good direction", good),
        ("Owner", indicator.owner),
        ("Reporter", indicator.reporter),
        ("How it is had", how(indicator)),
    ]
    return [(word, text) for word, text in rows if text]


def how(indicator):
    """Say whether an indicator is computed here, and why not."""
    if registry.measure_of(indicator):
        return f"Computed from {HELD.get(indicator.theme, 'the records kept here')}"
    if registry.is_computed(indicator):
        return "Computed from other figures of this sheet"
    return f"Brought in or collected. {indicator.not_computed}".strip()


def series(row):
    """Return the thirteen months, the newest first: month, figure or why none, source, parts."""
    is_share = row.indicator.unit == PERCENT
    return [
        {
            "month": reading.month,
            "text": text or (Missing(reading.missing).label if reading.missing else ""),
            "source": Source(reading.source).label if reading.source else "",
            "numerator": printed(reading.numerator, "count") if is_share or reading.denominator else "",
            "denominator": printed(reading.denominator, "count"),
        }
        for reading, text in reversed(list(zip(row.readings, row.shown, strict=True)))
    ]


def compared(request, area, indicator):
    """Return the benchmarks with their vintage, the newest first."""
    rows = Benchmark.objects.visible_to(request.user).filter(area=area, ref=indicator.ref).order_by("-updated_on")
    return [(Group(row.group).label, printed(row.number, indicator.unit), row) for row in rows]


def target(request, area, indicator, month):
    """Return the target of the month's financial year in words."""
    rows = Target.objects.visible_to(request.user).filter(area=area, ref=indicator.ref, year=month.financial_year)
    return target_words(rows.first(), indicator.unit)


def behind(request, indicator, row, area, month):
    """Return the lists behind a computed number: of its own measure, or of the rows it is made of.

    Whoever may not open a list learns how many records stand behind it and who may.
    """
    if row.current.source != Source.COMPUTED:
        return []
    measures = [registry.measure_of(one) for one in (indicator, *parts(indicator))]
    found = []
    for measure in dict.fromkeys(each for each in measures if each):
        found.append({"measure": measure, **access_to(request, measure, area, month)})
    return found


def access_to(request, measure, area, month):
    """Return the address of a list for those who may open it, and who may for the others."""
    roles = PERMISSIONS.get(measure.may) or ()
    total = standing_behind(measure, area, month, request.moment)
    answer = {"href": "", "who": sorted(Role(role).label for role in roles), "total": total}
    if measure.may and may(request.user, measure.may, request.today):
        try:
            answer["href"] = f"{reverse(measure.address, args=[measure.ref])}?month={month}&area={area.code}"
        except NoReverseMatch:
            raise Http404("The list has no page") from None
    return answer


def findings(request, area, ref, month):
    """Return what was found in the last sheet brought in about this indicator and month."""
    rows = Finding.objects.visible_to(request.user).filter(sheet_import__area=area, ref=ref, first=month.first)
    newest, kept = rows.order_by("-sheet_import__imported_at", "kind").select_related("sheet_import"), []
    for row in newest:
        if row.sheet_import_id == (kept[0].sheet_import_id if kept else row.sheet_import_id):
            kept.append(row)
    return kept


def said(request, area, ref, month, value):
    """Return the comment with its marks and history, and the questions."""
    rows = Comment.objects.visible_to(request.user).filter(area=area, ref=ref)
    near = {
        row.first: row for row in rows.filter(first__in=(month.first, month.back(1).first)).select_related("reporter")
    }
    comment = near.get(month.first)
    questions = Question.objects.visible_to(request.user).filter(area=area, ref=ref, first=month.first)
    return {
        "comment": comment,
        "is_copied": is_copied(comment, near.get(month.back(1).first)),
        "is_older": bool(comment and value and comment.written_at < value.recorded_at),
        "history": history(comment),
        "questions": questions.select_related("asked_by", "answered_by").order_by("asked_on", "asked_at"),
    }


def history(comment):
    """Return the earlier wordings of a comment, the newest first."""
    if comment is None:
        return []
    return list(comment.events.select_related("reporter").order_by("-pgh_id")[1:])
