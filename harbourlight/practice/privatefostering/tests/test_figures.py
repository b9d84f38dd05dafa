"""Figures: by who told of it and how long it had lasted, PF-1 to PF-3, with the list behind each number."""

from datetime import date

import pytest

from .factories import child_of, told_of

pytestmark = pytest.mark.django_db
JANUARY = "?month=2025-01"


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025, a month after it began."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))


def behind(client_for, who, ref):
    """Return what somebody sees behind a number of January 2025."""
    answer = client_for(who).get(f"/private-fostering/figures/{ref}/{JANUARY}")
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_the_numbers_lead_to_their_lists(cast, arrangement, client_for):
    shown = client_for(cast.senior).get(f"/private-fostering/figures/{JANUARY}").content.decode()
    for ref in ("PF-1", "PF-2", "PF-by-school", "PF-after-half-year"):
        assert f"/private-fostering/figures/{ref}/" in shown, ref
    assert "/private-fostering/figures/PF-by-carer/" not in shown


@pytest.mark.parametrize("ref", ["PF-1", "PF-by-school", "PF-after-half-year"])
def test_a_list_shows_the_child_to_those_who_may_read_and_a_number_to_the_others(cast, arrangement, client_for, ref):
    assert "Bryony Saltmarsh" in behind(client_for, cast.senior, ref)
    board = behind(client_for, cast.business, ref)
    assert "1 record stands behind this number" in board
    assert "You see the number only" in board
    assert "Bryony" not in board
    assert behind(client_for, cast.charlie, ref) == 403


def test_a_reader_of_other_children_is_told_how_many_there_are(cast, arrangement, client_for):
    shown = behind(client_for, cast.team_manager, "PF-1")
    assert "1 record stands behind this number" in shown
    assert "You may open 0 of them" in shown
    assert "Bryony" not in shown


@pytest.mark.parametrize(
    ("began", "ref"),
    [
        (date(2025, 1, 21), "PF-after-before"), (date(2025, 1, 20), "PF-after-month"),
        (date(2024, 12, 24), "PF-after-month"), (date(2024, 12, 23), "PF-after-half-year"),
        (date(2024, 7, 23), "PF-after-half-year"), (date(2024, 7, 22), "PF-after-longer"),
    ],
)  # fmt: skip
def test_how_long_it_had_lasted_is_counted_to_the_day(cast, as_user, client_for, began, ref):
    with as_user(cast.colleague):
        told_of(cast, child_of(cast), started_on=began)
    for each in ("before", "month", "half-year", "longer"):
        number = "1 record" if f"PF-after-{each}" == ref else "0 records"
        assert f"{number} stand" in behind(client_for, cast.business, f"PF-after-{each}"), each


def test_an_unknown_number_is_not_found(cast, client_for):
    assert behind(client_for, cast.senior, "PF-99") == 404
