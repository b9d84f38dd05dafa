"""The professions of a child protection team: named by an Act that is not yet in force."""

from dataclasses import replace
from datetime import date, timedelta

from harbourlight.statute.nominations import asked_on, nominations


def test_the_act_names_four_professions_of_four_sectors_with_its_source():
    assert {each.sector for each in nominations()} == {"council", "health", "education", "police"}
    assert all("2026 (c.21) section 3" in each.source for each in nominations())


def test_none_is_asked_for_until_an_order_commences_the_section():
    assert asked_on(date(2026, 4, 29)) == ()
    assert asked_on(date(2027, 12, 31)) == ()


def test_a_profession_is_asked_for_from_its_first_day_to_its_last():
    first, last = date(2028, 4, 1), date(2029, 3, 31)
    row = replace(nominations()[0], from_on=first, until_on=last)
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))
    assert [row.holds_on(day) for day in days] == [False, True, True, False]
