"""Recording visits to a child, or to the children of a family seen on the same day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.foundations.pathways.works import day_of

from ..choices import BEING_WRITTEN, SeenAlone
from ..models import Assessment, Visit
from ..pathway import EPISODE

# Visits that other rooms keep: functions of an episode that return them.
ELSEWHERE: list = []


@dataclass(frozen=True)
class VisitElsewhere:
    """A visit to the child that another room keeps, in the words of this one."""

    happened_at: datetime
    place: str
    visitor: Any
    was_seen: bool
    seen_alone: str = ""
    not_seen_reason: str = ""
    not_alone_reason: str = ""
    note: str = ""

    def get_seen_alone_display(self):
        """Return whether the child was seen alone, in words."""
        return SeenAlone(self.seen_alone).label if self.seen_alone else ""


def keeps_visits(function):
    """Let a room say which visits to a child it keeps: a function of the episode that returns VisitElsewhere."""
    ELSEWHERE.append(function)
    return function


def kept_elsewhere(episode):
    """Return the visits to the child of an episode that other rooms keep."""
    return [visit for visits_of in ELSEWHERE for visit in visits_of(episode)]


def visits_elsewhere(assessment):
    """Return the visits of other rooms in the time of an assessment: nobody writes a visit down twice."""
    found = kept_elsewhere(assessment.episode)
    first, last = assessment.counted_from_on, assessment.completed_on or date.max
    return [visit for visit in found if first <= day_of(visit.happened_at) <= last]


@does(EPISODE, "visit")
def visit(
    episode, *, happened_at, place, was_seen, by, at, seen_alone="", not_seen_reason="", not_alone_reason="", note="",
    visitor=None,
):  # fmt: skip
    """Keep a visit to a child; it belongs to the assessment that is being written, where one is."""
    check_visit(happened_at, was_seen, seen_alone, not_seen_reason, not_alone_reason, at)
    made = Visit.of(
        episode, assessment=Assessment.objects.filter(episode=episode, state__in=BEING_WRITTEN).first(),
        happened_at=happened_at, place=place, visitor=visitor or by, was_seen=was_seen,
        seen_alone=seen_alone if was_seen else "", not_seen_reason="" if was_seen else not_seen_reason,
        not_alone_reason=not_alone_reason if seen_alone == SeenAlone.NO else "", note=note, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    made.save(force_insert=True)
    seen = "Seen" + (" alone" if seen_alone == SeenAlone.YES else "") if was_seen else "Not seen"
    return Entry(note=seen, says=made.in_words)


@takes(EPISODE, "visit")
@transaction.atomic
def record_visit(*, episode=None, episodes, by, at, version=None, **told):
    """Keep a visit for each child it was to; ``episode`` is the one whose ``version`` was seen."""
    if not episodes:
        raise StepNotAllowed("Select at least one child.")
    for each in episodes:
        visit(episode=each, by=by, at=at, version=version if each == episode else None, **told)
    return episode


def check_visit(happened_at, was_seen, seen_alone, not_seen_reason, not_alone_reason, at):
    """Refuse a visit that says too little, or that lies in the future."""
    if happened_at > at:
        raise StepNotAllowed("A visit cannot have been in the future.")
    if not was_seen and not not_seen_reason.strip():
        raise StepNotAllowed("Say why the child was not seen.")
    if was_seen and seen_alone not in SeenAlone:
        raise StepNotAllowed("Say whether the child was seen alone.")
    if was_seen and seen_alone == SeenAlone.NO and not not_alone_reason.strip():
        raise StepNotAllowed("Say why the child was not seen alone.")
