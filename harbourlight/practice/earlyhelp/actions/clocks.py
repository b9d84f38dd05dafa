"""The clocks of early help: each runs by its area's own number, and without a number it does not run."""

from datetime import timedelta

from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.local import start_local
from harbourlight.foundations.pathways.models import Deadline

from ..models import LocalNumbers
from ..pathway import ALLOCATION, ASSESSMENT, REFUSAL, REVIEW

TITLES = {
    ALLOCATION: "Early help: somebody is given the case",
    ASSESSMENT: "Early help: the assessment is finished",
    REFUSAL: "Early help: a decision after the family's refusal",
    REVIEW: "Early help: the plan is reviewed",
}
FIGURES = {ALLOCATION: "allocation_days", ASSESSMENT: "assessment_days", REFUSAL: "decision_days"}


def numbers_of(area_id):
    """Return the figures of an area; empty ones where it has set none."""
    return LocalNumbers.objects.filter(area_id=area_id).first() or LocalNumbers(area_id=area_id)


def start_clock(clock, *, case, started):
    """Start a clock in the area's working days, unless the area has no number for it."""
    days = getattr(numbers_of(case.area_id), FIGURES[clock])
    if days:
        start_local(
            clock=clock, title=TITLES[clock], working_days=days, record=case, started=started,
            team=case.team, owner=case.lead,
        )  # fmt: skip


def next_review_after(area_id, day):
    """Return the day so many weeks later on which a plan is reviewed, or None where the area set no interval."""
    weeks = numbers_of(area_id).review_weeks
    return day + timedelta(weeks=weeks) if weeks else None


def start_review_clock(*, case, started, due_on):
    """Start the clock to the next review on the day agreed."""
    Deadline(
        clock=REVIEW,
        clock_version="the day agreed with the family",
        title=TITLES[REVIEW],
        subject_kind=case._meta.label_lower,
        subject_id=case.pk,
        child_ids=case.child_ids,
        area_id=case.area_id,
        team=case.team,
        owner=case.lead,
        started_at=started,
        due_on=due_on,
        due_at=due_moment(due_on),
    ).save(force_insert=True)


def cancel_clock(clock, *, case, reason, at):
    """Cancel a clock that runs for a case, with the reason."""
    running = Deadline.objects.running().filter(subject_id=case.pk, clock=clock)
    running.update(cancelled_at=at, cancel_reason=reason)


def give_clocks(case):
    """Hand the running clocks of a case to its lead professional and team."""
    Deadline.objects.running().filter(subject_id=case.pk).update(owner=case.lead, team=case.team)
