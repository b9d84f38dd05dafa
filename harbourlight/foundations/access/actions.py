"""Giving, ending and barring sight of a record, and opening one in an emergency."""

from datetime import timedelta

from django.db import connection, transaction
from django.urls import reverse

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.statute.calendar import add_working_days

from .choices import BarrierKind, Basis, Finding, Scope
from .guard import as_system
from .middleware import LONDON
from .models import Barrier, BarrierReason, Grant, Review
from .tasks import tell

BREAK_GLASS_LASTS = timedelta(minutes=60)
REVIEW_WITHIN = 2  # working days


class Refused(Exception):
    """Something about access that cannot be done; its text says why in plain words."""


def grants_for(
    person_ids, *, basis, reason, by, at, professional_id=None, team_id=None, agency_id=None, until=None,
    scope=Scope.RECORD, source="",
):  # fmt: skip
    """Yield the columns of the grants that open people to one holder; grants are made here alone."""
    for person_id in person_ids:
        yield {
            "person_id": person_id,
            "professional_id": professional_id,
            "team_id": team_id,
            "agency_id": agency_id,
            "holder_id": professional_id or team_id or agency_id,
            "basis": basis,
            "scope": scope,
            "reason": reason,
            "source": source,
            "valid_from": at,
            "valid_until": until,
            "granted_by_id": by.pk if by else None,
            "granted_at": at,
        }


def give(*, person_ids, by, at, professional=None, team=None, agency=None, **more):
    """Give one holder (a professional, a team or an agency) sight of each person, and return the grants.

    ``more`` are the basis and the reason, and where they are not the usual ones ``until``, ``scope`` and ``source``.
    """
    rows = grants_for(
        person_ids, by=by, at=at, professional_id=professional and professional.id, team_id=team and team.id,
        agency_id=agency and agency.id, **more,
    )  # fmt: skip
    return Grant.objects.bulk_create(Grant(**row) for row in rows)


@transaction.atomic
def end(*, person_ids, holder_id, by, at, source=""):
    """End the holder's grants over these people; with ``source`` only those from that source."""
    with as_system("a grant is ended by somebody who does not hold it"):
        grants = Grant.objects.current(at).filter(person_id__in=person_ids, holder_id=holder_id)
        if source:
            grants = grants.filter(source=source)
        grants.update(valid_until=at, ended_by=by)


@transaction.atomic
def break_glass(*, person_id, reason, by, at):
    """Open a record for 60 minutes in an emergency, have it reviewed, tell the child's lead manager.

    Returns the grant, or None where there is no such record or an exclusion closes it; the caller must
    answer the same in each case.
    """
    with as_system("an emergency opening is judged before its taker may see the child"):
        area_id, team_id, is_on_file = lead_of(person_id)
        excluded = Barrier.objects.filter(
            person_id=person_id, kind=BarrierKind.EXCLUDED, ended_at=None, professional_ids__contains=[by.id]
        )
        if not is_on_file or excluded.exists():
            return None
        grant = give(
            person_ids=[person_id],
            basis=Basis.BREAK_GLASS,
            reason=reason,
            by=by,
            at=at,
            professional=by,
            until=at + BREAK_GLASS_LASTS,
            source="break_glass",
        )[0]
        on = at.astimezone(LONDON).date()
        review = Review(
            grant=grant,
            person_id=person_id,
            area_id=area_id,
            opened_by=by,
            opened_at=at,
            reason=reason,
            due_on=add_working_days(on, REVIEW_WITHIN),
        )
        Review.objects.bulk_create([review])
    for manager in lead_managers(person_id=person_id, area_id=area_id, team_id=team_id, opener=by, on=on):
        tell(address=manager.email, subject="A record was opened in an emergency", path=reverse("access:reviews"))
    return grant


