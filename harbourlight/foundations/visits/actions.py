"""Recording a visit, and putting its day right."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import transaction

from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.steps import BY_KIND, ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.ui.words import moment as in_words

from .models import Visit, VisitCounts


class ChildSeen(NamedTuple):
    """What a visit says of one child: seen, seen alone, why not, and the child's own words."""

    was_seen: bool
    was_seen_alone: bool = False
    not_seen_reason: str = ""
    not_alone_reason: str = ""
    child_said: str = ""
    bedroom_seen: str = ""


@transaction.atomic
def record(
    *,
    person_id: Any,
    child: ChildSeen,
    counts_for: list[Any],
    happened_at: datetime,
    place: str,
    visited_by: Any,
    by: Any,
    at: datetime,
    was_announced: bool = True,
    observed: str = "",
    told_to: str = "",
    together: uuid.UUID | None = None,
) -> Visit:
    """Keep a visit to one child, and for which records it counts; the step of a room that takes it tells the clocks."""
    check(child, happened_at, place, at)
    visit = Visit(
        person_id=person_id, together=together or uuid.uuid4(), happened_at=happened_at, place=place.strip(),
        visited_by=visited_by, agency_id=visited_by.agency_id if visited_by else None, was_announced=was_announced,
        observed=observed.strip(), told_to=told_to.strip(), recorded_by=by, recorded_at=at, **child._asdict(),
    )  # fmt: skip
    visit.save(force_insert=True)
    VisitCounts.objects.bulk_create(
        VisitCounts(
            visit=visit, person_id=person_id, subject_kind=subject._meta.label_lower, subject_id=subject.pk
        )
        for subject in counts_for
    )  # fmt: skip
    return visit


def check(child: ChildSeen, happened_at: datetime, place: str, at: datetime) -> None:
    """Refuse a visit to come, or one that leaves out why a child was not seen, or not alone."""
    if happened_at > at:
        raise StepNotAllowed("The visit cannot be in the future.")
    if not place.strip():
        raise StepNotAllowed("Enter where the visit was.")
    if not child.was_seen and not child.not_seen_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen.")
    if child.was_seen and not child.was_seen_alone and not child.not_alone_reason.strip():
        raise StepNotAllowed("Enter why the child was not seen alone.")


@transaction.atomic
def correct(*, visit: Visit, happened_at: datetime, reason: str, by: Any, at: datetime, version: int) -> Visit:
    """Put right when a visit was: the old day stays in its history, and every clock it counts for moves."""
    fresh = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this visit meanwhile.", fresh)
    if happened_at > at:
        raise StepNotAllowed("The visit cannot be in the future.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the date is corrected.")
    was, fresh.happened_at = fresh.happened_at, happened_at
    fresh.version, fresh.recorded_by, fresh.recorded_at = fresh.version + 1, by, at
    fresh.save()
    why = f"The visit was recorded as {in_words(was)}. {reason.strip()}"
    for row in VisitCounts.objects.filter(visit=fresh).order_by("subject_id"):
        subjects = apps.get_model(row.subject_kind)._default_manager.select_for_update(of=("self",))
        subject = subjects.get(pk=row.subject_id)
        chains.work_out(BY_KIND[row.subject_kind], subject, at=at, reason=why)
    return fresh
