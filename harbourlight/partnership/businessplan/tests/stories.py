"""A plan of the partnership for tests."""

from datetime import timedelta
from types import SimpleNamespace

from harbourlight.partnership.businessplan import actions


def plan_of(cast, executive, moment, *, kind="business_plan", title="Business plan 2026 to 2028"):
    """Return a draft with one priority, an entry and two commitments, written by the business unit."""
    by, on = cast.business, moment.date()
    plan = actions.start_plan(
        area=cast.area, kind=kind, title=title, starts_on=on - timedelta(days=200), ends_on=on + timedelta(days=500),
        hears=executive, by=by, at=moment,
    )  # fmt: skip
    headings = list(plan.headings.all())
    priority = actions.add_priority(
        plan=plan, title="Children who are neglected", why="Two reviews and the dataset.", themes=["neglect"], by=by,
        at=moment,
    )  # fmt: skip
    entry = actions.add_entry(
        priority=priority, heading=headings[1], text="Write one strategy for neglect.", by=by, at=moment
    )
    commitments = [
        actions.add_commitment(
            priority=priority,
            heading=headings[number],
            agency=agency,
            what=what,
            due_on=on + timedelta(days=days),
            by=by,
            at=moment,
        )
        for number, agency, what, days in (
            (1, cast.school, "Use the neglect tool in every early help assessment.", 60),
            (3, cast.health, "Train every health visitor in the neglect tool.", 90),
        )
    ]
    return SimpleNamespace(
        plan=plan, priority=priority, headings=headings, entry=entry, commitments=commitments
    )  # fmt: skip
