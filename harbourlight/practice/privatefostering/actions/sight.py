"""Who sees the child because of an arrangement, who decides about it, and until when."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does

from ..pathway import ARRANGEMENT

KEEPS_SIGHT = timedelta(days=30)  # of an arrangement that ended: for the last letter and for questions
WHY = "whoever works on an arrangement learns who decides about it"
NOBODY = "Neither the team nor its agency has a manager who can decide. The business unit gives people their roles."


def source_of(arrangement):
    """Return the mark on the grants that an arrangement gives, by which they end with it."""
    return f"privatefostering:{arrangement.pk}"


def open_to(arrangement, *, by, at, basis=Basis.ALLOCATED, **holder):
    """Open the child's record to a team or somebody, until the arrangement ends."""
    access.give(
        person_ids=arrangement.child_ids, basis=basis, reason="Private fostering", source=source_of(arrangement),
        by=by, at=at, **holder,
    )  # fmt: skip


def close_to(arrangement, holder_id, *, by, at):
    """End what the arrangement opened to somebody."""
    access.end(person_ids=arrangement.child_ids, holder_id=holder_id, source=source_of(arrangement), by=by, at=at)


def end_sight(arrangement, *, by, at):
    """Let what the arrangement opened end when its last letter has had time to go."""
    with as_system("a grant is ended by somebody who does not hold it"):
        given = Grant.objects.current(at).filter(source=source_of(arrangement), valid_until=None)
        given.update(valid_until=at + KEEPS_SIGHT, ended_by=by)


def members_of(team, on):
    """Return who sits in a team on a date; whoever left the team, or the agency, is not among them."""
    sitting = TeamMembership.objects.current(on).filter(team=team)
    return Professional.objects.current(on).filter(memberships__in=sitting).order_by("name__letters")


def managers_of(team, on):
    """Return the managers of a team on a date who hold a role that decides."""
    managing = TeamMembership.objects.current(on).filter(team=team, is_manager=True)
    holding = RoleHolding.objects.current(on).filter(role__in=ARRANGEMENT.works.managing)
    found = Professional.objects.current(on).filter(memberships__in=managing, role_holdings__in=holding)
    return found.order_by("name__letters").distinct()


def senior_managers(arrangement, on):
    """Return the senior managers of the area in the agency whose team works on an arrangement."""
    holding = RoleHolding.objects.current(on).filter(role=Role.SENIOR_MANAGER)
    here = holding.filter(area=None) | holding.filter(area=arrangement.area_id)
    found = Professional.objects.current(on).filter(agency=arrangement.team.agency_id, role_holdings__in=here)
    return found.order_by("name__letters").distinct()


def who_decides(arrangement, at):
    """Return who can decide about an arrangement: the team's managers, else the senior managers who were asked to."""
    on = at.astimezone(LONDON).date()
    managers = list(managers_of(arrangement.team, on))
    if managers:
        return managers
    with as_system(WHY):
        asked = Grant.objects.current(at).filter(source=source_of(arrangement), basis=Basis.OVERSIGHT)
        return list(senior_managers(arrangement, on).filter(pk__in=asked.values("holder_id")))


def let_a_senior_decide(arrangement, *, by, at):
    """Open the record of a team without a manager to the senior managers of the area, and return who decides."""
    deciding = who_decides(arrangement, at)
    if not deciding:
        deciding = list(senior_managers(arrangement, at.astimezone(LONDON).date()))
        for senior in deciding:
            open_to(arrangement, by=by, at=at, basis=Basis.OVERSIGHT, professional=senior)
    return deciding


@does(ARRANGEMENT, "ask_senior")
def ask_senior(arrangement, *, by, at):
    """Ask the senior managers of the area to decide, where the team has no manager any more."""
    already = who_decides(arrangement, at)
    if already:
        raise StepNotAllowed(f"{', '.join(map(str, already))} can decide already.")
    asked = let_a_senior_decide(arrangement, by=by, at=at)
    if not asked:
        raise StepNotAllowed(NOBODY)
    return ", ".join(map(str, asked))
