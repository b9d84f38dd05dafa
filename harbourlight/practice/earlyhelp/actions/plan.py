"""The plan of a family: outcomes, who does what by when, and reviews of how far each outcome is."""

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.actions import tracking as doing
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import HelpOutcome, HelpPlan, HelpReview, Progress
from ..pathway import CASE, REVIEW
from .clocks import cancel_clock, next_review_after, start_review_clock
from .rights import check_consent, check_works, day_of, moment_of


def plan_of(case):
    """Return the plan that runs, or None."""
    return HelpPlan.objects.filter(case=case, ended_at=None).first()


@transaction.atomic
def start_plan(
    *, case, outcomes, by, at, started_on=None, next_review_on=None, contingency="", version=None, submission=None
):  # fmt: skip
    """Start a plan from an agreed assessment; a plan that ran before ends.

    ``outcomes`` are dicts of ``what`` and ``measure``. Without a day for the review the area's interval gives
    one; where there is neither, no clock runs.
    """
    check_works(case, by, at)
    check_consent(case)
    outcomes = [outcome for outcome in outcomes if outcome["what"].strip()]
    if not outcomes:
        raise StepNotAllowed("Enter at least one outcome.")
    if any(not outcome["measure"].strip() for outcome in outcomes):
        raise StepNotAllowed("Enter for each outcome how everybody will know.")
    happened = moment_of(started_on or day_of(at), at)
    due_on = next_review_on or next_review_after(case.area_id, day_of(happened))

    def put(fresh):
        HelpPlan.objects.filter(case=fresh, ended_at=None).update(ended_at=happened)
        cancel_clock(REVIEW, case=fresh, reason="Another plan began", at=at)
        plan = HelpPlan(
            case=fresh, child_ids=fresh.child_ids, area=fresh.area, started_at=happened, next_review_on=due_on,
            contingency=contingency.strip(),
        )  # fmt: skip
        plan.save(force_insert=True)
        write_outcomes(plan, outcomes)
        if due_on:
            start_review_clock(case=fresh, started=happened, due_on=due_on)

    return take(
        pathway=CASE, step="start_plan", record=case, by=by, at=at, change=put, happened_at=happened,
        version=version, submission=submission,
    )  # fmt: skip


def write_outcomes(plan, outcomes):
    """Write the outcomes of a plan after those it has."""
    last = HelpOutcome.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    HelpOutcome.objects.bulk_create(
        HelpOutcome(
            plan=plan, child_ids=plan.child_ids, number=number, what=outcome["what"].strip(),
            measure=outcome["measure"].strip(),
        )
        for number, outcome in enumerate(outcomes, last + 1)
    )  # fmt: skip


@transaction.atomic
def add_outcome(*, case, what, measure, by, at):
    """Add an outcome to the plan that runs."""
    plan = running_plan(case, by, at)
    if not what.strip() or not measure.strip():
        raise StepNotAllowed("Enter the outcome, and how everybody will know.")
    write_outcomes(plan, [{"what": what, "measure": measure}])


def running_plan(case, by, at):
    """Return the plan that runs, for somebody who may change it; refuse others, and a case without one."""
    check_works(case, by, at)
    plan = plan_of(case)
    if plan is None or case.state != "planned":
        raise StepNotAllowed("No plan runs.")
    return plan


@transaction.atomic
def give_action(*, case, what, due_on, by, at, owner_agency=None, owner=None, family_member="", measure=""):
    """Give an action of the plan to somebody of any agency, to an agency, or to a member of the family."""
    running_plan(case, by, at)
    if not (owner or owner_agency or family_member.strip()):
        raise StepNotAllowed("Select who does it.")
    return doing.give_action(
        source=case, what=what, due_on=due_on, by=by, at=at, owner_agency=owner_agency, owner=owner,
        family_member=family_member.strip(), measure=measure, children=case.child_ids,
    )  # fmt: skip


@transaction.atomic
def review(
    *, case, held_on, who, summary, family_view, progress, by, at, next_review_on=None, version=None, submission=None
):  # fmt: skip
    """Review the plan with the family; ``progress`` is {id of an outcome: (how far, note)}, for every outcome.

    The clock of this review stops on the day it was held, and that of the next one starts.
    """
    plan = running_plan(case, by, at)
    check_consent(case)
    happened = moment_of(held_on, at)
    outcomes = {outcome.pk: outcome for outcome in HelpOutcome.objects.filter(plan=plan)}
    if set(progress) != set(outcomes):
        raise StepNotAllowed("Say of every outcome how far it is.")
    if not (who.strip() and summary.strip() and family_view.strip()):
        raise StepNotAllowed("Enter who took part, what was said, and the family's own view.")
    due_on = next_review_on or next_review_after(case.area_id, held_on)
    if due_on and due_on <= held_on:
        raise StepNotAllowed("The next review comes after this one.")

    def put(fresh):
        held = HelpReview(
            plan=plan, child_ids=fresh.child_ids, held_on=held_on, who=who.strip(), summary=summary.strip(),
            family_view=family_view.strip(), next_review_on=due_on, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        held.save(force_insert=True)
        Progress.objects.bulk_create(
            Progress(review=held, outcome=outcomes[pk], child_ids=fresh.child_ids, scale=scale, note=note.strip())
            for pk, (scale, note) in progress.items()
        )
        HelpPlan.objects.filter(pk=plan.pk).update(next_review_on=due_on)

    reviewed = take(
        pathway=CASE, step="review", record=case, by=by, at=at, change=put, happened_at=happened, version=version,
        submission=submission,
    )  # fmt: skip
    if due_on:
        start_review_clock(case=reviewed, started=happened, due_on=due_on)
    return reviewed
