"""How a family comes to early help, and who leads the work with it."""

import uuid

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.pathways.actions import record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Origin
from ..models import Case
from ..pathway import ALLOCATION, CASE
from .clocks import give_clocks, start_clock
from .rights import check_works, day_of

NOT_OPEN = (
    "You may open a case only for children whose whole record is open to you, and not by an emergency opening. "
    "Make a contact with the front door instead."
)


def source_of(case):
    """Return the mark on the grants that a case gives, by which they end with it."""
    return f"earlyhelp:{case.pk}"


@transaction.atomic
def accept(*, people, area, team, at, by, contact=None, reason="", happened_at=None, submission=None):
    """Take a family on for early help as the front door decided, and return its case.

    ``people`` are the children or their ids, ``team`` the team that names the lead professional (the area's
    early help team where none is given). Children whose family has a case already join that case: a family is
    helped once.
    """
    ids = ids_of(people)
    contact_id = getattr(contact, "pk", contact)
    found = open_case_of(ids, area)
    if found:
        return join_case(found, ids, contact_id=contact_id, reason=reason, by=by, at=at)
    return begin(
        ids, area=area, team=team or team_of(area, at), origin=Origin.FRONT_DOOR, contact_id=contact_id,
        reason=reason, happened_at=happened_at or at, by=by, at=at, submission=submission,
    )  # fmt: skip


@transaction.atomic
def open_case(*, people, area, by, at, reason, happened_at=None, submission=None):
    """Open a case for a family that this practitioner, of whatever agency, works with; they lead it from now on."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the family needs early help.")
    ids = ids_of(people)
    if set(ids) - open_for_good(ids, by, at):
        raise StepNotAllowed(NOT_OPEN)
    if open_case_of(ids, area):
        raise StepNotAllowed("Somebody helps this family already: read the case on the child's page.")
    sitting = by.memberships.current(day_of(at)).filter(team__kind=TeamKind.EARLY_HELP, team__area=area).first()
    case = begin(
        ids, area=area, team=sitting.team if sitting else None, origin=Origin.AGENCY, reason=reason,
        happened_at=happened_at or at, by=by, at=at, submission=submission, lead=by,
    )  # fmt: skip
    return allocate(case=case, lead=by, by=by, at=at, happened_at=happened_at)


def begin(ids, *, area, team, origin, reason, happened_at, by, at, submission=None, **more):
    """Write a new case, open its children to its team, and start the clock to name a lead professional."""
    if not ids:
        raise StepNotAllowed("Name at least one child.")
    if team is not None and team.area_id != area.pk:
        raise StepNotAllowed("Select a team of this area.")
    case = Case(
        area=area, team=team, origin=origin, reason=reason.strip(), child_ids=ids, happened_at=happened_at,
        recorded_at=at, recorded_by=by, submission=submission or uuid.uuid4(), **more,
    )  # fmt: skip
    case.save(force_insert=True)
    if team:
        open_to(case, basis=Basis.ALLOCATED, reason="Early help for the family", by=by, at=at, team=team)
    start_clock(ALLOCATION, case=case, started=happened_at)
    record_step(CASE.step("accept"), case, by=by, at=at, before="", happened_at=happened_at, note=reason.strip())
    return case


def ids_of(people):
    """Return the ids of children given as records or as ids, each once, in their order."""
    return list(dict.fromkeys(getattr(person, "pk", person) for person in people))


def team_of(area, at):
    """Return the early help team of an area, or None."""
    teams = Team.objects.current(day_of(at)).filter(area=area, kind=TeamKind.EARLY_HELP)
    return teams.order_by("name").first()


def open_case_of(ids, area):
    """Return the open case that names any of these children, or None."""
    with as_system("a family has one case: it is found even where a brother or sister is closed to the asker"):
        return Case.objects.about(ids).open().filter(area=area).order_by("happened_at").first()


def open_to(case, *, basis, reason, by, at, children=None, **holder):
    """Open the children of a case to somebody, until the case ends."""
    access.give(
        person_ids=children or case.child_ids, basis=basis, reason=reason, source=source_of(case), by=by, at=at,
        **holder,
    )  # fmt: skip


def join_case(case, ids, *, contact_id, reason, by, at):
    """Add children and the news of another contact to the case that the family has."""
    more = [child for child in ids if child not in case.child_ids]
    if not more:
        return case

    def put(fresh):
        fresh.child_ids = [*fresh.child_ids, *more]
        fresh.contact_id = fresh.contact_id or contact_id

    with as_system("the case of the family belongs to its lead professional, not to whoever brings the news"):
        joined = take(pathway=CASE, step="add_children", record=case, by=by, at=at, change=put, note=reason.strip())
        for holder in holders_of(joined):
            why = "Early help for the family"
            open_to(joined, reason=why, by=by, at=at, children=more, **holder)
    return joined


def holders_of(case):
    """Return whom a case is open to: its team, its lead, and those around the family, as arguments of a grant."""
    found = [{"team": case.team, "basis": Basis.ALLOCATED}] if case.team_id else []
    if case.lead_id:
        found.append({"professional": case.lead, "basis": Basis.ALLOCATED})
    around = case.members.filter(left_on=None, professional__isnull=False).select_related("professional")
    return found + [{"professional": member.professional, "basis": Basis.NETWORK} for member in around]


@transaction.atomic
def allocate(*, case, lead, by, at, happened_at=None, version=None, submission=None):
    """Name the lead professional, of whatever agency; a second time hands the case over to another."""
    check_works(case, by, at)
    today = day_of(at)
    if lead.started_on > today or (lead.ended_on and lead.ended_on < today):
        raise StepNotAllowed("Select somebody who works here now.")
    step, before = ("hand_over" if case.state != "accepted" else "allocate"), case.lead
    if step == "hand_over" and before == lead:
        raise StepNotAllowed(f"{lead} leads this case already.")

    def name(fresh):
        fresh.lead = lead
        give_clocks(fresh)
        why = "Lead professional of early help"
        open_to(fresh, basis=Basis.ALLOCATED, reason=why, by=by, at=at, professional=lead)

    named = take(
        pathway=CASE, step=step, record=case, by=by, at=at, change=name, happened_at=happened_at, version=version,
        submission=submission, note=f"{lead}, {lead.agency}",
    )  # fmt: skip
    if before and before != lead:
        access.end(person_ids=case.child_ids, holder_id=before.pk, source=source_of(case), by=by, at=at)
    return named
