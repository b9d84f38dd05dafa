"""What is measured of enquiries and initial conferences, with the exact definitions of the published sheet."""

from dataclasses import replace

from harbourlight.foundations.measures.declarations import Measure
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import Compare, Field, Is, Known, Rows

from ..choices import TAKES_PART, TAKES_PART_FROM, ConferenceDecision, ConferenceKind
from ..models import ConferenceChild, Enquiry

RISK = "Worries about significant harm are looked into thoroughly"
NEEDED = "Children who need a conference get one"
OFTEN = "Conferences are held about as often as in places like this one"
SOUND = "Conferences come to sound decisions, and plans fit the risk"
HEARD = "Children are heard where it is decided about them"
SOON = "Conferences are held in time, while the risk is fresh"
ARRIVED = "Children who move here on a plan are kept safe from the first day"
NO_TRANSFERS = "Children who moved here on a plan, and temporary registrations."

ENQUIRIES = Rows("childprotection.enquiry", "started_at")
HELD = Rows("childprotection.conferencechild", "held_at").where(Known("held_at"), Is("is_temporary", (False,)))
INITIAL = HELD.where(Is("kind", (ConferenceKind.INITIAL,)))
MOVED_HERE = HELD.where(Is("kind", (ConferenceKind.TRANSFER_IN,)))
WITH_TRANSFERS = HELD.where(Is("kind", (ConferenceKind.INITIAL, ConferenceKind.TRANSFER_IN)))
PLAN_MADE = Is("decision", (ConferenceDecision.PLAN,))
IN_TIME = INITIAL.where(Compare("held_on", "<=", Field("due_on")))
OLD_ENOUGH = HELD.where(Is("age", tuple(range(TAKES_PART_FROM, 19))))
HELD_WITHOUT_QUORUM = Rows("childprotection.conference", "held_at").where(Known("held_at"), Is("is_quorate", (False,)))


def first_enquiry(area):
    """Return the moment of an area's first enquiry, or None: no month before it can be counted."""
    return Enquiry.objects.filter(area=area).order_by("started_at").values_list("started_at", flat=True).first()


def first_conference(area):
    """Return the moment of an area's first conference, or None: no month before it can be counted."""
    rows = ConferenceChild.objects.filter(area=area, held_at__isnull=False).order_by("held_at")
    return rows.values_list("held_at", flat=True).first()


def children_without_quorum(area, span):
    """Return the children of the conferences of a span that went on without a quorum."""
    return ConferenceChild.objects.filter(conference__in=select(HELD_WITHOUT_QUORUM, area, span))


def of_conferences(ref, title, outcome, unit, good, definition, **more):
    """Return a measure of the children of conferences, by the day the conference was held."""
    return Measure(ref, title, outcome, unit, good, definition, dated_by="held_at", since=first_conference, **more)


DECLARED = (
    Measure(
        "CP1",
        "Section 47 enquiries started",
        RISK,
        "enquiries",
        "",
        "Enquiries begun in the month, one for each child, by the strategy discussion that began them.",
        dated_by="started_at",
        numerator=ENQUIRIES,
        since=first_enquiry,
    ),
    Measure(
        "CP1-NI",
        "Section 47 enquiries that the rate counts",
        RISK,
        "enquiries",
        "",
        "The numerator of the rate per 10,000 children: CP1, nothing left out; not made yearly.",
        dated_by="started_at",
        numerator=ENQUIRIES,
        since=first_enquiry,
    ),
    of_conferences(
        "CP2",
        "Children with an initial child protection conference",
        NEEDED,
        "children",
        "",
        "Children, counted by conference, whose initial conference was held in the month.",
        numerator=INITIAL,
        exclusions=NO_TRANSFERS,
    ),
    of_conferences(
        "CP2-NI",
        "Children with an initial or a transfer-in conference, as the rate counts them",
        OFTEN,
        "children",
        "",
        "The numerator of the rate per 10,000 children: unlike CP2 it includes children who moved here on a plan.",
        numerator=WITH_TRANSFERS,
        exclusions="Temporary registrations.",
    ),
    of_conferences(
        "CP2b",
        "Children who moved here on a plan",
        ARRIVED,
        "children",
        "",
        "Children whose transfer-in conference was held in the month.",
        numerator=MOVED_HERE,
        exclusions="Temporary registrations.",
    ),
    of_conferences(
        "CP2b-QL",
        "Children who moved here and got a plan here",
        ARRIVED,
        "% of children who moved here on a plan",
        "",
        "Transfer-in conferences that made a plan, out of CP2b; no figure where nobody moved here.",
        numerator=MOVED_HERE.where(PLAN_MADE),
        denominator=MOVED_HERE,
    ),
    of_conferences(
        "CP3-VAL",
        "Children whose initial conference was held in time",
        SOON,
        "children",
        "up",
        "Initial conferences held no later than 15 working days after the discussion that began the enquiry.",
        numerator=IN_TIME,
        exclusions=NO_TRANSFERS,
    ),
    of_conferences(
        "CP3-QL",
        "Share of initial conferences held in time",
        SOON,
        "% of children with an initial conference",
        "up",
        "CP3-VAL out of CP2.",
        numerator=IN_TIME,
        denominator=INITIAL,
        exclusions=NO_TRANSFERS,
    ),
    of_conferences(
        "CP4-VAL",
        "Initial conferences that led to a plan",
        SOUND,
        "children",
        "up",
        "Children whose initial conference in the month led to a plan.",
        numerator=INITIAL.where(PLAN_MADE),
        exclusions=NO_TRANSFERS,
    ),
    of_conferences(
        "CP4",
        "Share of initial conferences that led to a plan",
        SOUND,
        "% of children with an initial conference",
        "up",
        "CP4-VAL out of CP2.",
        numerator=INITIAL.where(PLAN_MADE),
        denominator=INITIAL,
        exclusions=NO_TRANSFERS,
    ),
    of_conferences(
        "CP-PART",
        "Children of five or more who took part in their conference",
        HEARD,
        "% of children of five or more",
        "up",
        "Initial, review and transfer-in conferences: the child was there, or spoke through somebody or something.",
        numerator=OLD_ENOUGH.where(Is("took_part", tuple(TAKES_PART))),
        denominator=OLD_ENOUGH,
        exclusions="Children under five, unborn children, children without a date of birth, temporary registrations.",
    ),
    Measure(
        "CP-QUORUM",
        "Conferences that went on without a quorum",
        SOUND,
        "conferences",
        "down",
        "Conferences held in the month without social care and two other agencies, for the chair's recorded reason.",
        dated_by="held_at",
        numerator=HELD_WITHOUT_QUORUM,
        behind=children_without_quorum,
        since=first_conference,
    ),
)
MEASURES = tuple(replace(measure, may="childprotection.read", address="childprotection:behind") for measure in DECLARED)
