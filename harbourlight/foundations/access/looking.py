"""What was read, by whom and on what basis, and who could have read it."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional, TeamMembership

from .choices import BarrierKind, Basis, Scope, Verb
from .guard import as_system
from .middleware import LONDON
from .models import Barrier, BarrierReason, Grant, Reading

A_PAGE = 20
HIDDEN = "A record you may not see"


class Look(NamedTuple):
    """One line of the read log, in words."""

    at: datetime
    professional: object
    person_id: object
    person: str
    verb: str
    basis: str
    place: str


class Sight(NamedTuple):
    """One reason why somebody could see a child: the holder, its people, the basis and the time."""

    holder: str
    people: str
    basis: str
    reason: str
    valid_from: datetime
    valid_until: datetime | None
    granted_by: object


def place_in_words(place):
    """Return the name of an address as words: "frontdoor:contact_decide" gives "Front door: contact decide"."""
    return place.replace("_", " ").replace(":", ": ").replace("frontdoor", "front door").capitalize()


def names_of(person_ids):
    """Return {id: name} of the people among these whom the asker may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, first_name, last_name FROM people_person WHERE id = ANY (%s::uuid[])",
            [list(person_ids)],
        )
        return {row[0]: f"{row[1]} {row[2]}".strip() or "Name not known" for row in cursor.fetchall()}


def page_of_readings(readings, number):
    """Return one page of readings, newest first, fetched now."""
    page = Paginator(readings.order_by("-at", "id"), A_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def who_looked(person_id, number=1):
    """Return one page of who read a child's record, when, on what basis and where.

    The caller must know that the asker may see the whole record.
    """
    with as_system("who looked at a record is shown to those who may see it"):
        page = page_of_readings(Reading.objects.filter(person_id=person_id), number)
        grants = list(Grant.objects.filter(person_id=person_id))
    people = Professional.objects.select_related("agency").in_bulk(
        {reading.professional_id for reading in page.object_list if reading.professional_id}
    )
    teams = list(TeamMembership.objects.filter(professional__in=people))
    page.object_list = [
        Look(
            at=reading.at, professional=people.get(reading.professional_id), person_id=person_id, person="",
            verb=Verb(reading.verb).label, place=place_in_words(reading.place),
            basis=basis_of(reading, people.get(reading.professional_id), grants, teams),
        )
        for reading in page.object_list
    ]  # fmt: skip
    return page


def basis_of(reading, professional, grants, memberships):
    """Return on what basis somebody read: as logged, or by the grants that held at that moment."""
    if reading.basis in Basis.values:
        return Basis(reading.basis).label
    if professional is None:
        return "Not signed in"
    on = reading.at.astimezone(LONDON).date()
    holders = {professional.id, professional.agency_id} | {
        m.team_id for m in memberships
        if m.professional_id == professional.id and m.started_on <= on and (m.ended_on is None or m.ended_on >= on)
    }  # fmt: skip
    held = {
        Basis(grant.basis).label for grant in grants
        if grant.holder_id in holders and grant.valid_from <= reading.at
        and (grant.valid_until is None or grant.valid_until > reading.at)
    }  # fmt: skip
    return ", ".join(sorted(held)) or "None"


def looked_at(professional_id, number=1):
    """Return one page of what a professional did; only the names the asker may see are shown."""
    with as_system("what somebody looked at is shown to them and to the information guardian"):
        page = page_of_readings(Reading.objects.filter(professional_id=professional_id), number)
    names = names_of({reading.person_id for reading in page.object_list if reading.person_id})
    page.object_list = [
        Look(
            at=reading.at, professional=None, person_id=reading.person_id if reading.person_id in names else None,
            person=names.get(reading.person_id, HIDDEN if reading.person_id else ""),
            verb=Verb(reading.verb).label, basis=reading.basis, place=place_in_words(reading.place),
        )
        for reading in page.object_list
    ]  # fmt: skip
    return page


def day_of(on):
    """Return the first moment of a date in London and of the next."""
    return datetime.combine(on, time(0), LONDON), datetime.combine(on + timedelta(days=1), time(0), LONDON)


def who_could_see(person_id, on):
    """Return every grant that held at any time of a date, with the people behind it.

    The caller must know that the asker may see the whole record.
    """
    begins, ends = day_of(on)
    with as_system("who could see a record is shown to those who may see it"):
        grants = list(
            Grant.objects.filter(
                Q(valid_until=None) | Q(valid_until__gt=begins), person_id=person_id, valid_from__lt=ends
            )
            .select_related("professional", "team", "agency", "granted_by").order_by("valid_from")
        )  # fmt: skip
    return [
        Sight(
            holder=str(grant.professional or grant.team or grant.agency), people=people_behind(grant, on),
            basis=Basis(grant.basis).label, reason=grant.reason, valid_from=grant.valid_from,
            valid_until=grant.valid_until, granted_by=grant.granted_by,
        )
        for grant in grants
    ]  # fmt: skip


def who_works_with(person_ids, at):
    """Return the current grants by which professionals and teams work with people or stand in their network.

    Each has its ``professional`` or ``team`` with the agency. Those who left, and those whom an exclusion
    names on the record, are left out. The caller must know that the asker may see these people.
    """
    on = at.astimezone(LONDON).date()
    with as_system("who works with a child is shown to those who may see the child"):
        grants = list(
            Grant.objects.current(at).filter(person_id__in=person_ids, basis__in=(Basis.ALLOCATED, Basis.NETWORK))
            .exclude(professional=None, team=None)
            .select_related("professional__agency", "team__agency").order_by("valid_from")
        )  # fmt: skip
    standing = Barrier.objects.filter(person_id__in=person_ids, kind=BarrierKind.EXCLUDED, ended_at=None)
    excluded = {(barrier.person_id, some) for barrier in standing for some in barrier.professional_ids}
    return [
        grant for grant in grants
        if (grant.person_id, grant.holder_id) not in excluded and is_there(grant.professional or grant.team, on)
    ]  # fmt: skip


def is_there(holder, on):
    """Say whether a professional or a team still works on a date."""
    return holder.ended_on is None or holder.ended_on >= on


def people_behind(grant, on):
    """Return who stood behind a grant on a date: the names in a team, the number in an agency."""
    if grant.professional_id:
        return grant.professional.job_title
    if grant.team_id:
        members = TeamMembership.objects.current(on).filter(team_id=grant.team_id).select_related("professional")
        return ", ".join(sorted(member.professional.name for member in members)) or "Nobody"
    count = Professional.objects.current(on).filter(agency_id=grant.agency_id).count()
    return f"{count} {'person' if count == 1 else 'people'} of the agency"


def barriers_on(person_id, on):
    """Return the barriers of a record that stood at any time of a date, with the people they name."""
    begins, ends = day_of(on)
    standing = Barrier.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=begins), person_id=person_id, placed_at__lt=ends
    )
    return with_people(standing)


