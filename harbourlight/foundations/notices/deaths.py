"""Whoever worked with a child who died is told, and once more where the record was put right."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from harbourlight.foundations.people.deaths import Ends
from harbourlight.foundations.people.models import Person

from .actions import notify

DIED, PUT_RIGHT = "A child with whom you work has died", "The record of a child's death was put right"


@dataclass(frozen=True)
class About:
    """A person as a notice names its subject."""

    pk: Any
    area_id: Any
    child_ids: list
    _meta: ClassVar = Person._meta


def tell(death):
    """Tell each professional and team that worked with the child, once, and never whoever recorded it."""
    holders = {grant.holder_id: grant.professional or grant.team for grant in death.workers}
    says = PUT_RIGHT if death.correction else DIED
    for holder in holders.values() if death.person.is_child else ():
        area_id = death.person.area_id or getattr(holder, "area_id", None)
        if holder != death.by and area_id:
            about = About(death.person.pk, area_id, [death.person.pk])
            yield Ends("", partial(notify, subject=about, says=says, to=holder, by=death.by, at=death.at))
