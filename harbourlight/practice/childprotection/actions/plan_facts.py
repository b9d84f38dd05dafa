"""What the clocks of plans, transfers and legal stages count from, and what meets them; the dates plans keep."""

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.chains import Span, fact, writes_dates
from harbourlight.foundations.rules import reading
from harbourlight.foundations.rules.actions import follow
from harbourlight.statute import clocks as statute

from ..choices import ConferenceDecision, ConferenceKind, Direction, LegalKind
from ..models import AreaTransfer, ConferenceChild, CoreGroup, ProtectionPlan, Visit
from ..pathway import AREA_TRANSFER, LEGAL, PLAN
from ..pathway.plan import (
    CHRONOLOGY_STALE,
    CORE_GROUP_LOCAL,
    FIRST_CORE_GROUP_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_REVIEW_CLOCK,
    SEEN_CLOCK,
    TEMPORARY_LOCAL,
    UNDER_WAY,
)
from .moments import due_of, london, noon_of, when_taken

DECIDED_REVIEW = (ConferenceDecision.GOES_ON, ConferenceDecision.ENDS)
BY_THE_COURT = "the day that the court set"


def days_of(area_id, on):
    """Return the number of days that a significant event may wait until the combined chronology is stale."""
    return reading.number_of(CHRONOLOGY_STALE, area_id, on).number


def start_of(plan, clock):
    """Return the moment a first clock of a plan counts from: its beginning, or for an unborn child the birth.

    Until the birth is recorded it is the expected date of delivery: nobody can see a child who is not born.
    """
    born = plan.person.born_on or plan.person.expected_on
    waits_for_birth = clock == SEEN_CLOCK or statute.get(clock).starts_at_birth
    return max(plan.began_at, noon_of(born)) if plan.was_unborn and waits_for_birth and born else plan.began_at


@fact(PLAN, "to_be_seen_from")
def to_be_seen_from(plan):
    """Tell from when the child is to be seen."""
    return start_of(plan, SEEN_CLOCK)


@fact(PLAN, "core_groups_from")
def core_groups_from(plan):
    """Tell from when the first core group is due."""
    return start_of(plan, FIRST_CORE_GROUP_CLOCK)


@fact(PLAN, "reviews_from")
def reviews_from(plan):
    """Tell from when the first review is due."""
    return start_of(plan, FIRST_REVIEW_CLOCK)


@fact(PLAN, "is_of_this_area")
def is_of_this_area(plan):
    """Tell whether this area answers for the plan, and not the one from which the child came for a time."""
    return not plan.is_temporary


@fact(PLAN, "seen")
def seen_of(plan):
    """Tell when the child of a plan was seen."""
    return list(Visit.objects.where_seen().filter(plan=plan).values_list("happened_at", flat=True))


@fact(PLAN, "core_groups")
def core_groups_of(plan):
    """Tell when the core groups of a plan were held."""
    rows = CoreGroup.objects.filter(
        plan_ids__contains=[plan.pk], held_at__isnull=False, child_ids__contains=[plan.person_id]
    )
    return list(rows.values_list("held_at", flat=True))


@fact(PLAN, "reviews")
def reviews_of(plan):
    """Tell when review conferences decided about a plan."""
    rows = ConferenceChild.objects.filter(
        plan=plan, kind=ConferenceKind.REVIEW, decision__in=DECIDED_REVIEW, held_at__isnull=False
    )
    return list(rows.values_list("held_at", flat=True))


@writes_dates(PLAN)
def write_dates(plan, links):
    """Keep on a plan what is due next and what happened last: lists sort by it and figures count it."""
    next_ones = {} if plan.ended_at else {each.clock: each.due for each in links if each.met is None}
    seen, reviews = seen_of(plan), reviews_of(plan)
    plan.first_core_group_due_on = None if plan.is_temporary else due_of(FIRST_CORE_GROUP_CLOCK, plan.began_at)
    plan.visit_due_on = next_ones.get(SEEN_CLOCK)
    plan.review_due_on = next_ones.get(FIRST_REVIEW_CLOCK) or next_ones.get(NEXT_REVIEW_CLOCK)
    plan.last_seen_on = london(max(seen)) if seen else None
    plan.last_reviewed_on = london(max(reviews)) if reviews else None
    plan.save(
        update_fields=(
            "first_core_group_due_on",
            "visit_due_on",
            "review_due_on",
            "last_seen_on",
            "last_reviewed_on",
        )
    )


def follow_area(*, area, at):
    """Bring the clocks of an area's running plans into line with a number that it set for itself."""
    with as_system("an area's own figure moves the clocks of all its plans"):
        for plan in ProtectionPlan.objects.running().filter(area=area).select_related("person"):
            chains.work_out(PLAN, plan, reason="The area's own figure changed", at=at)


for _rule in (CORE_GROUP_LOCAL, TEMPORARY_LOCAL):
    follow(_rule, follow_area)


def next_core_group_due(plans):
    """Return the day by which the core group of one of some plans is to meet first, or None."""
    clocks = (FIRST_CORE_GROUP_CLOCK, CORE_GROUP_LOCAL)
    rows = [row for plan in plans for row in chains.standing(PLAN, plan) if row.clock in clocks and row.met_at is None]
    return min((row.due_on for row in rows if row.due_on), default=None)


def transfer_of(person_id):
    """Return the transfer by which a child comes to this area, while it waits for its conference; or None."""
    rows = AreaTransfer.objects.filter(person_id=person_id, direction=Direction.IN, state__in=UNDER_WAY)
    return rows.order_by("-notified_on").first()


@fact(AREA_TRANSFER, "told_here")
def told_here(transfer):
    """Tell since when this area knows in writing of a child who moves here on a plan."""
    if transfer.direction == Direction.OUT or not transfer.conference_due_on:
        return None
    recorded = when_taken(transfer, "notify", "correct")
    return recorded[-1] if recorded else noon_of(transfer.notified_on)


@fact(AREA_TRANSFER, "conferences_here")
def conferences_here(transfer):
    """Tell when transfer-in conferences about the child were held, whatever they decided."""
    rows = ConferenceChild.objects.filter(
        person_id=transfer.person_id, kind=ConferenceKind.TRANSFER_IN, held_at__isnull=False
    )
    return list(rows.values_list("held_at", flat=True))


def is_in_court(stage):
    """Say whether a legal stage is care proceedings, which have a limit."""
    return stage.kind == LegalKind.PROCEEDINGS and stage.due_on is not None


@fact(LEGAL, "issued")
def issued(stage):
    """Tell when proceedings were issued; while an extension runs, the first limit holds no longer."""
    return None if not is_in_court(stage) or when_taken(stage, "extend") else when_taken(stage, "begin")


@fact(LEGAL, "over")
def over(stage):
    """Tell when a stage ended."""
    return when_taken(stage, "end")


@fact(LEGAL, "extended")
def extended(stage):
    """Tell since when, and until which day of the court's, proceedings run longer."""
    decided = when_taken(stage, "extend")
    if not is_in_court(stage) or not decided:
        return []
    return [Span(decided[-1], next(iter(over(stage)), None), stage.due_on, BY_THE_COURT)]
