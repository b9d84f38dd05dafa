"""The processes of a child's life as bars of a picture: from the first step of each record to the one that ended it."""

from typing import Any

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.chronology.lanes import Bar, draw_with
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from . import open_work, subjects
from .models import StepTaken
from .steps import BY_KIND

MOST_STEPS = 2000
MEETING = "held"  # what is held on a day is an event, and no bar


@Prepared
def steps_about() -> Any:
    """The steps taken on the records that a chronology tells of, in the order in which things happened.

    The records are found by the lines of the people: those are few, and the steps of a record stand beside each other.
    """
    told_of = Line.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    told_of = told_of.filter(source_kind__any=Parameter("kinds")).values("source_id")
    rows = StepTaken.objects.visible_to(ASKER).filter(subject_id__in=told_of).order_by("happened_at", "recorded_at")
    return rows.values_list("subject_kind", "subject_id", "to_state", "happened_at")[:MOST_STEPS]


def bars_of(request: Any, person_ids: list[Any]) -> list[Bar]:
    """Return a bar for each record of the rooms about children: its first day, its last, and where it stands."""
    kinds = sorted(pathway.kind for pathway in open_work.pathways() if MEETING not in pathway.states)
    taken: dict[Any, list[Any]] = {}
    for kind, pk, state, at in steps_about(asker=request.user.pk, people=person_ids, kinds=kinds):
        taken.setdefault((kind, pk), []).append((state, at.astimezone(LONDON).date()))
    return [bar_of(request, kind, pk, steps) for (kind, pk), steps in taken.items()]


def bar_of(request: Any, kind: str, pk: Any, steps: list[Any]) -> Bar:
    """Return the bar of one record by its steps."""
    pathway, (state, on) = BY_KIND[kind], steps[-1]
    ended_on = next((day for at_state, day in steps if at_state == state), on) if state in pathway.ended else None
    href = subjects.link_for(request, kind, pk)
    return Bar(subjects.words_of(kind), steps[0][1], ended_on, pathway.states[state], href)


def declare() -> None:
    """Give the chronology its bars."""
    draw_with(bars_of)
