"""Who may take the steps of a case: its lead professional, of whatever agency, its team, and managers."""

from datetime import datetime, time

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import roles_of
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Answer
from ..pathway import MANAGING

NOT_YOURS = "Only the lead professional, or the early help team that holds the case, can do this."
NOT_MANAGER = "Only the lead professional or a manager can decide this."


def day_of(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def sits_in_team(case, by, at, *, manages=False):
    """Say whether somebody sits in the team of a case, or manages it."""
    if case.team_id is None:
        return False
    rows = TeamMembership.objects.current(day_of(at)).filter(team_id=case.team_id, professional=by)
    return (rows.filter(is_manager=True) if manages else rows).exists()


def works_on(case, by, at):
    """Say whether somebody may take the steps of a case: the lead of any agency as much as the team."""
    return case.lead_id == by.pk or sits_in_team(case, by, at) or is_manager(case, by, at)


def is_manager(case, by, at):
    """Say whether somebody manages the case's team, or is a manager of the agency whose team or lead holds it.

    A manager of the agency to whom the children are open by no more than an emergency only reads.
    """
    if sits_in_team(case, by, at, manages=True):
        return True
    holding = {case.team.agency_id if case.team_id else None, case.lead.agency_id if case.lead_id else None}
    if by.agency_id not in holding or not roles_of(by, day_of(at)) & MANAGING:
        return False
    return bool(open_for_good(case.child_ids, by, at))


def check_works(case, by, at):
    """Refuse somebody who neither leads the case nor sits in its team."""
    if not works_on(case, by, at):
        raise StepNotAllowed(NOT_YOURS)


def check_decides(case, by, at):
    """Refuse somebody who is neither the lead professional nor a manager."""
    if case.lead_id != by.pk and not is_manager(case, by, at):
        raise StepNotAllowed(NOT_MANAGER)


def check_consent(case):
    """Refuse work that needs the family's agreement while there is none, or while a refusal waits."""
    if case.refused_at:
        raise StepNotAllowed("The family does not take part. Decide first what happens now.")
    if case.consent != Answer.GIVEN:
        raise StepNotAllowed("The family has not agreed. Ask the family first and record what they said.")


def moment_of(day, at):
    """Return the moment that stands for a day on which something happened; refuse a day to come."""
    today = day_of(at)
    if day > today:
        raise StepNotAllowed("The date cannot be in the future.")
    return at if day == today else datetime.combine(day, time(12), LONDON)
