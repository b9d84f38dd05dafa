"""Times in which a child in need is counted under protection or as looked after; other rooms say when."""

from django.db import transaction

from ..choices import Elsewhere, PlanEnd
from ..models import CountedElsewhere, Plan
from .clocks import london
from .planning import end_plan

ENDS_PLAN = {Elsewhere.PROTECTION: PlanEnd.PROTECTION, Elsewhere.LOOKED_AFTER: PlanEnd.LOOKED_AFTER}


@transaction.atomic
def count_elsewhere(*, episode, kind, started_on, by, at):
    """Count a child from a day on as protected or looked after; a child in need plan ends on that day.

    Called again while such a time runs, it returns that one.
    """
    had = CountedElsewhere.objects.filter(episode=episode, kind=kind, ended_on=None).first()
    if had:
        return had
    plan = Plan.objects.filter(episode=episode, ended_on=None).first()
    if plan:
        end_plan(
            plan=plan,
            reason=ENDS_PLAN[Elsewhere(kind)],
            ended_on=max(plan.started_on, started_on),
            by=by,
            at=at,
            checks_permission=False,
        )
    made = CountedElsewhere.of(episode, kind=kind, started_on=started_on)
    made.save(force_insert=True)
    return made


@transaction.atomic
def count_in_need_again(*, episode, kind, ended_on, by, at):
    """End a time in which a child was counted elsewhere: from the next day the child counts as in need."""
    rows = CountedElsewhere.objects.filter(episode=episode, kind=kind, ended_on=None)
    rows.update(ended_on=min(ended_on, london(at)))