def barriers_of(person_id):
    """Return all barriers of a record, those that stand first, with their people and reasons."""
    return with_people(Barrier.objects.filter(person_id=person_id))


def with_people(barriers):
    """Return barriers as a list, each with the names it holds, its kind in words and its reasons."""
    barriers = list(barriers.select_related("placed_by", "ended_by").order_by("ended_at", "-placed_at"))
    people = Professional.objects.in_bulk({some for barrier in barriers for some in barrier.professional_ids})
    reasons = list(BarrierReason.objects.filter(barrier__in=barriers).order_by("written_at"))
    for barrier in barriers:
        barrier.kind_in_words = BarrierKind(barrier.kind).label
        barrier.names = sorted(people[some].name for some in barrier.professional_ids if some in people)
        barrier.words = [reason.reason for reason in reasons if reason.barrier_id == barrier.id]
    return barriers


def barrier_of(person_id, barrier_id):
    """Return one standing barrier of a record with its people, or None."""
    found = with_people(Barrier.objects.filter(person_id=person_id, pk=barrier_id, ended_at=None))
    return found[0] if found else None


def professional_of(professional_id):
    """Return one professional, or None."""
    return Professional.objects.select_related("agency").filter(pk=professional_id).first()


def open_for_good(person_ids, professional, at, *, but=(Basis.BREAK_GLASS,)):
    """Return which of these people have their whole record open to a professional, by more than an emergency.

    ``but`` are the bases that are not enough.

    For steps that would give their taker a grant: who a child is, or sixty minutes of sight, is no reason for one.
    Sees the grants of the one who asks in this transaction.
    """
    on = at.astimezone(LONDON).date()
    teams = TeamMembership.objects.current(on).filter(professional=professional).values_list("team_id", flat=True)
    held = Grant.objects.current(at).filter(
        person_id__in=list(person_ids), scope=Scope.RECORD,
        holder_id__in=[professional.pk, professional.agency_id, *teams],
    )  # fmt: skip
    return set(held.exclude(basis__in=but).values_list("person_id", flat=True))
