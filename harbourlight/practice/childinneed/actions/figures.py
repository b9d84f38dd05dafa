"""An area's own figures for children in need."""

from django.db import transaction

from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import NeedSetting

LONGEST = 44  # the last working day before the law's own limit
MOST_POINTS = 5


@transaction.atomic
def set_figures(*, area, review_points, plan_review_days, by, at):
    """Set the working days of the manager's review points and the interval of plan reviews; clocks that run stay."""
    points = sorted(set(review_points))
    if len(points) > MOST_POINTS or any(not 1 <= number <= LONGEST for number in points):
        raise StepNotAllowed(f"Enter up to {MOST_POINTS} working days between 1 and {LONGEST}.")
    NeedSetting.objects.update_or_create(
        area=area,
        defaults={
            "review_points": points,
            "plan_review_days": plan_review_days,
            "changed_at": at,
            "changed_by": by,
        },
    )
