"""What is measured of plans: how many run, began, ended, were reviewed, and whether the children were seen."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Exists, OuterRef

from harbourlight.foundations.measures.declarations import STOCK, Measure
from harbourlight.foundations.measures.months import LONDON, midnight
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import Is, Known, Rows
from harbourlight.statute import clocks
from harbourlight.statute.calendar import add_working_days

from ..choices import ConferenceDecision, ConferenceKind
from ..models import ProtectionPlan, Visit
from ..pathway.plan import SEEN_CLOCK
from .enquiry import INITIAL, MOVED_HERE, PLAN_MADE

WHY = "the figures of the whole area are counts; nobody is shown a row by them"
KEEPS_SAFE = "Children who need several agencies to keep them safe have a plan that does"
SEEN = "Children on a plan are seen often, so that risk is known and change is made"
LASTING = "Safety lasts after a plan ends"
REGULAR = "Plans are reviewed regularly, so that progress and barriers are seen"
FALLEN = "Plans end when risk has fallen, and families step down to other help"
NOT_TEMPORARY = "Temporary registrations: another area answers for those plans."

OWN = Is("is_temporary", (False,))
BEGUN = Rows("childprotection.protectionplan", "began_at").where(OWN)
REPEATED = BEGUN.where(Is("previous_plans", (0,), never=True))
ENDED = Rows("childprotection.protectionplan", "ended_at").where(OWN, Known("ended_at"))
REVIEWED = Rows("childprotection.conferencechild", "held_at").where(
    Is("kind", (ConferenceKind.REVIEW,)),
    Is("decision", (ConferenceDecision.GOES_ON, ConferenceDecision.ENDS)),
    Is("is_temporary", (False,)),
)


def last_day(span):
    """Return the day a stock is counted on: the last of the month, or now in the month that runs."""
    return min(span.last.has_ended_on - timedelta(days=1), span.at.astimezone(LONDON).date())


def on_a_plan(area, span):
    """Return the plans of an area in force at the end of a span, temporary registrations left out."""
    return ProtectionPlan.objects.filter(area=area, is_temporary=False).open_on(last_day(span))


def seen_lately(area, span):
    """Return those whose child was seen in the last 15 working days before the end of a span, that day with them.

    A visit counts by the day it happened, whenever it was recorded.
    """
    day = last_day(span)
    first = add_working_days(day, -(clocks.get(SEEN_CLOCK).number or 0))
    visits = Visit.objects.where_seen().filter(
        plan=OuterRef("pk"), happened_at__gte=midnight(first), happened_at__lt=midnight(day + timedelta(days=1))
    )
    return on_a_plan(area, span).filter(Exists(visits))


def plans_reviewed(area, span):
    """Return the plans that review conferences of a span were about."""
    return ProtectionPlan.objects.filter(pk__in=select(REVIEWED, area, span).values("plan"))


def first_plan(area):
    """Return the moment of an area's first plan, or None: no month before it can be counted."""
    return ProtectionPlan.objects.filter(area=area).order_by("began_at").values_list("began_at", flat=True).first()


DECLARED = (
    Measure(
        "CP6B",
        "Children on a child protection plan at the end of the month",
        KEEPS_SAFE,
        "children",
        "",
        "Plans in force at the end of the last day of the month; for the month that runs, now.",
        dated_by="began_at",
        numerator=on_a_plan,
        kind=STOCK,
        exclusions=NOT_TEMPORARY,
    ),
    Measure(
        "CP7",
        "Child protection plans that ended",
        FALLEN,
        "plans",
        "up",
        "Plans that ended in the month, by the day they ended.",
        dated_by="ended_at",
        numerator=ENDED,
        exclusions=NOT_TEMPORARY,
    ),
    Measure(
        "CP-NEW",
        "Child protection plans begun",
        KEEPS_SAFE,
        "plans",
        "",
        "Plans begun in the month, by initial conferences and by transfer-in conferences.",
        dated_by="began_at",
        numerator=BEGUN,
        exclusions=NOT_TEMPORARY,
        adds=(INITIAL.where(PLAN_MADE), MOVED_HERE.where(PLAN_MADE)),
    ),
    Measure(
        "CP5-VAL",
        "New plans for children who had a plan before",
        LASTING,
        "plans",
        "down",
        "Plans begun in the month for a child who had had a plan at any time, in any area.",
        dated_by="began_at",
        numerator=REPEATED,
        exclusions=NOT_TEMPORARY,
    ),
    Measure(
        "CP5-QL",
        "Share of new plans for children who had a plan before",
        LASTING,
        "% of new plans",
        "down",
        "CP5-VAL out of all plans begun in the month, those of children who moved here on a plan among them.",
        dated_by="began_at",
        numerator=REPEATED,
        denominator=BEGUN,
        exclusions=NOT_TEMPORARY,
    ),
    Measure(
        "CP8-QL",
        "Children on a plan who were seen in the last 15 working days",
        SEEN,
        "% of children on a plan",
        "up",
        "Plans in force at the end of the month whose child was seen at a visit in the 15 working days before.",
        dated_by="began_at",
        numerator=seen_lately,
        denominator=on_a_plan,
        kind=STOCK,
        exclusions=f"{NOT_TEMPORARY} Unborn children are counted in the whole: they are in CP6B.",
    ),
    Measure(
        "CP9",
        "Children with a review conference",
        REGULAR,
        "children",
        "",
        "Children about whose plan a review conference of the month decided.",
        dated_by="held_at",
        numerator=REVIEWED,
        behind=plans_reviewed,
    ),
)
MEASURES = tuple(
    replace(measure, since=first_plan, may="childprotection.read", address="childprotection:behind")
    for measure in DECLARED
)
