"""Legal stages about a child: gateway, pre-proceedings and proceedings, each with its beginning, end and outcome."""

from django.db import transaction

from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.actions import open_episode_of

from ..choices import LegalKind, LegalOutcome
from ..models import LegalStage
from ..pathway import LEGAL
from ..pathway.plan import EXTENSION_CLOCK, PROCEEDINGS_CLOCK
from . import moments

OUTCOMES_OF = {
    LegalKind.GATEWAY: (LegalOutcome.CONTINUE, LegalOutcome.START_PRE_PROCEEDINGS, LegalOutcome.ISSUE),
    LegalKind.PRE_PROCEEDINGS: (LegalOutcome.STEPPED_DOWN, LegalOutcome.ISSUE),
    LegalKind.PROCEEDINGS: (LegalOutcome.ORDER_MADE, LegalOutcome.NO_ORDER, LegalOutcome.WITHDRAWN),
}


@transaction.atomic
def begin_stage(*, person, area, team, kind, started_on, by, at, note="", submission=None):
    """Begin a legal stage about a child; proceedings are to be over in 26 weeks, the day of issue being the first."""
    works.check(LEGAL, LEGAL.step("begin"), LegalStage(child_ids=[person.pk]), by, at)
    known = LegalStage.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    kind = LegalKind(kind)
    moments.not_in_future(started_on, at, "A legal stage")
    if LegalStage.objects.filter(person=person, kind=kind, state="open").exists():
        raise StepNotAllowed("This stage is under way for the child already.")
    started = moments.moment_of(started_on, at)
    is_in_court = kind == LegalKind.PROCEEDINGS
    stage = LegalStage(
        child_ids=[person.pk],
        person=person,
        episode=open_episode_of(person.pk),
        area=area,
        team=team,
        kind=kind,
        started_on=started_on,
        due_on=moments.due_of(PROCEEDINGS_CLOCK, started) if is_in_court else None,
        note=note.strip(),
        decided_by=by,
        submission=submission,
        recorded_at=at,
        recorded_by=by,
    )
    stage.save(force_insert=True)
    record_step(LEGAL.step("begin"), stage, by=by, at=at, before="", happened_at=started, note=kind.label)
    chains.work_out(LEGAL, stage, at=at, reason="The stage began")
    return stage


@transaction.atomic
def end_stage(*, stage, ended_on, outcome, by, at, note="", version=None, submission=None):
    """End a legal stage with its outcome."""
    outcome = LegalOutcome(outcome)
    moments.not_in_future(ended_on, at, "The end of a legal stage")
    if ended_on < stage.started_on:
        raise StepNotAllowed("A stage cannot end before it began.")
    if outcome not in OUTCOMES_OF[LegalKind(stage.kind)]:
        raise StepNotAllowed("This stage cannot end that way.")

    def fill(fresh):
        fresh.ended_on, fresh.outcome = ended_on, outcome
        fresh.note = f"{fresh.note}\n{note.strip()}".strip()

    return take(
        pathway=LEGAL, step="end", record=stage, by=by, at=at, change=fill, version=version, submission=submission,
        happened_at=moments.moment_of(ended_on, at), note=outcome.label,
    )  # fmt: skip


def latest_end(stage):
    """Return the last day to which the court may extend proceedings from where they stand; None for other stages."""
    if stage.kind != LegalKind.PROCEEDINGS or stage.due_on is None:
        return None
    return moments.due_of(EXTENSION_CLOCK, moments.noon_of(stage.due_on))


@transaction.atomic
def extend_stage(*, stage, until, decided_on, reason, by, at, version=None, submission=None):
    """Keep that the court extended proceedings to a day, by no more than eight weeks at a time, and why.

    The clock that ran is cancelled with the reason and stays to be read; the extension runs in its place.
    """
    latest = latest_end(stage)
    if latest is None:
        raise StepNotAllowed("Only proceedings are extended.")
    moments.not_in_future(decided_on, at, "The court's decision")
    if decided_on < stage.started_on:
        raise StepNotAllowed("The court cannot have decided before the proceedings began.")
    if not stage.due_on < until <= latest:
        raise StepNotAllowed(f"The court extends from {day(stage.due_on)} to {day(latest)} at the latest.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the court extended the time.")

    def fill(fresh):
        fresh.due_on = until
        return Entry(
            note=f"To {day(until)}. {reason.strip()}", because=f"The court extended the time on {day(decided_on)}"
        )

    return take(
        pathway=LEGAL, step="extend", record=stage, by=by, at=at, change=fill, version=version, submission=submission,
        happened_at=moments.moment_of(decided_on, at),
    )  # fmt: skip
