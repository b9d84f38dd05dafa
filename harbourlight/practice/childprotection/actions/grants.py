"""Which records a chair and the members of a core group see, and until when.

A chair sees the children from the planning of the conference until the plan is over; the members of a core group from
the planning of their first one to the last. When the work ends, the sight ends some days later.
"""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings.actions import when
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.people.locations import reader_for

from ..models import CoreGroup, ProtectionPlan
from ..pathway.meetings import CORE_GROUP_MEETING

CHAIR_KEEPS = timedelta(days=30)  # after the end: for the minutes, questions and disputes
MEMBER_KEEPS = 5  # working days after the end of the membership or of the plan, for what is left to do
SOURCE = "conference:"


def let_chair_see(conference, *, by, at):
    """Open the children's records to the chair of a conference.

    Whoever makes themselves the chair goes on overseeing the children whom they work with or oversee, and no others.
    """
    person_ids = conference.child_ids
    if by is not None and conference.chair_id == by.pk:
        close_to = reader_for(by, person_ids, at).close_to
        person_ids = [person_id for person_id in person_ids if person_id in close_to]
    if conference.chair:
        access.give(
            person_ids=person_ids, professional=conference.chair, basis=Basis.OVERSIGHT,
            reason="Chairs the child protection conference", source=f"{SOURCE}{conference.pk}", by=by, at=at,
        )  # fmt: skip


def limit_sight_of_chairs(person_ids, *, at):
    """Let the sight of every chair of a child's conferences end: the child is on no plan, or no longer."""
    with as_system("the grant of a chair ends with the work, whoever ends the work"):
        given = Grant.objects.current(at).filter(person_id__in=list(person_ids), source__startswith=SOURCE)
        given.filter(valid_until=None).update(valid_until=at + CHAIR_KEEPS)


def source_of(plan):
    """Return the mark on the grants that membership of a plan's core group gives."""
    return f"plan:{plan.pk}"


def members_see(plan, group, *, by, at):
    """Open the child's record to the members of a core group; for whoever is a member no longer it closes soon."""
    with as_system("the members of a core group see the child for as long as they are members, whoever invited them"):
        invited = Invitation.objects.filter(meeting_id=group.meeting_id, professional__isnull=False).expected()
        members = {row.professional_id: row.professional for row in invited.select_related("professional")}
        had = set(lasting([plan], at).values_list("holder_id", flat=True))
        close_soon(lasting([plan], at).exclude(holder_id__in=members), by=by, at=at)
    for key, member in members.items():
        if key not in had:
            access.give(
                person_ids=[plan.person_id], professional=member, basis=Basis.NETWORK,
                reason="Member of the core group", source=source_of(plan), by=by, at=at,
            )  # fmt: skip


def limit_sight_of_members(plan, *, by, at):
    """Let the sight of the members of a core group end some working days after the end of the plan."""
    with as_system("the sight of a core group ends with its plan, whoever ends the plan"):
        close_soon(lasting([plan], at), by=by, at=at)


def lasting(plans, at):
    """Return the grants by membership of the core groups of some plans that have no end yet."""
    return Grant.objects.current(at).filter(source__in=[source_of(plan) for plan in plans], valid_until=None)


def close_soon(grants, *, by, at):
    """Let grants end some working days from now."""
    grants.update(valid_until=end_of_working_day(at, MEMBER_KEEPS), ended_by=by)


@when("left_out")
def member_leaves(invitation, *, by, at):
    """Let the sight of whoever is taken off the list of a core group end, as the membership has ended."""
    if invitation.meeting.type != CORE_GROUP_MEETING.name:
        return
    with as_system("the sight of a member ends with the membership, whoever takes them off the list"):
        groups = CoreGroup.objects.filter(meeting_id=invitation.meeting_id)
        plan_ids = [plan_id for group in groups for plan_id in group.plan_ids]
        plans = ProtectionPlan.objects.filter(pk__in=plan_ids).only("pk")
        close_soon(lasting(plans, at).filter(holder_id=invitation.professional_id), by=by, at=at)
