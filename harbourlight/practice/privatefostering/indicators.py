"""What private fostering measures, as declarations over its own rows."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import STOCK, Measure
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import AT, Compare, Either, Field, Is, Known, Rows
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.statute.private_fostering import Counts

from .choices import NotifiedBy
from .models import Arrangement
from .pathway import READ, RUNNING

FOUND = "Children who live with somebody else are known and safe"
FIRST_VISIT = "CLK-PFO-002"
NEXT_VISITS = ("CLK-PFO-003", "CLK-PFO-004")
FIRST_VISITS = Rows("pathways.deadline", "started_at").where(
    Is("clock", (FIRST_VISIT,)),
    Known("cancelled_at", never=True),
    Either((Known("met_at"), Compare("due_at", "<", AT))),
)
FIRST_VISITS_IN_TIME = FIRST_VISITS.where(Compare("met_at", "<=", Field("due_at")))


def fostered(area, span):
    """Return the arrangements of an area that stood open and met the definition at the end of a span."""
    end = span.bounds[1]
    rows = Arrangement.objects.filter(area=area, known_on__lt=end.astimezone(LONDON).date(), counts=Counts.YES)
    return rows.filter(state__in=(*RUNNING, "ended")).exclude(ended_at__lt=end)


def visited_in_time(area, span):
    """Return those of them of whom no visit was overdue at the end of the span."""
    end = min(span.bounds[1], span.at)
    late = Deadline.objects.filter(
        clock__in=NEXT_VISITS, due_at__lt=end, cancelled_at=None, subject_kind="privatefostering.arrangement"
    ).exclude(met_at__lt=end)
    return fostered(area, span).exclude(pk__in=late.values("subject_id"))


def first_known(area):
    """Return the moment of an area's first arrangement, or None: no month before it can be counted."""
    return Arrangement.objects.filter(area=area).order_by("recorded_at").values_list("recorded_at", flat=True).first()


DECLARED = (
    Measure(
        "PF-1", "Privately fostered at the end of the month", FOUND, "children", "",
        "Arrangements open and meeting the definition at the end of the month.",
        dated_by="recorded_at", numerator=fostered, kind=STOCK,
    ),
    Measure(
        "PF-2", "First visit within seven working days", FOUND, "% of arrangements told of", "up",
        "First visits made no later than due, out of those made or run out, by the day the council knew.",
        dated_by="started_at", numerator=FIRST_VISITS_IN_TIME, denominator=FIRST_VISITS,
        behind=lambda area, span: Arrangement.objects.filter(
            pk__in=select(FIRST_VISITS, area, span).values("subject_id")
        ),
    ),
    Measure(
        "PF-3", "Visits up to date", FOUND, "% of children privately fostered", "up",
        "Children privately fostered at the end of the month of whom no visit was overdue.",
        dated_by="recorded_at", numerator=visited_in_time, denominator=fostered, kind=STOCK, behind=fostered,
    ),
)  # fmt: skip
MEASURES = tuple(
    replace(measure, since=first_known, may=READ, address="privatefostering:behind") for measure in DECLARED
)


def told_in(area, span):
    """Return the arrangements of an area of which the council came to know in a span."""
    first, after = (each.astimezone(LONDON).date() for each in span.bounds)
    return Arrangement.objects.filter(area=area, known_on__gte=first, known_on__lt=after)


def told_by(notifier, words):
    """Return how many children one kind of notifier told of."""
    return Measure(
        f"PF-by-{notifier.replace('_', '-')}", words, FOUND, "children", "", "Arrangements told of, by who told first.",
        numerator=lambda area, span: told_in(area, span).filter(notified_by=notifier),
    )  # fmt: skip


def known_after(ref, words, least, most):
    """Return how many arrangements had lasted so many days (``least`` up to before ``most``) when they became known."""

    def rows(area, span):
        lasted = ExpressionWrapper(F("known_on") - F("started_on"), output_field=DurationField())
        found = told_in(area, span).annotate(lasted=lasted)
        found = found if least is None else found.filter(lasted__gte=timedelta(days=least))
        return found if most is None else found.filter(lasted__lt=timedelta(days=most))

    return Measure(f"PF-after-{ref}", words, FOUND, "children", "", "By how long it had lasted before.", numerator=rows)


BY_NOTIFIER = tuple(told_by(*each) for each in NotifiedBy.choices)
BY_LENGTH = (
    known_after("before", "Told before it began", None, 0),
    known_after("month", "Had lasted less than 28 days", 0, 28),
    known_after("half-year", "28 days to half a year", 28, 182),
    known_after("longer", "Longer than half a year", 182, None),
)
