"""The kinds of person who stand around a record about no child, each with what makes them that kind and nothing more.

The record is put to the police. Whoever answers for an agency holds every role that any step asks for and that works
for one; those who hold an office hold that alone.
"""

from types import SimpleNamespace

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area
from harbourlight.foundations.pathways.offices import FOR_NO_AGENCY

from .people import LONG_AGO, roles_asked_for, somebody

TABLE = "about_partnership.csv"
KINDS = {
    "lead": "Of the agency it is put to",
    "practitioner": "Practitioner there",
    "paid": "Chair whom that agency pays",
    "keeper": "Business unit",
    "chair": "Independent chair",
    "member": "Board member elsewhere",
    "other": "Same roles, other agency",
    "elsewhere": "Both offices in another area",
    "stranger": "Another area, every role",
    "councillor": "Councillor",
    "administrator": "Administrator",
}


def people_for(pathway, **more):
    """Return the function that puts one professional of each kind on file; ``more`` are kinds of the process itself."""

    def people(cast):
        farshore = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
        away = Agency.objects.create(
            name="Farshore Council", sector="council", kind="statutory_partner", started_on=LONG_AGO
        )
        for agency in (away, cast.police):
            AgencyArea.objects.create(agency=agency, area=farshore, started_on=LONG_AGO)
        every = roles_asked_for(pathway)
        working, chair, unit = every - FOR_NO_AGENCY, {Role.PARTNERSHIP_CHAIR}, {Role.BUSINESS_UNIT}
        return SimpleNamespace(
            lead=somebody("lead", "Leda Bowsprit", cast.police, working),
            practitioner=somebody("practitioner", "Piers Topsail", cast.police, {Role.PRACTITIONER}),
            paid=somebody("paid", "Paula Rowlock", cast.police, chair),
            keeper=somebody("keeper", "Keira Halyard", cast.council, unit),
            chair=somebody("chair", "Carla Windlass", cast.council, chair),
            member=somebody("member", "Merryn Tiller", cast.health, {Role.BOARD_MEMBER}),
            other=somebody("other", "Otto Fender", cast.health, working),
            elsewhere=somebody("elsewhere", "Elsa Foghorn", cast.police, chair | unit, area=farshore),
            stranger=somebody("stranger", "Sonia Strand", away, every, area=farshore),
            councillor=somebody("councillor", "Cora Kedge", cast.council, {Role.COUNCILLOR}),
            administrator=somebody("administrator", "Ada Locker", cast.council, {Role.ADMINISTRATOR}),
            **{kind: put(cast) for kind, put in more.items()},
        )

    return people


def nobody_else(told, record):
    """Let nobody stand around it in another way: a record about no child opens nothing to anybody."""
