"""Deciding whether a child of a file is a child on file; what the file told of the child is loaded then."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Identifier

from ..choices import PairState
from ..models import Contradiction, Pair
from . import load_some, name_in_history, told_of
from .kept import revived
from .work import Work

ONLY_LOOKS = "The record is open to you only because of an emergency. Somebody who works with the child decides this."
WHY = "a child who was told apart or found again is loaded whole, whoever decided it"


@transaction.atomic
def decide(*, pair, person_id, note, by, at):
    """Decide that a child of a file is a child on file (``person_id``), or nobody of those (None), and load it."""
    check_open_for_good([person_id] if person_id else pair.child_ids, by, at)
    if not note.strip():
        raise StepNotAllowed("Enter how you know.")
    with as_system(WHY):
        fresh = Pair.objects.select_for_update(of=("self",)).select_related("run__area", "run__team").get(pk=pair.pk)
        if fresh.state != PairState.WAITING:
            raise StepNotAllowed("Somebody else has decided this already.")
        if person_id is not None and person_id not in fresh.child_ids:
            raise StepNotAllowed("Choose one of the children shown.")
        told = told_of(revived(fresh.told) | {"line": fresh.line})
        fresh.state = PairState.SAME if person_id else PairState.OTHER
        fresh.decided_at, fresh.decided_by, fresh.note, fresh.told = at, by, note.strip(), {}
        fresh.save()
        work = Work(fresh.run, at=at, by=by)
        name_in_history(fresh.run, by)
        load_some(work, [told], {told.number: person_id})
        fresh.run.save()
    return fresh


def check_open_for_good(person_ids, by, at):
    """Refuse whoever sees none of these children but by an emergency opening: to look is not to decide."""
    if by is not None and not open_for_good(person_ids, by, at):
        raise StepNotAllowed(ONLY_LOOKS)


def candidates_of(pair):
    """Return what tells the children apart: for each on file the births, numbers and sex, with the file's own."""
    return Identifier.objects.filter(person_id__in=pair.child_ids).select_related("person").order_by("kind", "value")


def settle(*, contradiction, note, by, at):
    """Keep that somebody looked at what a file says against the record, and what came of it."""
    check_open_for_good([contradiction.person_id], by, at)
    if not note.strip():
        raise StepNotAllowed("Enter what is right, and what you did.")
    waiting = Contradiction.objects.filter(pk=contradiction.pk, settled_at=None)
    if not waiting.update(settled_at=at, settled_by=by, note=note.strip()):
        raise StepNotAllowed("Somebody else has settled this already.")