def lead_of(person_id):
    """Return a person's area, lead team, and whether there is such a person at all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id, lead_team_id, true FROM people_person WHERE id = %s", [person_id])
        return cursor.fetchone() or (None, None, False)


def lead_managers(*, person_id, area_id, team_id, opener, on):
    """Return who is told of an opening: the lead team's managers, and somebody who can judge it.

    Nobody whom a barrier on the record keeps away is told. Where none of the team's managers can judge
    it, the MASH's managers are told as well, else the guardians, else whoever else can judge it.
    """
    people = Professional.objects.current(on)
    managing = TeamMembership.objects.current(on).filter(is_manager=True, team_id=team_id)
    judges = set(judges_of(person_id, area_id, opener))
    told = {
        manager.pk for manager in people.filter(memberships__in=managing)
        if manager.pk in judges or not is_barred(person_id, manager.pk)
    }  # fmt: skip
    if not told & judges:
        roles = RoleHolding.objects.current(on).filter(professional__in=judges)
        for role in (Role.MASH_MANAGER, Role.INFORMATION_GUARDIAN, Role.SENIOR_MANAGER):
            found = set(roles.filter(role=role).values_list("professional_id", flat=True))
            if found:
                told |= found
                break
    return people.filter(pk__in=told).exclude(pk=opener.pk)


def judges_of(person_id, area_id, opener):
    """Return the ids of those who may judge an opening of a record, by the database's own rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_judges(%s::uuid, %s::uuid, %s::uuid)", [person_id, area_id, opener.pk])
        return cursor.fetchone()[0]


def is_barred(person_id, professional_id):
    """Say whether an exclusion names somebody on a record, or a restriction leaves them out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access_excluded(asked.person, asked.who) OR access_left_out(asked.person, asked.who) "
            "FROM (SELECT %s::uuid, %s::uuid) AS asked (person, who)",
            [person_id, professional_id],
        )
        return cursor.fetchone()[0]


def review(*, review, finding, note, by, at):
    """Keep what a manager found of an emergency opening; nobody judges their own, and nobody twice."""
    if review.opened_by_id == by.id:
        raise Refused("Somebody else must review a record that you opened.")
    waiting = Review.objects.filter(pk=review.pk, reviewed_at=None)
    if not waiting.update(finding=Finding(finding), note=note, reviewed_by=by, reviewed_at=at):
        raise Refused("Somebody else has already reviewed this.")


@transaction.atomic
def bar(*, person_id, kind, professionals, reason, by, at, hides_existence=False):
    """Exclude people from a record, or restrict the record to people, with a reason that insiders may read."""
    barrier = Barrier(
        person_id=person_id,
        kind=BarrierKind(kind),
        professional_ids=[p.id for p in professionals],
        hides_existence=hides_existence,
        placed_by=by,
        placed_at=at,
    )
    Barrier.objects.bulk_create([barrier])
    BarrierReason.objects.bulk_create(
        [BarrierReason(barrier=barrier, person_id=person_id, reason=reason, written_by=by, written_at=at)]
    )
    return barrier


@transaction.atomic
def lift(*, barrier, reason, by, at):
    """Lift a barrier, with a reason that insiders may read; a second time changes nothing."""
    if not Barrier.objects.filter(pk=barrier.pk, ended_at=None).update(ended_at=at, ended_by=by):
        raise Refused("Somebody else has already lifted this.")
    BarrierReason.objects.bulk_create(
        [BarrierReason(barrier=barrier, person_id=barrier.person_id, reason=reason, written_by=by, written_at=at)]
    )


def professionals_at(addresses, on):
    """Return the professionals with these e-mail addresses, and the addresses nobody has."""
    found = list(Professional.objects.current(on).filter(email__in=addresses))
    return found, sorted(set(addresses) - {professional.email for professional in found})


def may_see(person_id):
    """Say whether the asker of this transaction may see the person's identity, by the database's own rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person WHERE id = %s)", [person_id])
        return cursor.fetchone()[0]
