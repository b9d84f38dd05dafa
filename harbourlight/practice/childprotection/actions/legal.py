"""Legal stages about a child: gateway, pre-proceedings and proceedings, each with its beginning, end and outcome."""

from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.actions import open_episode_of

from ..choices import LegalKind, LegalOutcome
from ..models import LegalStage
from ..pathway import LEGAL
from ..pathway.plan import EXTENSION_CLOCK, PROCEEDINGS_CLOCK
from . import moments
from .place import place_of

OUTCOMES_OF = {
    LegalKind.GATEWAY: (LegalOutcome.CONTINUE, LegalOutcome.START_PRE_PROCEEDINGS, LegalOutcome.ISSUE),
    LegalKind.PRE_PROCEEDINGS: (LegalOutcome.STEPPED_DOWN, LegalOutcome.ISSUE),
    LegalKind.PROCEEDINGS: (LegalOutcome.ORDER_MADE, LegalOutcome.NO_ORDER, LegalOutcome.WITHDRAWN),
}


@does(LEGAL, "begin")
def begin_stage(*, person, kind, started_on, by, at, area=None, team=None, note=""):
    """Begin a legal stage about a child; proceedings are to be over in 26 weeks, the day of issue being the first."""
    kind = LegalKind(kind)
    if not person.is_child:
        raise StepNotAllowed("A legal stage is about a child.")
    moments.not_in_future(started_on, at, "A legal stage")
    if LegalStage.objects.filter(person=person, kind=kind, state="open").exists():
        raise StepNotAllowed("This stage is under way for the child already.")
    episode, started = open_episode_of(person.pk), moments.moment_of(started_on, at)
    if area is None:
        area, team = (episode.area, episode.team) if episode else (person.area or place_of(person.pk, by, at)[0], None)
    is_in_court = kind == LegalKind.PROCEEDINGS
    stage = LegalStage(
        child_ids=[person.pk], person=person, episode=episode, area=area, team=team, kind=kind, started_on=started_on,
        due_on=moments.due_of(PROCEEDINGS_CLOCK, started) if is_in_court else None, note=note.strip(), decided_by=by,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    stage.save(force_insert=True)
    return stage, Entry(happened_at=started, note=kind.label)


@does(LEGAL, "end")
def end_stage(stage, *, ended_on, outcome, by, at, note=""):
    """End a legal stage with its outcome."""
    outcome = LegalOutcome(outcome)
    moments.not_in_future(ended_on, at, "The end of a legal stage")
    if ended_on < stage.started_on:
        raise StepNotAllowed("A stage cannot end before it began.")
    if outcome not in OUTCOMES_OF[LegalKind(stage.kind)]:
        raise StepNotAllowed("This stage cannot end that way.")
    stage.ended_on, stage.outcome = ended_on, outcome
    stage.note = f"{stage.note}\n{note.strip()}".strip()
    return Entry(happened_at=moments.moment_of(ended_on, at), note=outcome.label)


def latest_end(stage):
    """Return the last day to which the court may extend proceedings from where they stand; None for other stages."""
    if stage.kind != LegalKind.PROCEEDINGS or stage.due_on is None:
        return None
    return moments.due_of(EXTENSION_CLOCK, moments.noon_of(stage.due_on))


@fact(LEGAL, "is_out_of_court")
def is_out_of_court(stage):
    """Tell that a stage has no limit that a court could extend."""
    return "Only proceedings are extended." if latest_end(stage) is None else ""


@does(LEGAL, "extend")
def extend_stage(stage, *, until, decided_on, reason, by, at):
    """Keep that the court extended proceedings to a day, by no more than eight weeks at a time, and why.

    The clock that ran is cancelled with the reason and stays to be read; the extension runs in its place.
    """
    latest = latest_end(stage)
    moments.not_in_future(decided_on, at, "The court's decision")
    if decided_on < stage.started_on:
        raise StepNotAllowed("The court cannot have decided before the proceedings began.")
    if not stage.due_on < until <= latest:
        raise StepNotAllowed(f"The court extends from {day(stage.due_on)} to {day(latest)} at the latest.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the court extended the time.")
    stage.due_on = until
    return Entry(
        happened_at=moments.moment_of(decided_on, at), note=f"To {day(until)}. {reason.strip()}",
        because=f"The court extended the time on {day(decided_on)}",
    )  # fmt: skip
