"""In which ways a person stands to a record, and whether one of them is enough for a step.

To see a child, as a guest, in an emergency or because of another grant, is not to work with it. The way in which
somebody was let through is the capacity in which they act; it is kept with the step.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import reduce
from typing import Any

from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.access.needs import may, roles_of
from harbourlight.foundations.agencies.models import TeamMembership

from . import offices
from .steps import (
    EMERGENCY,
    LEAD,
    MANAGER,
    OVERSEER,
    READER,
    TEAM,
    WORKER,
    Pathway,
    Step,
    StepNotAllowed,
    Works,
)  # fmt: skip

NOT_PERMITTED = "You do not have permission to do this."


def stands(pathway: Pathway, way: str) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Tell the engine of a room's own way to stand to its records: a function of (record, by, at) that says so."""

    def mark(function: Callable[..., bool]) -> Callable[..., bool]:
        pathway.ways[way] = function
        return function

    return mark


def follow(record: Any, path: str) -> Any:
    """Return what a path of fields leads to, or None."""
    return reduce(lambda found, name: None if found is None else getattr(found, name), path.split("."), record)


def id_of(record: Any, path: str) -> Any:
    """Return the id of the row that a path of fields leads to, without fetching it; None for an empty path."""
    if not path:
        return None
    before, _, last = path.rpartition(".")
    holder = follow(record, before) if before else record
    return None if holder is None else getattr(holder, f"{last}_id")


def capacity(pathway: Pathway, step: Step, record: Any, by: Any, at: datetime) -> str:
    """Return the first way to stand to a record that lets a person take a step, or an empty string."""
    wanted = step.works or (pathway.works or Works()).ways
    return next((way for way in wanted if stands_as(pathway, way, record, by, at)), "")


def works_on(pathway: Pathway, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody stands to a record in one of the ways in which people work on it."""
    return any(stands_as(pathway, way, record, by, at) for way in (pathway.works or Works()).ways)


def stands_as(pathway: Pathway, way: str, record: Any, by: Any, at: datetime) -> bool:
    """Say whether a person stands to a record in one way; an unknown way raises LookupError."""
    if way in pathway.ways:
        return bool(pathway.ways[way](record, by, at))
    works = pathway.works or Works()
    if way in works.offices:
        return offices.holds_office(works, way, record, by, day_of(at))
    if way in works.agencies:
        return offices.acts_for(works, way, record, by, day_of(at))
    if way not in WAYS:
        raise LookupError(f"{pathway.name} knows no way to stand to a record called {way}")
    return WAYS[way](works, record, by, at)


def leads(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody leads the work on a record."""
    return by.pk in {id_of(record, path) for path in (works.lead, *works.also)} - {None}


def sits_in_team(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody sits in the team that works on a record."""
    team_id = id_of(record, works.team)
    return team_id is not None and members(team_id, by, day_of(at)).exists()


def members(team_id: Any, by: Any, on: date) -> Any:
    """Return the places that somebody has in a team on a date."""
    return TeamMembership.objects.current(on).filter(team_id=team_id, professional=by)


def manages(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody manages the team of a record, or manages in the agency whose team or lead holds it.

    A manager of the agency to whom the children are open for no work of theirs (because they were asked what they know,
    as a guest, in an emergency) only reads.
    """
    on, team_id = day_of(at), id_of(record, works.team)
    if team_id is not None and members(team_id, by, on).filter(is_manager=True).exists():
        return True
    if not works.managing or not roles_of(by, on) & works.managing:
        return False
    team = follow(record, works.team) if team_id is not None else None
    lead = follow(record, works.lead) if works.lead else None
    holding = {holder.agency_id for holder in (team, lead) if holder is not None}
    return by.agency_id in holding and (
        not getattr(record, "child_ids", ()) or held_on(record, by, at, Basis.ALLOCATED, Basis.OVERSIGHT)
    )


def reads(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether a child of a record is open to somebody by more than an emergency; a record about none always is."""
    children = getattr(record, "child_ids", ())
    return not children or bool(open_for_good(children, by, at))


def held_on(record: Any, by: Any, at: datetime, *bases: Basis) -> bool:
    """Say whether a child of a record is open to somebody, or to a team of theirs, on one of some bases."""
    teams = by.memberships.current(day_of(at)).values_list("team_id", flat=True)
    held = Grant.objects.current(at).filter(
        person_id__in=list(getattr(record, "child_ids", ())), scope=Scope.RECORD, basis__in=bases,
        holder_id__in=[by.pk, *teams],
    )  # fmt: skip
    return held.exists()


def oversees(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody was given sight of a child of a record to oversee the work."""
    return held_on(record, by, at, Basis.OVERSIGHT)


def works_with_child(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say whether somebody works with a child of a record, in whatever process."""
    return held_on(record, by, at, Basis.ALLOCATED)


def sees(works: Works, record: Any, by: Any, at: datetime) -> bool:
    """Say yes: whoever found the record may see it."""
    return True


WAYS: dict[str, Callable[[Works, Any, Any, datetime], bool]] = {
    LEAD: leads, TEAM: sits_in_team, MANAGER: manages, OVERSEER: oversees, WORKER: works_with_child, READER: reads,
    EMERGENCY: sees,
}  # fmt: skip


def day_of(at: datetime) -> date:
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def check(pathway: Pathway, step: Step, record: Any, by: Any, at: datetime) -> str:
    """Return the capacity in which a person takes a step, or refuse in words.

    The product itself (``by`` is None) takes any step, in no capacity. A pathway that does not say who works on its
    records is guarded by its room.
    """
    if by is None:
        return ""
    if not may(by, step.may, day_of(at)):
        raise StepNotAllowed(NOT_PERMITTED)
    if pathway.works is None:
        return ""
    found = capacity(pathway, step, record, by, at)
    if not found:
        raise StepNotAllowed(pathway.works.refusal)
    return found


def may_take(pathway: Pathway, step: Step, record: Any, by: Any, at: datetime) -> bool:
    """Say whether a person may take a step on a record as it stands now."""
    try:
        check(pathway, step, record, by, at)
    except StepNotAllowed:
        return False
    return record.state in step.frm


def answers_for(pathway: Pathway, way: str, by: Any) -> Any:
    """Return the id of the agency for which somebody acts in a capacity: none for a chair, whoever employs them."""
    works = pathway.works or Works()
    is_for_nobody = way in works.for_nobody or way in works.offices
    return None if by is None or is_for_nobody else by.agency_id
