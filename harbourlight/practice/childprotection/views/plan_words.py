"""Words that the pages of plans have in common."""

from harbourlight.foundations.ui.words import counted, day


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
