"""Giving, ending and barring sight of a record, and opening one in an emergency."""

from datetime import timedelta

from django.db import connection, transaction

from .choices import BarrierKind, Basis, Scope
from .models import Barrier, BarrierReason, Grant

BREAK_GLASS_LASTS = timedelta(minutes=60)


def give(*, person_ids, basis, reason, by, at, professional=None, team=None, agency=None, until=None,
         scope=Scope.RECORD, source=""):
    """Give one holder (a professional, a team or an agency) sight of each person, and return the grants."""
    holder = professional or team or agency
    return Grant.objects.bulk_create(
        Grant(
            person_id=person_id, professional=professional, team=team, agency=agency, holder_id=holder.id,
            basis=basis, scope=scope, reason=reason, source=source, valid_from=at, valid_until=until,
            granted_by=by, granted_at=at,
        )
        for person_id in person_ids
    )


@transaction.atomic
def end(*, person_ids, holder_id, by, at, source=""):
    """End the holder's grants over these people at a moment; with ``source`` only those from that source."""
    grants = Grant.objects.current(at).filter(person_id__in=person_ids, holder_id=holder_id)
    if source:
        grants = grants.filter(source=source)
    grants.update(valid_until=at, ended_by=by)


def break_glass(*, person_id, reason, by, at):
    """Open a record in an emergency for 60 minutes; exclusion still closes it."""
    return give(
        person_ids=[person_id], basis=Basis.BREAK_GLASS, reason=reason, by=by, at=at, professional=by,
        until=at + BREAK_GLASS_LASTS, source="break_glass",
    )[0]


@transaction.atomic
def bar(*, person_id, kind, professionals, reason, by, at, hides_existence=False):
    """Exclude people from a record, or restrict the record to people, with a reason that insiders may read."""
    barrier = Barrier(
        person_id=person_id, kind=BarrierKind(kind), professional_ids=[p.id for p in professionals],
        hides_existence=hides_existence, placed_by=by, placed_at=at,
    )
    Barrier.objects.bulk_create([barrier])
    BarrierReason.objects.bulk_create(
        [BarrierReason(barrier=barrier, person_id=person_id, reason=reason, written_by=by, written_at=at)]
    )
    return barrier


def may_see(person_id):
    """Say whether the asker of this transaction may see the person's identity, by the database's own rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person WHERE id = %s)", [person_id])
        return cursor.fetchone()[0]
