"""Police protection and emergency orders: each with the limit that the law sets, in running hours or days."""

from typing import NamedTuple

from django.db import transaction

from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry, due_moment, record_step
from harbourlight.foundations.pathways.chains import Span, fact
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.practice.childinneed.actions import open_episode_of

from ..choices import Applicant, MeasureKind
from ..models import EmergencyMeasure
from ..pathway import EMERGENCY
from ..pathway.enquiry import COUNTED_FROM
from . import moments
from .place import place_of

POLICE, ORDER, EXTENSION = MeasureKind.POLICE_PROTECTION, MeasureKind.PROTECTION_ORDER, MeasureKind.EXTENSION
CLOCK_OF = {
    POLICE: "CLK-EMG-001",
    ORDER: "CLK-EMG-002",
    EXTENSION: "CLK-EMG-003",
    MeasureKind.ASSESSMENT_ORDER: "CLK-EMG-005",
}
ORDER_AFTER_POLICE = "CLK-EMG-004"


class LastDay(NamedTuple):
    """A last day by one way of counting an order: since when, and whether the law counts this order so."""

    counted_from: object
    last_day: object
    counts: bool


def count_of(measure):
    """Return the clock of a measure and the moment it counts from.

    An order for which the police applied after police protection counts from the first day of that protection
    (Children Act 1989 section 45(3)), any other from its own; an extension from the last day of the order it lengthens,
    or from the day of the extension where the order ran longer than we had counted.
    """
    follows = measure.follows
    if measure.kind == ORDER and measure.applied_by == Applicant.POLICE and follows and follows.kind == POLICE:
        return ORDER_AFTER_POLICE, follows.began_at
    if measure.kind == EXTENSION:
        return CLOCK_OF[EXTENSION], moments.noon_of(moments.london(max(follows.ends_at, measure.began_at)))
    return CLOCK_OF[MeasureKind(measure.kind)], measure.began_at


def last_days_of(measure):
    """Return both ways to count an order that followed police protection, the one that holds first; else nothing."""
    follows = measure.follows
    if measure.kind != ORDER or follows is None or follows.kind != POLICE:
        return []
    ways = ((CLOCK_OF[ORDER], measure.began_at), (ORDER_AFTER_POLICE, follows.began_at))
    found = [LastDay(start, moments.due_of(clock, start), clock == measure.clock) for clock, start in ways]
    return sorted(found, key=lambda way: not way.counts)


def tell_from(clock):
    """Tell the engine from when until when a measure holds whose limit is that of a clock."""

    @fact(EMERGENCY, COUNTED_FROM[clock])
    def held(measure):
        if measure.clock != clock:
            return []
        return [Span(count_of(measure)[1], measure.ended_at)]


for _clock in COUNTED_FROM:
    tell_from(_clock)


@takes(EMERGENCY, "begin")
@transaction.atomic
def begin_measure(
    *, children, kind, began_at, reason, by, at, area=None, follows=None, other_options_considered="", court="",
    designated_officer="", applied_by="", team=None, submission=None,
):  # fmt: skip
    """Record police protection or an order for each child, start its clock, and return the measures.

    ``children`` are people or their ids; ``follows`` is the measure of the same child that an order follows or an
    extension lengthens. Without ``area`` and ``team`` they are those of the work with each child.
    """
    kind = MeasureKind(kind)
    child_ids = [getattr(child, "pk", child) for child in children]
    begin = EMERGENCY.step("begin")
    known = StepTaken.objects.filter(subject_kind=EMERGENCY.kind, submission=submission, taken_by=by).first()
    if submission and known:
        return list(EmergencyMeasure.objects.filter(pk=known.subject_id))
    works.check(EMERGENCY, begin, EmergencyMeasure(child_ids=child_ids), by, at)
    check_begin(child_ids, kind, began_at, reason, other_options_considered, follows, at)
    if kind == ORDER and not applied_by:
        raise StepNotAllowed("Enter who applied for the order: from which day it counts hangs on it.")
    made = []
    for person_id in child_ids:
        where, worked_by = place_of(person_id, by, at) if area is None else (area, team or team_of(person_id))
        measure = EmergencyMeasure(
            child_ids=[person_id], person_id=person_id, area=where, team=worked_by, kind=kind, began_at=began_at,
            follows=follows, applied_by=applied_by or "", reason=reason.strip(),
            other_options_considered=other_options_considered.strip(), court=court,
            designated_officer=designated_officer, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        measure.clock, counted_from = count_of(measure)
        due = moments.due_of(measure.clock, counted_from)
        if due is None:
            raise StepNotAllowed("No law of that day sets a limit for this measure.")
        measure.ends_at = due_moment(due)
        measure.save(force_insert=True)
        record_step(
            begin, measure, by=by, at=at, before="", happened_at=began_at, note=kind.label,
            submission=None if made else submission,
        )  # fmt: skip
        chains.work_out(EMERGENCY, measure, at=at, reason="The measure began")
        made.append(measure)
    if follows and follows.state == "running":
        end_measure(
            measure=follows, ended_at=max(began_at, follows.began_at), note=f"Followed by: {kind.label}", by=by, at=at,
            checks_permission=False,
        )  # fmt: skip
    return made


def team_of(person_id):
    """Return the team of a child's open episode, or None."""
    episode = open_episode_of(person_id)
    return episode and episode.team


def check_begin(people, kind, began_at, reason, other_options, follows, at):
    """Refuse a measure that the law does not know."""
    moments.not_in_future(began_at, at, "A measure that is recorded as begun")
    if not people:
        raise StepNotAllowed("Choose at least one child.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the measure was needed.")
    if kind == POLICE and not other_options.strip():
        raise StepNotAllowed("Enter which other ways were considered before police protection was used.")
    if follows:
        check_follows(people, kind, began_at, follows)
    elif kind == EXTENSION:
        raise StepNotAllowed("Choose the emergency protection order that is extended.")


def check_follows(people, kind, began_at, follows):
    """Refuse an order after a measure of another child, and a second extension.

    No extension is refused because the order was over by our count: the court knows until when its order ran.
    """
    if people != [follows.person_id]:
        raise StepNotAllowed("The measure that this one follows is another child's.")
    if began_at < follows.began_at:
        raise StepNotAllowed("A measure cannot begin before the one it follows.")
    if kind != EXTENSION:
        return
    if follows.kind != ORDER:
        raise StepNotAllowed("Only an emergency protection order can be extended, and only once.")
    if EmergencyMeasure.objects.filter(follows=follows, kind=EXTENSION).exists():
        raise StepNotAllowed("The order was extended before: the law allows one extension.")


@does(EMERGENCY, "end")
def end_measure(measure, *, ended_at, note, by, at):
    """Record that a measure ended."""
    moments.not_in_future(ended_at, at, "The end of a measure")
    if ended_at < measure.began_at:
        raise StepNotAllowed("A measure cannot end before it began.")
    measure.ended_at, measure.ended_note = ended_at, note.strip()
    return Entry(happened_at=ended_at, note=note)


def was_too_long(measure, at):
    """Say whether a measure held longer than the law allows, or holds so now."""
    return (measure.ended_at or at) > measure.ends_at
