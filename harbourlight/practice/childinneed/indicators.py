"""What is measured of children in need, as declarations over the room's own rows."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures.declarations import STOCK, Measure, Span
from harbourlight.foundations.measures.months import LONDON
from harbourlight.foundations.measures.rows import Is, Known, Rows

from .choices import AssessmentKind, Band
from .models import CountedElsewhere, Episode
from .pathway import IN_ERROR

WHY = "a figure of a whole area is a count; nobody is shown a row by it"
STEADY = "Children in need are helped steadily and well"
KNOWN = "Each child's needs are understood before a plan is made"
SOON = "Families do not wait for an assessment"
LASTING = "Help lasts: families come back seldom"

REFERRED = Rows("childinneed.episode", "referred_at").where(Is("state", (IN_ERROR,), never=True))
AGAIN_SINCE_ASSESSMENT = REFERRED.where(Is("is_again_since_assessment", (True,)))
AGAIN_SINCE_REFERRAL = REFERRED.where(Is("is_again_since_referral", (True,)))
FINISHED = Rows("childinneed.assessment", "completed_at").where(
    Known("completed_at"), Is("kind", (AssessmentKind.SINGLE,))
)
IN_45_DAYS = FINISHED.where(Is("band", (Band.OVER_45, ""), never=True))
OPEN_ELSEWHERE = "Children on a child protection plan and children looked after. Early help is no episode."


def in_need(area, span):
    """Return the episodes open at the end of a span (or now), without those counted elsewhere on that day."""
    day = min(span.last.has_ended_on - timedelta(days=1), span.at.astimezone(LONDON).date())
    elsewhere = CountedElsewhere.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=day), episode=OuterRef("pk"), started_on__lte=day
    )
    stood = Episode.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day), area=area)
    stood = stood.exclude(state=IN_ERROR)
    return stood.filter(referred_at__lt=min(span.bounds[1], span.at)).exclude(Exists(elsewhere))


def first_referral(area):
    """Return the moment of an area's first referral, or None: no month before it can be counted."""
    earliest = Episode.objects.filter(area=area).order_by("referred_at")
    return earliest.values_list("referred_at", flat=True).first()


def banded(letter, band, words, good):
    """Return the measure of one of the five published bands."""
    return Measure(
        f"EH3{letter}", f"Single assessments finished: {words}", SOON, "% of single assessments", good,
        "Working days from the referral, which is day 0, to the authorisation, out of EH3.", dated_by="completed_at",
        numerator=FINISHED.where(Is("band", (band,))), denominator=FINISHED,
    )  # fmt: skip


DECLARED = (
    Measure(
        "EH2", "Children in need at the end of the month", STEADY, "children", "",
        "Episodes of need open at the end of the month; for the month that runs, now.", dated_by="referred_at",
        numerator=in_need, exclusions=OPEN_ELSEWHERE, kind=STOCK,
    ),
    Measure(
        "EH3", "Single assessments finished", KNOWN, "assessments", "",
        "Single assessments authorised in the month, later ones of the same episode with them.",
        dated_by="completed_at", numerator=FINISHED,
        exclusions="The initial and core assessments of the rules before 15 April 2013, and assessments stopped.",
    ),
    banded("a", Band.TO_10, "0 to 10 days", ""),
    banded("b", Band.TO_25, "11 to 25 days", ""),
    banded("c", Band.TO_35, "26 to 35 days", ""),
    banded("d", Band.TO_45, "36 to 45 days", ""),
    banded("e", Band.OVER_45, "over 45 days", "down"),
    Measure(
        "EH4", "Single assessments finished in 45 working days", SOON, "assessments", "up",
        "Those of EH3 that were authorised no later than 45 working days after the referral.",
        dated_by="completed_at", numerator=IN_45_DAYS,
    ),
    Measure(
        "EH4-QL", "Share of single assessments finished in 45 working days", SOON, "% of single assessments", "up",
        "EH4 out of EH3.", dated_by="completed_at", numerator=IN_45_DAYS, denominator=FINISHED,
    ),
    Measure(
        "CIN-01", "Children referred to children's social care", STEADY, "children", "",
        "Episodes of need opened, by the day of the referral; brothers and sisters count each.",
        dated_by="referred_at", numerator=REFERRED,
        exclusions="A referral of a child whose episode is open, and an episode opened in error.",
    ),
    Measure(
        "M6", "Referrals within 12 months of a closed assessment", LASTING, "children", "down",
        "A local definition: an assessment of an earlier episode ended in the 12 months before the referral.",
        dated_by="referred_at", numerator=AGAIN_SINCE_ASSESSMENT,
    ),
    Measure(
        "FD-07", "Referred again within 12 months of a closed assessment", LASTING, "% of children referred", "down",
        "A local definition: the 12 months run from the end of the last assessment. M6 out of CIN-01.",
        dated_by="referred_at", numerator=AGAIN_SINCE_ASSESSMENT, denominator=REFERRED,
    ),
    Measure(
        "CIN-02", "Referred again within 12 months of the last referral", LASTING, "% of children referred", "down",
        "The national definition: the child was referred in the 12 months before, whatever came of it.",
        dated_by="referred_at", numerator=AGAIN_SINCE_REFERRAL, denominator=REFERRED,
    ),
)  # fmt: skip
MEASURES = tuple(
    replace(measure, since=first_referral, may="childinneed.read", address="childinneed:behind") for measure in DECLARED
)
BY_REF = {measure.ref: measure for measure in MEASURES}


def stand_behind(measure, area, month, at):
    """Return how many records stand behind a number, whoever may see them."""
    with as_system(WHY):
        return measure.rows(area, Span(month, month, at)).count()
