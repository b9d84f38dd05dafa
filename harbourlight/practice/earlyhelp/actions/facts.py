"""What early help tells the engine of its cases: what stops a step, who belongs, and what its clocks count from."""

from datetime import datetime, time

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.chains import Span, fact
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.works import day_of, stands
from harbourlight.foundations.rules import reading

from ..choices import Answer
from ..models import AroundFamily, HelpAssessment, HelpPlan, HelpReview, RefusalDecision
from ..pathway import CASE, REVIEW

AGREED_DAY = "the day agreed with the family"


def moment_of(day, at):
    """Return the moment that stands for a day on which something happened; refuse a day to come."""
    today = day_of(at)
    if day > today:
        raise StepNotAllowed("The date cannot be in the future.")
    return at if day == today else datetime.combine(day, time(12), LONDON)


@stands(CASE, "member")
def belongs(case, by, at):
    """Say whether somebody belongs to the team around the family."""
    return AroundFamily.objects.filter(case=case, professional=by, left_on=None).exists()


@fact(CASE, "waits")
def waits(case):
    """Tell that a refusal waits for a decision."""
    return "The family does not take part. Decide first what happens now." if case.refused_at else ""


@fact(CASE, "nothing_waits")
def nothing_waits(case):
    """Tell that there is nothing to decide."""
    return "" if case.refused_at else "No refusal waits for a decision."


@fact(CASE, "has_not_agreed")
def has_not_agreed(case):
    """Tell that the family's agreement is missing, without which nothing is done."""
    if waits(case) or case.consent == Answer.GIVEN:
        return waits(case)
    return "The family has not agreed. Ask the family first and record what they said."


@fact(CASE, "waits_for_lead")
def waits_for_lead(case):
    """Tell from when until when the family waited for a lead professional."""
    named = StepTaken.objects.filter(subject_id=case.pk, step="allocate").order_by("happened_at").first()
    if named is None and case.state != CASE.first:
        return []
    return [Span(case.happened_at, named.happened_at if named else None)]


@fact(CASE, "assessments")
def assessments(case):
    """Tell from when until when each assessment was made."""
    rows = HelpAssessment.objects.filter(case=case).values_list("started_at", "completed_at")
    return [Span(*row) for row in rows]


@fact(CASE, "refusals")
def refusals(case):
    """Tell since when each refusal waited, and when it was decided or the family agreed after all."""
    decided = RefusalDecision.objects.filter(case=case).values_list("refused_at", "decided_at")
    waiting = [(case.refused_at, None)] if case.refused_at else []
    return [Span(*row) for row in (*decided, *waiting)]


def next_review_after(area_id, day):
    """Return the day on which a plan is next reviewed, or None where the area set no interval."""
    limit = reading.due_by(REVIEW, area_id, day)
    return limit.due if limit else None


@fact(CASE, "reviews")
def reviews(case):
    """Tell each stretch from the start of a plan, or a review, to the day agreed for the next review."""
    found = []
    for plan in HelpPlan.objects.filter(case=case).order_by("started_at"):
        held = HelpReview.objects.filter(plan=plan).order_by("held_on", "recorded_at")
        begun = [(plan.started_at, plan.next_review_on)]
        begun += [(moment_of(each.held_on, each.recorded_at), each.next_review_on) for each in held]
        met = [moment for moment, _ in begun[1:]] + [None]
        found += [
            Span(moment, then, due, AGREED_DAY)
            for (moment, due), then in zip(begun, met, strict=True)
            if due and (then or plan.ended_at is None)
        ]
    return found
