"""The kinds of person who stand around a record about a child, each with what makes them that kind and nothing more.

Those who work on the record hold the roles of their work. Everybody else holds every role that any step of the
pathway asks for, so that a "no" is never only a missing role.
"""

from datetime import date, timedelta
from types import SimpleNamespace

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.lookup import people_of
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import (
    Agency,
    AgencyArea,
    Area,
    Professional,
    RoleHolding,
    Team,
    TeamMembership,
)
from harbourlight.foundations.meetings import planning

LONG_AGO = date(2010, 1, 1)
CHILD_KINDS = {
    "lead": "Named on the record",
    "member": "In its team",
    "manager": "Manages its team",
    "chair": "Chairs the conference",
    "recorder": "Recorded or raised it",
    "elsewhere": "Manager elsewhere in the agency",
    "network": "In the child's network",
    "reader": "Colleague asked for information",
    "opener": "Opened it in an emergency",
    "guest": "Guest of a meeting",
    "stranger": "Another area, same role",
    "administrator": "Administrator",
    "charlie": "Charlie: no business there",
}


def roles_asked_for(pathway):
    """Return every role that any step of a pathway asks for; a step open to everybody signed in asks for none."""
    named = {step.may for step in pathway.steps} - {"signed in"}
    return frozenset().union(*(PERMISSIONS[name] for name in named))


def somebody(key, name, agency, roles, *, area=None, team=None, manages=False):
    """Put a professional on file, with roles and, if given, a place in a team."""
    made = Professional(name=name, email=f"{key}@kinds.example", agency=agency, started_on=LONG_AGO)
    made.set_unusable_password()
    made.save(force_insert=True)
    RoleHolding.objects.bulk_create(
        RoleHolding(professional=made, role=role, area=area, started_on=LONG_AGO) for role in sorted(roles)
    )
    if team:
        TeamMembership(professional=made, team=team, is_manager=manages, started_on=LONG_AGO).save(force_insert=True)
    return made


def around_a_child(cast, *, team, lead, member, manager, every, elsewhere=None):
    """Put one professional of each kind on file; ``lead``, ``member`` and the like are the roles of those."""
    farshore = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    away = Agency.objects.create(name="Farshore Council", sector="council", kind="statutory_partner",
                                 started_on=LONG_AGO)  # fmt: skip
    AgencyArea.objects.create(agency=away, area=farshore, started_on=LONG_AGO)
    there = {"agency": cast.council, "area": cast.area, "kind": "other", "started_on": LONG_AGO}
    other = Team.objects.create(name="Quayside team", **there)
    own = getattr(cast, team)
    return SimpleNamespace(
        lead=somebody("lead", "Leda Bowsprit", cast.council, lead),
        member=somebody("member", "Merryn Topsail", cast.council, member, team=own),
        manager=somebody("manager", "Magda Rowlock", cast.council, manager, team=own, manages=True),
        recorder=somebody("recorder", "Rosa Halyard", cast.council, every),
        elsewhere=somebody("elsewhere", "Elsa Windlass", cast.council, elsewhere or manager, team=other, manages=True),
        network=somebody("network", "Nora Tiller", cast.school, every),
        reader=somebody("reader", "Rhoda Fender", cast.council, every),
        opener=somebody("opener", "Olga Foghorn", cast.council, every),
        guest=somebody("guest", "Gina Kedge", cast.health, every),
        stranger=somebody("stranger", "Sonia Strand", away, every, area=farshore),
        administrator=somebody("administrator", "Ada Locker", cast.council, {Role.ADMINISTRATOR}),
        charlie=somebody("charlie", "Charlie Flotsam", cast.elsewhere, every),
    )


def stand_around(told, record):
    """Let each kind of person see the children of a record in the way that makes them that kind."""
    who, cast, moment, child_ids = told.who, told.cast, told.moment, people_of(record)
    with as_system("the story lets people see the children as their kind does"):
        for kind, basis in (
            ("elsewhere", Basis.OVERSIGHT), ("network", Basis.NETWORK), ("reader", Basis.ASKED),
            ("stranger", Basis.NETWORK),
        ):  # fmt: skip
            access.give(
                person_ids=child_ids, professional=getattr(who, kind), basis=basis, reason="In the story",
                by=None, at=moment,
            )  # fmt: skip
        invited_to_a_meeting(who.guest, cast, moment, child_ids)
    with told.as_user(who.opener):
        for child in child_ids:
            access.break_glass(person_id=child, reason="Found alone at night", by=who.opener, at=moment)


def invited_to_a_meeting(guest, cast, moment, child_ids):
    """Invite somebody to tomorrow's meeting of the team around the family."""
    meeting = planning.plan(
        type="team_around_child", area=cast.area, children=child_ids, starts_at=moment + timedelta(days=1),
        place="Lantern Street", by=None, at=moment,
    )  # fmt: skip
    planning.invite(
        meeting=meeting, invitees=[planning.Invitee("member", professional=guest)], by=None, at=moment
    )  # fmt: skip
