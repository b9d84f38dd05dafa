"""The full review of a plan at the end of a year."""

from django.db import transaction

from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Priority, Review, ReviewLine
from ..pathway import REVIEW
from .rights import check_may, day_of, held, needed


@transaction.atomic
def review_year(*, plan, year_ended_on, reviewed_on, overall, lines, by, at, sitting=None, version=None):
    """Keep the review of a plan at the end of a year; reviewing the same year again corrects it.

    ``lines`` are (priority, how far it was reached, what changed for children, evidence, what becomes of it);
    every priority of the plan has one.
    """
    check_may(plan, by, at, REVIEW)
    if plan.state == "draft":
        raise StepNotAllowed("Only a plan that was agreed can be reviewed.")
    if max(year_ended_on, reviewed_on) > day_of(at):
        raise StepNotAllowed("A year is reviewed after it has ended, on a day that has been.")
    lines = list(lines)
    wanted = set(Priority.objects.filter(plan=plan).values_list("pk", flat=True))
    if wanted != {line[0].pk for line in lines}:
        raise StepNotAllowed("Say of each priority how far it was reached.")
    before = Review.objects.filter(plan=plan, year_ended_on=year_ended_on).first()
    review = held(Review, before, version) if before else Review(plan=plan, year_ended_on=year_ended_on, version=0)
    review.reviewed_on, review.sitting = reviewed_on, sitting
    review.overall = needed(overall, "Enter what the year came to.")
    review.reviewed_by, review.recorded_at = by, at
    review.version += 1
    review.save()
    for line in lines:
        write_line(review, *line)
    return review


def write_line(review, priority, achieved, what_changed, evidence, following):
    """Keep what a review says of one priority."""
    row = ReviewLine.objects.filter(review=review, priority=priority).first()
    row = row or ReviewLine(review=review, priority=priority)
    row.achieved, row.next, row.evidence = achieved, following, evidence.strip()
    row.what_changed = needed(what_changed, f"{priority.title}: enter what changed for children.")
    row.save()
