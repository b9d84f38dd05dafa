"""How a family comes to early help, and who leads the work with it."""

import uuid

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import NOT_OPEN, does
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.locations import reader_for

from ..choices import Origin
from ..models import Case
from ..pathway import CASE
from .facts import moment_of

HELPED = "Early help for the family"


def source_of(case):
    """Return the mark on the grants that a case gives, by which they end with it."""
    return f"earlyhelp:{case.pk}"


def open_to(case, *, reason, by, at, basis=Basis.ALLOCATED, children=None, **holder):
    """Open the children of a case to somebody, until the case ends."""
    access.give(
        person_ids=children or case.child_ids, basis=basis, reason=reason, source=source_of(case), by=by, at=at,
        **holder,
    )  # fmt: skip


def close_to(case, holder_id, *, by, at):
    """End what a case opened to somebody."""
    access.end(person_ids=case.child_ids, holder_id=holder_id, source=source_of(case), by=by, at=at)


@transaction.atomic
def accept(*, people, area, team, at, by, contact=None, reason="", happened_at=None, submission=None):
    """Take a family on for early help as the front door decided, and return its case.

    ``people`` are the children or their ids, ``team`` the team that names the lead professional (the area's
    early help team where none is given). Children whose family has a case already join that case: a family is
    helped once.
    """
    ids, contact_id = ids_of(people), getattr(contact, "pk", contact)
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


@transaction.atomic
def take_step_down(*, episodes, summary, by, at, stepped_down_on, team=None, submission=None):
    """Take a family on from social care, and return its case; the summary stands at its head.

    ``episodes`` are the open episodes of need of the children who step down. The team of early help sees their
    whole records from now on. The social worker closes the episodes in the room of children in need. Whoever is
    referred again within 12 months of ``stepped_down_on`` is counted against this step (see ``indicators``).
    """
    episodes = list(episodes)
    check_step_down(episodes, summary, team)
    ids = [episode.person_id for episode in episodes]
    if set(ids) - reader_for(by, ids, at).close_to:
        raise StepNotAllowed("Only whoever works with all these children in social care steps them down.")
    area, happened = episodes[0].area, moment_of(stepped_down_on, at)
    handed_on = {"summary": summary.strip(), "stepped_down_on": stepped_down_on}
    found = open_case_of(ids, area)
    if found is None:
        return begin(
            ids, area=area, team=team or team_of(area, at), origin=Origin.STEP_DOWN,
            reason="Stepped down from social care", happened_at=happened, by=by, at=at, submission=submission,
            episode_ids=[episode.pk for episode in episodes], **handed_on,
        )  # fmt: skip
    case = join_case(found, ids, contact_id=None, reason="", by=by, at=at)

    def put(fresh):
        fresh.episode_ids = list({*fresh.episode_ids, *(episode.pk for episode in episodes)})
        fresh.summary, fresh.stepped_down_on = handed_on.values()

    return take_for_others("take_step_down", case, put, by=by, at=at)


def check_step_down(episodes, summary, team):
    """Refuse a step down that is not whole."""
    if not episodes:
        raise StepNotAllowed("Select at least one child who steps down.")
    if any(not episode.is_open for episode in episodes):
        raise StepNotAllowed("Only a child with an open episode of need can step down.")
    if len({episode.area_id for episode in episodes}) > 1:
        raise StepNotAllowed("Children of two areas step down apart.")
    if not summary.strip():
        raise StepNotAllowed("Enter what early help must know: what was done, what goes well, what still worries you.")
    if team is not None and team.area_id != episodes[0].area_id:
        raise StepNotAllowed("Select a team of this area.")


def begin(ids, *, area, team, origin, reason, happened_at, by, at, submission=None, **more):
    """Write a new case, and open its children to its team; the clock to name a lead professional runs."""
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
        open_to(case, reason=HELPED, by=by, at=at, team=team)
    record_step(CASE.step("accept"), case, by=by, at=at, before="", happened_at=happened_at, note=reason.strip())
    chains.work_out(CASE, case, at=at, reason=HELPED)
    return case


def ids_of(people):
    """Return the ids of children given as records or as ids, each once, in their order."""
    return list(dict.fromkeys(getattr(person, "pk", person) for person in people))


def team_of(area, at):
    """Return the early help team of an area, or None."""
    teams = Team.objects.current(day_of(at)).filter(area=area, kind=TeamKind.EARLY_HELP)
    return teams.order_by("name__letters").first()


def open_case_of(ids, area):
    """Return the open case that names any of these children, or None."""
    with as_system("a family has one case: it is found even where a brother or sister is closed to the asker"):
        return Case.objects.about(ids).open().filter(area=area).order_by("happened_at").first()


def join_case(case, ids, *, contact_id, reason, by, at):
    """Add children and the news of another contact to the case that the family has."""
    more = [child for child in ids if child not in case.child_ids]
    if not more:
        return case

    def put(fresh):
        fresh.child_ids = [*fresh.child_ids, *more]
        fresh.contact_id = fresh.contact_id or contact_id

    return take_for_others("add_children", case, put, by=by, at=at, note=reason.strip(), joined=more)


def take_for_others(step, case, put, *, by, at, note="", joined=()):
    """Take a step on the case of a family for whoever brings the news, and open the children who joined."""
    with as_system("the case of the family belongs to its lead professional, not to whoever brings the news"):
        case = take(
            pathway=CASE, step=step, record=case, by=by, at=at, change=put, note=note, checks_permission=False
        )  # fmt: skip
        for holder in holders_of(case) if joined else ():
            open_to(case, reason=HELPED, by=by, at=at, children=joined, **holder)
    return case


def holders_of(case):
    """Return whom a case is open to: its team, its lead, and those around the family, as arguments of a grant."""
    around = case.members.filter(left_on=None, professional__isnull=False).select_related("professional")
    found = [{"team": case.team}] if case.team_id else []
    found += [{"professional": case.lead}] if case.lead_id else []
    return found + [{"professional": member.professional, "basis": Basis.NETWORK} for member in around]


@does(CASE, "allocate", "hand_over")
def allocate(case, *, lead, by, at):
    """Name the lead professional, of whatever agency; a second time hands the case over to another."""
    today, before = day_of(at), case.lead
    if lead.started_on > today or (lead.ended_on and lead.ended_on < today):
        raise StepNotAllowed("Select somebody who works here now.")
    if case.state != "accepted" and before == lead:
        raise StepNotAllowed(f"{lead} leads this case already.")
    case.lead = lead
    open_to(case, reason="Lead professional of early help", by=by, at=at, professional=lead)

    def close_to_the_one_before(now):
        if before and before != lead:
            close_to(now, before.pk, by=by, at=at)

    return Entry(note=f"{lead}, {lead.agency}", after=close_to_the_one_before)
