"""What the members of a core group see: the child, from the planning of their first core group until the plan ends."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.local import end_of_working_day

KEEPS_SIGHT = 5  # working days after the end of the plan, for what is left to do


def source_of(plan):
    """Return the mark on the grants that membership of a plan's core group gives."""
    return f"plan:{plan.pk}"


def members_see(plan, group, *, by, at):
    """Open the child's record to the members of a core group; whoever is a member no longer sees it no longer."""
    with as_system("the members of a core group see the child for as long as they are members, whoever invited them"):
        invited = Invitation.objects.filter(meeting_id=group.meeting_id, professional__isnull=False).expected()
        members = {row.professional_id: row.professional for row in invited.select_related("professional")}
        given = Grant.objects.current(at).filter(person_id=plan.person_id, source=source_of(plan))
        had = set(given.values_list("holder_id", flat=True))
        given.exclude(holder_id__in=members).update(valid_until=at, ended_by=by)
    for key, member in members.items():
        if key not in had:
            access.give(
                person_ids=[plan.person_id],
                professional=member,
                basis=Basis.NETWORK,
                reason="Member of the core group",
                source=source_of(plan),
                by=by,
                at=at,
            )


def limit_sight_of_members(plan, *, by, at):
    """Let the sight of the members of a core group end some working days after the end of the plan."""
    with as_system("the sight of a core group ends with its plan, whoever ends the plan"):
        given = Grant.objects.current(at).filter(person_id=plan.person_id, source=source_of(plan), valid_until=None)
        given.update(valid_until=end_of_working_day(at, KEEPS_SIGHT), ended_by=by)
