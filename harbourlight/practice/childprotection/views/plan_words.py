"""Words that the pages of plans have in common."""

from harbourlight.foundations.ui.words import counted, day

SHORT = {
    "CLK-CPC-001": "First core group",
    "LOCAL-CORE-GROUP": "Next core group",
    "CLK-CPC-003": "See the child",
    "CLK-CPC-004": "First review conference",
    "CLK-CPC-005": "Next review conference",
    "CLK-CPC-007": "Transfer-in conference",
    "CLK-CRT-001": "Proceedings are over",
    "LOCAL-TEMPORARY": "Look at the temporary registration again",
}


def in_short(deadline):
    """Return what must happen by a clock of a plan, in few words."""
    return SHORT.get(deadline.clock, deadline.title)


def about(plan):
    """Return the line that says which plan it is."""
    kind = "Temporary registration" if plan.is_temporary else "Child protection plan"
    return f"{plan.person}: {kind.lower()} since {day(plan.started_on)}"


def gap(ended_on, started_on):
    """Return the time between the end of one plan and the beginning of the next, in words; "" without one."""
    if ended_on is None:
        return ""
    months = (
        (started_on.year - ended_on.year) * 12 + started_on.month - ended_on.month - (started_on.day < ended_on.day)
    )
    years, months = divmod(max(months, 0), 12)
    words = [counted(number, noun) for number, noun in ((years, "year"), (months, "month")) if number]
    return " and ".join(words) or counted((started_on - ended_on).days, "day")
