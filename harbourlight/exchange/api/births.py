"""Births that cannot be: a system that lacks a date sends the year 1 or 9999, and it must not become a child's."""

from datetime import timedelta

OLDEST, LONGEST_WAIT, LATE = 120, timedelta(days=310), timedelta(days=31)


def unlikely(told, today):
    """Return what is wrong with the births of a contact, field by field, in words."""
    return [
        words
        for name in ("children", "adults")
        for place, person in enumerate(getattr(told, name))
        for words in wrong_in(f"{name}.{place}", person, today)
    ]


def wrong_in(place, person, today):
    """Yield what is wrong with the birth of one person."""
    first = today.year - OLDEST
    if person.born_on and not (first <= person.born_on.year and person.born_on <= today):
        yield f"{place}.born_on: give a day from {first} to today, or leave it out where it is not known."
    if person.birth_year and not first <= person.birth_year <= today.year:
        yield f"{place}.birth_year: give a year from {first} to {today.year}, or leave it out where it is not known."
    if person.birth_month and not person.birth_year:
        yield f"{place}.birth_month: give the year with it."
    expected = getattr(person, "expected_on", None)
    if expected and not today - LATE <= expected <= today + LONGEST_WAIT:
        yield f"{place}.expected_on: give a day within ten months from now."
