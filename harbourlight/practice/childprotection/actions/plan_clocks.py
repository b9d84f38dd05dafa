"""The clocks of a plan, worked out from its own records.

Every visit, core group and review, and every corrected date, lets the whole chain of deadlines be worked out again:
a row that still fits stays as it is with what was said of it, one that no longer fits is cancelled with the reason.
So it is the same whether something was recorded on the day, weeks later or out of order.
"""

from typing import NamedTuple

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules import reading
from harbourlight.foundations.rules.actions import follow
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.statute import clocks as statute
from harbourlight.statute.errors import StatuteError

from ..choices import ConferenceDecision, ConferenceKind
from ..models import AreaTransfer, ConferenceChild, CoreGroup, ProtectionPlan, Visit
from ..pathway.plan import (
    CHRONOLOGY_STALE,
    CORE_GROUP_LOCAL,
    FIRST_CORE_GROUP_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_CORE_GROUP_CLOCK,
    NEXT_REVIEW_CLOCK,
    SEEN_CLOCK,
    TEMPORARY_LOCAL,
)
from .clocks import due_of, london, moment_of

KEPT = (
    FIRST_CORE_GROUP_CLOCK,
    NEXT_CORE_GROUP_CLOCK,
    CORE_GROUP_LOCAL,
    SEEN_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_REVIEW_CLOCK,
    TEMPORARY_LOCAL,
)
DECIDED_REVIEW = (ConferenceDecision.GOES_ON, ConferenceDecision.ENDS)


class Link(NamedTuple):
    """One deadline of a chain: its clock, the moment it counts from, when it was met, and its last good day."""

    clock: str
    started: object
    met: object
    due_on: object
    version: str
    title: str


def days_of(area_id, on):
    """Return the number of days that a significant event may wait until the combined chronology is stale."""
    return reading.number_of(CHRONOLOGY_STALE, area_id, on).number


def local_of(area_id):
    """Return the function that says when an area's own limit runs out, and by which number; it asks once."""
    numbers = reading.read([area_id], (CORE_GROUP_LOCAL, TEMPORARY_LOCAL))
    return lambda rule, started: numbers.due_by(rule, area_id, started)


def link(clock, started, met, *, local=None):
    """Return the deadline of a clock that counts from a moment; None where no rule sets one."""
    if clock in (CORE_GROUP_LOCAL, TEMPORARY_LOCAL):
        limit = local(clock, started)
        return limit and Link(clock, started, met, limit.due, limit.number.version, rule_of(clock).must_happen)
    try:
        answer = statute.due(statute.get(clock), started)
    except StatuteError:
        return None
    return Link(clock, started, met, answer.due, answer.version, answer.clock.must_happen)


def chain(first, following, start, events, *, local=None):
    """Return the deadlines from a start over everything that happened to the one that runs now."""
    moments = sorted({event for event in events if london(event) >= london(start)})
    starts, ends = [start, *moments], [*moments, None]
    made = [
        link(clock, begun, met, local=local)
        for clock, begun, met in zip([first, *[following] * len(moments)], starts, ends, strict=True)
    ]
    return [each for each in made if each]


def counted_from_birth(plan, clock):
    """Say whether a clock of a plan waits for the birth: nobody can see a child who is not born."""
    return plan.was_unborn and (clock == SEEN_CLOCK or statute.get(clock).starts_at_birth)


def start_of(plan, clock, at):
    """Return the moment a first clock of a plan counts from: its beginning, or for an unborn child the birth.

    Until the birth is recorded it is the expected date of delivery.
    """
    person = plan.person
    born = person.born_on or person.expected_on
    if counted_from_birth(plan, clock) and born:
        return max(plan.began_at, moment_of(born, at))
    return plan.began_at


def core_groups_of(plan):
    """Return when the core groups of a plan were held."""
    rows = CoreGroup.objects.filter(
        plan_ids__contains=[plan.pk], held_at__isnull=False, child_ids__contains=[plan.person_id]
    )
    return list(rows.values_list("held_at", flat=True))


def reviews_of(plan):
    """Return when review conferences decided about a plan."""
    rows = ConferenceChild.objects.filter(
        plan=plan, kind=ConferenceKind.REVIEW, decision__in=DECIDED_REVIEW, held_at__isnull=False
    )
    return list(rows.values_list("held_at", flat=True))


def seen_of(plan):
    """Return when the child of a plan was seen."""
    return list(Visit.objects.where_seen().filter(plan=plan).values_list("happened_at", flat=True))


