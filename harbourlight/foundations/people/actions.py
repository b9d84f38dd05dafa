"""Recording people, what they are called, where they live, whose they are, and who works with them."""

from uuid import uuid5

import pghistory
from django.db import connection, transaction

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.ui.dates import PartialDate

from . import search
from .choices import BirthDateCertainty
from .models import Address, Identifier, Involvement, Name, Person, Relationship

BATCH = 5000
DUPLICATE_SCORE = 14


class ChangedMeanwhile(Exception):
    """Somebody else changed the person since this one was read; carries the person as it now is."""

    def __init__(self, person):
        super().__init__("Somebody else changed this person while you were working on it.")
        self.record = person


def write_tokens(pairs):
    """Insert (person id, token) pairs; never asks for rows back, which the writer may not be let to see."""
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), BATCH):
            ids, tokens = zip(*pairs[start : start + BATCH], strict=True)
            cursor.execute(
                "INSERT INTO people_searchtoken (person_id, token) SELECT * FROM unnest(%s::uuid[], %s::text[])",
                [list(ids), list(tokens)],
            )


def bulk_tokens(persons, names=(), identifiers=()):
    """Write the tokens of many new people; names and identifiers are rows of any of them."""
    named, numbered = by_person(names), by_person(identifiers)
    write_tokens(
        [
            (person.id, token)
            for person in persons
            for token in sorted(search.tokens_for(person, named.get(person.id, ()), numbered.get(person.id, ())))
        ]
    )


def by_person(rows):
    """Return {person id: its rows}."""
    found = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


@transaction.atomic
def retoken(person):
    """Write the tokens of one person afresh; a person merged into another has none."""
    with as_system("search finds every person, whoever changed the record"):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM people_searchtoken WHERE person_id = %s", [person.id])
        if person.merged_into_id is None:
            names, identifiers = Name.objects.filter(person=person), Identifier.objects.filter(person=person)
            bulk_tokens([person], names, identifiers)


def birth_fields(birth, *, is_expected=False, is_estimated=False):
    """Return a person's fields for a date of birth as far as known (a PartialDate, a date or None)."""
    fields = {"born_on": None, "expected_on": None, "birth_year": None, "birth_month": None}
    if birth is None:
        return {**fields, "birth_certainty": BirthDateCertainty.UNKNOWN}
    if not isinstance(birth, PartialDate):
        birth = PartialDate(birth.year, birth.month, birth.day)
    whole = search.full_dates(birth)[:1]
    if is_expected:
        return {**fields, "expected_on": whole[0], "birth_certainty": BirthDateCertainty.EXPECTED}
    fields |= {"birth_year": birth.year, "birth_month": birth.month, "born_on": whole[0] if whole else None}
    known = whole and not is_estimated
    return {**fields, "birth_certainty": BirthDateCertainty.KNOWN if known else BirthDateCertainty.ESTIMATED}


@transaction.atomic
def record_person(*, by, at, first_name="", last_name="", area=None, names=(), identifiers=(), addresses=(), **details):
    """Record a person with further names, identifiers and addresses (each a dict of the row's fields).

    ``details`` are further fields of Person. Nobody is given sight of the record here; see ``open_to``.
    """
    person = Person(first_name=first_name, last_name=last_name, area=area, recorded_at=at, recorded_by=by, **details)
    person.save(force_insert=True)
    stamp = {"person": person, "recorded_at": at, "recorded_by": by}
    names = [Name(**stamp, **fields) for fields in names]
    identifiers = [Identifier(**stamp, **fields) for fields in identifiers]
    Name.objects.bulk_create(names)
    Identifier.objects.bulk_create(identifiers)
    Address.objects.bulk_create(Address(**stamp, **fields) for fields in addresses)
    bulk_tokens([person], names, identifiers)
    return person


def open_to(*, person, by, at, reason):
    """Give the recorder's team (or, without one, the recorder) sight of a person just recorded."""
    membership = by.memberships.current(at.astimezone(LONDON).date()).select_related("team").first()
    holder = {"team": membership.team} if membership else {"professional": by}
    return give(person_ids=[person.id], basis=Basis.ALLOCATED, reason=reason, by=by, at=at, **holder)


@transaction.atomic
def record_once(*, submission, by, at, **details):
    """Record a person for a form that was sent, and open it to the recorder's team; sent again, nothing more."""
    key = uuid5(submission, str(by.pk))  # somebody else's form with the same number is another one
    with as_system("a form sent twice finds what the first one made"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])
        made = Person.objects.filter(pk=key).first()
    if made is None:
        made = record_person(by=by, at=at, id=key, **details)
        open_to(person=made, by=by, at=at, reason="Recorded this person")
    return made


