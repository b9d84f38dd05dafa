"""Who must never be told a place: naming them, taking them away again, and who did so when."""

import uuid

import pghistory
from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional

from .actions import rows_of_the_place
from .choices import RelationKind
from .models import Address, Person, Relationship

UNKNOWN = "Somebody whose record you may not see"


@transaction.atomic
def never_tell(*, address, named=(), taken_away=(), by, at):
    """Name people who must never be told a place, and take others away again.

    ``named`` and ``taken_away`` are ids of professionals or people. It holds for the same place on the
    records of relatives, which must not tell it either. Returns everybody named now, as a set of ids.
    """
    with pghistory.context(user=str(by.id)), as_system("a relative's record must not tell a protected place"):
        Address.objects.select_for_update(of=("self",)).get(pk=address.pk)
        same = rows_of_the_place(address)
        before = {reader for row in same for reader in row.never_to}
        now = (before | set(named)) - set(taken_away)
        for row in same:
            if set(row.never_to) != now:
                row.never_to = sorted(now, key=str)
                row.save(update_fields=["never_to"])
    return now


def family_of(person, user):
    """Return {id: name and what they are} of the relatives of a person whom the asker may see."""
    rows = Relationship.objects.visible_to(user).filter(Q(person=person) | Q(other=person))
    found = {}
    for row in rows.select_related("person", "other").order_by("recorded_at", "pk"):
        forwards = row.person_id == person.pk
        relative = row.other if forwards else row.person
        found.setdefault(
            relative.pk, f"{relative}, {RelationKind(row.kind).label.lower()}" if forwards else str(relative)
        )
    return found


def names_of(ids, user):
    """Return {id: name} of professionals and of people the asker may see; the others keep their place unnamed."""
    professionals = Professional.objects.select_related("agency").in_bulk(ids)
    people = Person.objects.visible_to(user).in_bulk(set(ids) - set(professionals))
    named = {pk: f"{somebody.name}, {somebody.agency}" for pk, somebody in professionals.items()}
    return {pk: named.get(pk) or (str(people[pk]) if pk in people else UNKNOWN) for pk in ids}


def changes_of(address, user):
    """Return who was named and taken away when and by whom, the newest first: (at, by, named, taken away)."""
    kept = Address.pgh_event_model.objects  # type: ignore[attr-defined]
    events = kept.filter(person=address.person_id, pgh_obj=address.pk)
    found, before = [], set()
    for event in events.select_related("pgh_context", "recorded_by").order_by("pgh_id"):
        now = set(event.never_to)
        if now != before:
            found.append((event, now - before, before - now))
        before = now
    everybody = names_of({pk for _, named, taken in found for pk in named | taken}, user)
    writers = writers_of([event for event, _, _ in found])
    return [
        (event.pgh_created_at, writers.get(event.pgh_id, "Harbourlight"), named_in(named, everybody),
         named_in(taken, everybody))
        for event, named, taken in reversed(found)
    ]  # fmt: skip


def named_in(ids, names):
    """Return the names of some ids, in order."""
    return sorted(names[pk] for pk in ids)


def writers_of(events):
    """Return {id of an event: name of who made the change}."""
    ids = {event.pgh_id: (event.pgh_context.metadata or {}).get("user") for event in events if event.pgh_context}
    ids = {event.pgh_id: ids.get(event.pgh_id) or event.recorded_by_id for event in events}
    people = Professional.objects.in_bulk({uuid.UUID(str(pk)) for pk in ids.values() if pk})
    return {event: people[uuid.UUID(str(pk))].name for event, pk in ids.items() if pk and uuid.UUID(str(pk)) in people}
