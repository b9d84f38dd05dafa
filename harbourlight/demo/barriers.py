"""Closes a few records of the demonstration: a worker's own family, and a police operation."""

from datetime import timedelta

from harbourlight.foundations.access.choices import BarrierKind
from harbourlight.foundations.access.models import Barrier, BarrierReason


def close_records(world, partnership, families):
    """Exclude Alice from her sister's family, and hide a family under a police operation from nearly all."""
    cast = partnership.cast
    here = [family for family in families if family.area == 0 and family.contacts]
    own = next((family for family in here if family.surname == cast["alice.mash"].name.split()[-1]), here[0])
    rest = [family for family in here if family is not own]
    _close(
        world,
        partnership,
        own,
        BarrierKind.EXCLUDED,
        [cast["alice.mash"]],
        "Family of a worker: her sister's children.",
    )
    if rest:
        insiders = [cast["martha.manager"], cast["selina.senior"], cast["percy.police"]]
        _close(
            world,
            partnership,
            rest[len(rest) // 2],
            BarrierKind.RESTRICTED,
            insiders,
            "Police operation Tidewrack: who knows of this record could put the children at risk.",
            hides=True,
        )


def _close(world, partnership, family, kind, professionals, reason, *, hides=False):
    manager = partnership.cast["martha.manager"]
    at = world.now - timedelta(days=12)
    for person in [*family.children, *(adult for adult, _ in family.adults)]:
        barrier = world.make(
            Barrier,
            person_id=person.id,
            kind=kind,
            professional_ids=[p.id for p in professionals],
            hides_existence=hides,
            placed_by=manager,
            placed_at=at,
        )
        world.make(
            BarrierReason,
            barrier=barrier,
            person_id=person.id,
            reason=reason,
            written_by=manager,
            written_at=at,
        )