def acted_on(person_ids):
    """Let search show people who so far were known only from a contact: a service works with them now.

    Until then only those who may open the record find it. Otherwise telling the front door of a child and
    searching for the name would show whether a record exists that is kept hidden.
    """
    Person.objects.filter(pk__in=person_ids, only_told=True).update(only_told=False)


@transaction.atomic
def edit_person(*, person, by, at, version, **details):
    """Change details of a person; raise ChangedMeanwhile if the version read is no longer the newest."""
    fresh = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if fresh.version != version:
        raise ChangedMeanwhile(fresh)
    for field, value in details.items():
        setattr(fresh, field, value)
    fresh.only_told = False
    fresh.version += 1
    with pghistory.context(user=str(by.id)):
        fresh.save()
    retoken(fresh)
    return fresh


@transaction.atomic
def add_name(*, person, kind, by, at, first_name="", last_name=""):
    """Add a name that a person has or had."""
    name = Name(person=person, kind=kind, first_name=first_name, last_name=last_name, recorded_by=by, recorded_at=at)
    name.save(force_insert=True)
    retoken(person)
    return name


@transaction.atomic
def add_identifier(*, person, kind, value, by, at, issuer=""):
    """Add a number that another system knows a person by; the value is already checked."""
    identifier = Identifier(person=person, kind=kind, value=value, issuer=issuer, recorded_by=by, recorded_at=at)
    identifier.save(force_insert=True)
    retoken(person)
    return identifier


@transaction.atomic
def add_address(*, person, lines, by, at, **details):
    """Add an address; one that a relative of this person has under protection is protected here as well."""
    address = Address(person=person, lines=lines, recorded_by=by, recorded_at=at, **details)
    address.save(force_insert=True)
    protect_alike(address)
    return address


def place_of(address):
    """Return what makes two addresses the same place, however they were typed."""
    return search.normalised(address.postcode), search.normalised(address.lines)[:12]


def rows_of_the_place(address):
    """Return the addresses of a person and of relatives that are the same place; the caller must see them all.

    A row that holds only a telephone number is no place but its own.
    """
    if not any(place_of(address)):
        return [address]
    pairs = Relationship.objects.filter(person_id=address.person_id).values_list("other_id", flat=True)
    back = Relationship.objects.filter(other_id=address.person_id).values_list("person_id", flat=True)
    near = {address.person_id, *pairs, *back}
    return [row for row in Address.objects.filter(person_id__in=near) if place_of(row) == place_of(address)]


def protect_alike(address):
    """Give relatives' addresses at the same place the same protection, both ways."""
    with as_system("a relative's record must not tell a protected place"):
        same = rows_of_the_place(address)
        is_hidden = any(row.is_hidden for row in same)
        never_to = sorted({reader for row in same for reader in row.never_to}, key=str)
        for row in same:
            if row.is_hidden != is_hidden or sorted(row.never_to, key=str) != never_to:
                row.is_hidden, row.never_to = is_hidden, never_to
                row.save(update_fields=["is_hidden", "never_to"])


@transaction.atomic
def add_relationship(*, person, other, kind, by, at, **details):
    """Record what another person is to this person."""
    if person.pk == other.pk:
        raise ValueError("Nobody is related to themselves")
    relationship = Relationship(person=person, other=other, kind=kind, recorded_by=by, recorded_at=at, **details)
    relationship.save(force_insert=True)
    with as_system("a relative's record must not tell a protected place"):
        addresses = list(Address.objects.filter(person__in=(person, other)))
    for address in addresses:
        if address.is_hidden or address.never_to:
            protect_alike(address)
    return relationship


def add_involvement(*, person, kind, by, at, **details):
    """Record a service that knows a person all the time."""
    involvement = Involvement(person=person, kind=kind, recorded_by=by, recorded_at=at, **details)
    involvement.save(force_insert=True)
    return involvement


def end_detail(*, record, on, by):
    """End an address, a relationship or an involvement on its last day."""
    record.ended_on = on
    with pghistory.context(user=str(by.id)):
        record.save(update_fields=["ended_on"])


def possible_duplicates(*, by, at, name="", birth=None, identifiers=(), most=5):
    """Return the Matches that may be the person being typed, the likeliest first."""
    found = {}
    for identifier in identifiers or ("",):
        for match in search.find(search.Query(name=name, birth=birth, identifier=identifier), by, at):
            if match.score >= DUPLICATE_SCORE:
                found.setdefault(match.person_id, match)
    return sorted(found.values(), key=lambda match: -match.score)[:most]