def links_of(plan, at):
    """Return every deadline that a plan has had and has, by its records."""
    seen = chain(SEEN_CLOCK, SEEN_CLOCK, start_of(plan, SEEN_CLOCK, at), seen_of(plan))
    if plan.is_temporary:
        # The other area answers for the plan: its core groups and reviews are held there.
        return [
            *seen,
            *filter(None, [link(TEMPORARY_LOCAL, plan.began_at, None, local=local_of(plan.area_id))]),
        ]
    groups = chain(
        FIRST_CORE_GROUP_CLOCK,
        CORE_GROUP_LOCAL,
        start_of(plan, FIRST_CORE_GROUP_CLOCK, at),
        core_groups_of(plan),
        local=local_of(plan.area_id),
    )
    reviews = chain(FIRST_REVIEW_CLOCK, NEXT_REVIEW_CLOCK, start_of(plan, FIRST_REVIEW_CLOCK, at), reviews_of(plan))
    return [*seen, *groups, *reviews]


def keep_clocks(plan, *, reason, at):
    """Bring the deadlines of a plan, and the dates on the plan itself, into line with its records."""
    links = links_of(plan, at)
    rows = {(row.clock, row.started_at): row for row in standing(plan)}
    for each in links:
        row = rows.pop((each.clock, each.started), None)
        if row is not None and row.due_on != each.due_on:
            cancel(row, reason, at)
            row = None
        settle(plan, each, row, at)
    for row in rows.values():
        cancel(row, reason, at)
    set_dates(plan, links)


def follow_area(*, area, at):
    """Bring the clocks of an area's running plans into line with a number that it set for itself."""
    with as_system("an area's own figure moves the clocks of all its plans"):
        for plan in ProtectionPlan.objects.running().filter(area=area).select_related("person"):
            keep_clocks(plan, reason="The area's own figure changed", at=at)


for _rule in (CORE_GROUP_LOCAL, TEMPORARY_LOCAL):
    follow(_rule, follow_area)


def standing(plan):
    """Return the deadlines of a plan that were not cancelled."""
    return list(Deadline.objects.filter(subject_id=plan.pk, clock__in=KEPT, cancelled_at=None))


def cancel(row, reason, at):
    """Cancel one deadline with the reason; what was met no longer counts as met against it."""
    row.cancelled_at, row.cancel_reason, row.met_at = at, reason[:200], None
    row.save(update_fields=("cancelled_at", "cancel_reason", "met_at"))


def settle(plan, each, row, at):
    """Store one deadline of the chain, or bring the row there is up to date; after its end a plan has none open."""
    if plan.ended_at and each.met is None:
        if row is not None:
            cancel(row, "The plan ended", at)
        return
    if row is None:
        row = Deadline(
            clock=each.clock,
            clock_version=each.version[:80],
            title=each.title[:200],
            is_alarm=True,
            subject_kind=plan._meta.label_lower,
            subject_id=plan.pk,
            child_ids=plan.child_ids,
            area_id=plan.area_id,
            team_id=plan.team_id,
            owner_id=plan.key_worker_id,
            started_at=each.started,
            due_on=each.due_on,
            due_at=due_moment(each.due_on),
            met_at=each.met,
        )
        row.save(force_insert=True)
    elif row.met_at != each.met:
        row.met_at = each.met
        row.save(update_fields=("met_at",))


def set_dates(plan, links):
    """Write on the plan what is due next and what happened last."""
    open_ones = {each.clock: each.due_on for each in links if each.met is None} if plan.ended_at is None else {}
    seen, reviews = seen_of(plan), reviews_of(plan)
    plan.first_core_group_due_on = None if plan.is_temporary else due_of(FIRST_CORE_GROUP_CLOCK, plan.began_at)
    plan.visit_due_on = open_ones.get(SEEN_CLOCK)
    plan.review_due_on = open_ones.get(FIRST_REVIEW_CLOCK) or open_ones.get(NEXT_REVIEW_CLOCK)
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


def hand_over(plan):
    """Let the running clocks of a plan follow it to its team and key worker."""
    Deadline.objects.running().filter(subject_id=plan.pk).update(team_id=plan.team_id, owner_id=plan.key_worker_id)


def transfer_of(person_id):
    """Return the transfer by which a child comes to this area, while it waits for its conference; or None."""
    rows = AreaTransfer.objects.filter(
        person_id=person_id, direction="in", state__in=("notified", "conference_planned")
    )
    return rows.order_by("-notified_on").first()
