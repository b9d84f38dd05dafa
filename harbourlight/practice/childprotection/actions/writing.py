"""The words of a plan: what must change, the outcomes it aims at, and who does what."""

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions.actions import give_action
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..models import PlanOutcome
from ..pathway import PLAN

WORDS = ("what_must_change", "strengths", "contingency")


def write_plan(*, plan, by, at, version=None, submission=None, **words):
    """Write what must change, what protects the child, and what happens if the plan does not work."""

    def fill(fresh):
        for name in WORDS:
            setattr(fresh, name, words.get(name, getattr(fresh, name)).strip())

    return take(
        pathway=PLAN, step="write", record=plan, by=by, at=at, change=fill, version=version, submission=submission
    )


@transaction.atomic
def add_outcome(*, plan, what, measure, due_on, by, at, risk="", submission=None):
    """Add something that must change to a plan, with how it is measured and by when."""
    if not what.strip() or not measure.strip():
        raise StepNotAllowed("Enter what must change and how we will know.")
    if due_on < plan.started_on:
        raise StepNotAllowed("An outcome is for a day after the plan began.")
    made = PlanOutcome(
        child_ids=plan.child_ids,
        plan=plan,
        what=what.strip(),
        risk=risk.strip(),
        measure=measure.strip(),
        due_on=due_on,
        recorded_at=at,
        recorded_by=by,
    )
    before = plan.version

    def fill(fresh):
        made.save(force_insert=True)

    written = take(
        pathway=PLAN, step="write", record=plan, by=by, at=at, change=fill, submission=submission, note="Outcome added"
    )
    return made if written.version != before or submission is None else None


@transaction.atomic
def change_outcome(*, outcome, by, at, version=None, **fields):
    """Change an outcome, say how far it is, or drop it with a reason; its plan's history keeps the step."""
    fresh = PlanOutcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this outcome while you were writing.", fresh)
    is_progress = {"progress", "progress_note"} & set(fields)
    for name, value in fields.items():
        setattr(fresh, name, value)
    if not fresh.what.strip() or not fresh.measure.strip():
        raise StepNotAllowed("Enter what must change and how we will know.")
    if is_progress:
        fresh.progress_on = at.astimezone(LONDON).date()
    fresh.version += 1
    fresh.save()
    take(pathway=PLAN, step="write", record=fresh.plan, by=by, at=at, note="Outcome changed")
    return fresh


def give_plan_action(*, plan, by, at, **told):
    """Give an agency, a professional or a member of the family something to do for a plan; see ``give_action``."""
    works.check(PLAN, PLAN.step("write"), plan, by, at)
    if plan.state != "open":
        raise StepNotAllowed("The plan has ended.")
    return give_action(source=plan, team=plan.team, by=by, at=at, **told)
