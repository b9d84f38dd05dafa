"""What private fostering measures, as declarations over its own rows."""

from dataclasses import replace

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import STOCK, Measure
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import AT, Compare, Either, Field, Is, Known, Rows
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.statute.private_fostering import Counts

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
        dated_by="recorded_at", numerator=visited_in_time, denominator=fostered, kind=STOCK,
    ),
)  # fmt: skip
MEASURES = tuple(replace(measure, since=first_known, may=READ) for measure in DECLARED)
