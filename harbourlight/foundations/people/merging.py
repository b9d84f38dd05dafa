"""Making two records of one person one, and taking that back."""

import pghistory
from django.db import transaction
from django.db.models import F

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Barrier, Grant

from .actions import retoken
from .choices import NameKind
from .models import Address, Identifier, Involvement, Merge, Name, Person, Relationship

MOVED = {
    "names": (Name, "person_id"),
    "identifiers": (Identifier, "person_id"),
    "addresses": (Address, "person_id"),
    "relationships": (Relationship, "person_id"),
    "related_from": (Relationship, "other_id"),
    "involvements": (Involvement, "person_id"),
}


class CannotMerge(ValueError):
    """These two records cannot be made one, or not be taken apart; the message says why."""


@transaction.atomic
def merge(*, kept, dropped, reason, by, at):
    """Make two records one: details move to the kept one, sight and barriers hold for both.

    What other rooms wrote keeps its person and is found through ``merged_into``.
    """
    why = "a merge moves every detail of both records and keeps everybody's sight and barriers"
    with pghistory.context(user=str(by.id)), as_system(why):
        rows = Person.objects.select_for_update(of=("self",)).in_bulk([kept.pk, dropped.pk])
        refuse_merge(rows.get(kept.pk), rows.get(dropped.pk))
        kept, dropped = rows[kept.pk], rows[dropped.pk]
        record = Merge(kept=kept, dropped=dropped, reason=reason, recorded_by=by, recorded_at=at)
        record.moved = {word: move(word, kept, dropped) for word in MOVED}
        record.moved["made_names"] = keep_other_name(kept, dropped, by, at)
        record.moved["grants"] = share_grants(kept, dropped, record, by, at)
        record.moved["barriers"] = share_barriers(kept, dropped)
        record.save(force_insert=True)
        dropped.merged_into = kept
        kept.only_told = kept.only_told and dropped.only_told
        settle(kept, dropped)
    return record


def refuse_merge(kept, dropped):
    """Raise CannotMerge where the two are not two records that stand for themselves."""
    if kept is None or dropped is None or kept.pk == dropped.pk:
        raise CannotMerge("Choose two different records.")
    if kept.merged_into_id or dropped.merged_into_id:
        raise CannotMerge("One of these records has already been merged.")


def move(word, kept, dropped):
    """Move rows of one kind to the kept record and return their ids; nobody becomes their own relative."""
    model, column = MOVED[word]
    rows = model.objects.filter(**{column: dropped.pk})
    if model is Relationship:
        rows = rows.exclude(**{"other_id" if column == "person_id" else "person_id": kept.pk})
    ids = list(rows.values_list("pk", flat=True))
    model.objects.filter(pk__in=ids).update(**{column: kept.pk})
    return [str(pk) for pk in ids]


def keep_other_name(kept, dropped, by, at):
    """Keep the dropped record's name as a further name of the kept one, where it differs."""
    differs = (kept.first_name, kept.last_name) != (dropped.first_name, dropped.last_name)
    if not differs or not (dropped.first_name or dropped.last_name):
        return []
    name = Name(
        person=kept, kind=NameKind.ALIAS, first_name=dropped.first_name, last_name=dropped.last_name,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    name.save(force_insert=True)
    return [str(name.pk)]


def share_grants(kept, dropped, record, by, at):
    """Let whoever sees one record see the other, on the same basis and for the same time."""
    copies = []
    for one, other in ((kept, dropped), (dropped, kept)):
        for grant in Grant.objects.current(at).filter(person_id=one.pk):
            copy = Grant(
                person_id=other.pk, professional_id=grant.professional_id, team_id=grant.team_id,
                agency_id=grant.agency_id, holder_id=grant.holder_id, basis=grant.basis, scope=grant.scope,
                reason=grant.reason, source=f"merge:{record.pk}", valid_from=at, valid_until=grant.valid_until,
                granted_by=by, granted_at=at,
            )  # fmt: skip
            copies.append(copy)
    Grant.objects.bulk_create(copies)
    return [str(copy.pk) for copy in copies]


def share_barriers(kept, dropped):
    """Let the barriers of each record hold for the other: deny beats allow."""
    copies = []
    for one, other in ((kept, dropped), (dropped, kept)):
        for barrier in Barrier.objects.filter(person_id=one.pk, ended_at=None):
            copies.append(
                Barrier(
                    person_id=other.pk, kind=barrier.kind, professional_ids=barrier.professional_ids,
                    hides_existence=barrier.hides_existence, placed_by_id=barrier.placed_by_id,
                    placed_at=barrier.placed_at,
                )
            )  # fmt: skip
    Barrier.objects.bulk_create(copies)
    return [str(copy.pk) for copy in copies]


def settle(*people):
    """Save both records' new standing and write their tokens afresh."""
    for person in people:
        Person.objects.filter(pk=person.pk).update(
            merged_into=person.merged_into, only_told=person.only_told, version=F("version") + 1
        )
        person.version += 1
        retoken(person)


@transaction.atomic
def undo_merge(*, record, by, at):
    """Take a merge back: what was moved returns, what was added for it ends; later additions stay put."""
    with pghistory.context(user=str(by.id)), as_system("undoing a merge moves every detail back"):
        record = Merge.objects.select_for_update(of=("self",)).get(pk=record.pk)
        rows = Person.objects.select_for_update(of=("self",)).in_bulk([record.kept_id, record.dropped_id])
        kept, dropped = rows[record.kept_id], rows[record.dropped_id]
        if record.undone_at or dropped.merged_into_id != kept.pk:
            raise CannotMerge("This merge has already been undone.")
        if kept.merged_into_id:
            raise CannotMerge("The record kept was itself merged later: undo that first.")
        for word, (model, column) in MOVED.items():
            model.objects.filter(pk__in=record.moved[word], **{column: kept.pk}).update(**{column: dropped.pk})
        Name.objects.filter(pk__in=record.moved["made_names"]).delete()
        Grant.objects.current(at).filter(pk__in=record.moved["grants"]).update(valid_until=at, ended_by=by)
        Barrier.objects.filter(pk__in=record.moved["barriers"], ended_at=None).update(ended_at=at, ended_by=by)
        record.undone_at, record.undone_by = at, by
        record.save(update_fields=["undone_at", "undone_by"])
        dropped.merged_into = None
        settle(kept, dropped)
    return record
