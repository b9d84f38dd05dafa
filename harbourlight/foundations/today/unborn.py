"""Children who are not born yet: how long until each is expected, and where the work with each stands."""

from datetime import date

from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people import mine
from harbourlight.foundations.people.choices import BirthDateCertainty
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from . import children

DAYS_A_WEEK = 7


@Prepared
def expected():
    """The ids of the children not born yet whom somebody or their teams work with, the soonest expected first."""
    held = Grant.objects.current(Parameter("at")).filter(
        basis__in=mine.AROUND_THE_CHILD, holder_id__any=Parameter("holders")
    )  # fmt: skip
    rows = Person.objects.visible_to(ASKER).filter(pk__in=held.values("person_id"), is_child=True, merged_into=None)
    rows = rows.filter(birth_certainty=BirthDateCertainty.EXPECTED, died_on=None)
    return rows.order_by("expected_on", "pk").values_list("pk")


def lines_of(request):
    """Return a line for each child not born yet: that of the list of children, with the countdown and the mother."""
    held = mine.holders_of(request)
    ids = [pk for (pk,) in expected(asker=request.user.pk, at=request.moment, holders=[*held["own"], *held["teams"]])]
    if not ids:
        return []
    rows = Relationship.objects.visible_to(request.user).filter(person_id__in=ids, kind="mother", ended_on=None)
    mothers = {row.person_id: row.other for row in rows.select_related("other")}
    lines = children.lines_of(request, ids)
    for line in lines:
        child = line["child"]
        line |= {"countdown": countdown(child.expected_on, request.today), "mother": mothers.get(child.pk)}
        line["is_over"] = child.expected_on < request.today
    return sorted(lines, key=lambda line: line["child"].expected_on)


def countdown(expected_on: date, today: date) -> str:
    """Return how long it is until a child is expected: "in 6 weeks and 2 days", "today", "4 days ago"."""
    days = (expected_on - today).days
    if days <= 0:
        return "today" if days == 0 else f"{counted(-days, 'day')} ago"
    weeks, rest = divmod(days, DAYS_A_WEEK)
    return "in " + " and ".join(counted(number, word) for number, word in ((weeks, "week"), (rest, "day")) if number)


def counted(number: int, word: str) -> str:
    """Return "1 day" or "2 days"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
