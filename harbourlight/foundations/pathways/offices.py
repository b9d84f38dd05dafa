"""In which ways people stand to a record about no child: by an office in its area, or for the agency it is put to.

An office is a permission that somebody holds by a role in an area of the record: a role elsewhere is none here. Whoever
acts in an office answers for no agency, whoever employs them. An agency is answered for by those of its people who hold
the permission by a role that works for it: a chair, a business manager or a councillor whom it pays does not.
"""

from datetime import date
from typing import Any

from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.agencies.areas import areas_held
from harbourlight.foundations.agencies.choices import Role

from .steps import Works

FOR_NO_AGENCY = frozenset({Role.PARTNERSHIP_CHAIR, Role.BUSINESS_UNIT, Role.COUNCILLOR})


def areas_of_record(record: Any) -> set[Any]:
    """Return the ids of the areas that a record concerns: ``area_ids`` where it names several, else its area's."""
    return set(getattr(record, "area_ids", None) or [record.area_id])


def holds_office(works: Works, way: str, record: Any, by: Any, on: date) -> bool:
    """Say whether somebody holds an office in an area of a record."""
    return holds_in(by, works.offices[way], areas_of_record(record), on)


def holds_in(by: Any, permission: str, areas: set[Any], on: date) -> bool:
    """Say whether somebody holds a permission by a role in any of some areas, where their agency works."""
    roles = PERMISSIONS[permission]
    return bool(roles) and areas_held(by, roles, on).filter(area__in=areas).exists()


def acts_for(works: Works, way: str, record: Any, by: Any, on: date) -> bool:
    """Say whether somebody answers for the agency that a record is put to."""
    field, permission = works.agencies[way]
    roles = (PERMISSIONS[permission] or frozenset(Role)) - FOR_NO_AGENCY
    put_to = getattr(record, f"{field}_id")
    return put_to is not None and by.agency_id == put_to and bool(by.roles_on(on) & roles)
