"""The words of a plan: what must change, the outcomes it aims at, and who does what."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions.actions import give_action
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does

from ..models import PlanOutcome
from ..pathway import PLAN

WORDS = ("what_must_change", "strengths", "contingency")


@does(PLAN, "write")
def write_plan(plan, *, by, at, **words):
    """Write what must change, what protects the child, and what happens if the plan does not work."""
    for name in WORDS:
        setattr(plan, name, words.get(name, getattr(plan, name)).strip())


@does(PLAN, "add_outcome")
def add_outcome(plan, *, what, measure, due_on, by, at, risk=""):
    """Add something that must change to a plan, with how it is measured and by when."""
    must_be_whole(what, measure)
    if due_on < plan.started_on:
        raise StepNotAllowed("An outcome is for a day after the plan began.")
    made = PlanOutcome(
        child_ids=plan.child_ids, plan=plan, what=what.strip(), risk=risk.strip(), measure=measure.strip(),
        due_on=due_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    made.save(force_insert=True)


def must_be_whole(what, measure):
    """Refuse an outcome that says too little."""
    if not what.strip() or not measure.strip():
        raise StepNotAllowed("Enter what must change and how we will know.")


@does(PLAN, "change_outcome")
def change_outcome(outcome, *, by, at, **told):
    """Change an outcome, say how far it is, or drop it with a reason."""
    for name, value in told.items():
        setattr(outcome, name, value)
    must_be_whole(outcome.what, outcome.measure)
    if {"progress", "progress_note"} & set(told):
        outcome.progress_on = at.astimezone(LONDON).date()


@does(PLAN, "give_action")
def give_plan_action(plan, *, by, at, **told):
    """Give an agency, a professional or a member of the family something to do for a plan; see ``give_action``."""
    return Entry(made=give_action(source=plan, team=plan.team, by=by, at=at, **told))
