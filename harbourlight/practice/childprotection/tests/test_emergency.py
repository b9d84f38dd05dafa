"""Police protection and emergency orders, in running hours and days."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.words import day as in_words

from ..actions.emergency import begin_measure, last_days_of, was_too_long
from .stories import child, noon, referred

FILE = Path(__file__).parents[4] / "tests" / "cases" / "emergency_orders.csv"


def begun(cast, as_user, moment, person, kind, began_at, **more):
    """Record a measure as the social worker."""
    if kind == "protection_order":
        more.setdefault("applied_by", "council")
    more.setdefault("other_options_considered", "The mother would not agree; no court sits at night.")
    with as_user(cast.worker):
        return begin_measure(
            children=[person],
            kind=kind,
            began_at=began_at,
            reason="Left alone at night.",
            area=cast.area,
            by=cast.worker,
            at=moment,
            **more,
        )[0]


@pytest.fixture
def boy(cast, as_user, moment, perran):
    """Return a referred child."""
    referred(cast, as_user, moment, perran)
    return perran


def at_three(*day):
    """Return three in the night in London."""
    return datetime(*day, 3, 0, tzinfo=LONDON)


def test_police_protection_lasts_72_running_hours_through_the_change_of_the_clocks(cast, as_user, moment, boy):
    measure = begun(cast, as_user, moment, boy, "police_protection", at_three(2026, 10, 24))
    assert measure.ends_at.astimezone(UTC) - measure.began_at.astimezone(UTC) == timedelta(hours=72)
    assert f"{measure.ends_at.astimezone(LONDON):%d %H:%M}" == "27 02:00"


@pytest.mark.parametrize(
    ("kind", "began", "last"),
    [
        ("protection_order", (2026, 11, 2), date(2026, 11, 9)),
        ("assessment_order", (2026, 11, 2), date(2026, 11, 8)),
    ],
)
def test_an_order_counts_its_own_day(cast, as_user, moment, boy, kind, began, last):
    measure = begun(cast, as_user, moment, boy, kind, at_three(*began))
    assert measure.ends_at.astimezone(LONDON).date() == last


def cases():
    """Return the rows of tests/cases/emergency_orders.csv."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row['case']}-{row['what'].replace(' ', '-')}")
def test_an_order_of_the_table(row, cast, as_user, client_for, moment, boy):
    police = None
    if row["police_from"]:
        police = begun(cast, as_user, moment, boy, "police_protection", noon(row["police_from"]))
    order = begun(
        cast, as_user, moment, boy, "protection_order", noon(row["order_made"]), follows=police,
        applied_by=row["applied_by"],
    )  # fmt: skip
    assert order.ends_at.astimezone(LONDON).date().isoformat() == row["last_day"]
    said = [way.last_day.isoformat() for way in last_days_of(order)]
    assert said == [day for day in (row["last_day"], row["other_day"]) if row["police_from"]]
    page = client_for(cast.worker).get(order.get_absolute_url()).content.decode()
    assert all(in_words(date.fromisoformat(day)) in page for day in said)
    if row["extended_on"]:
        longer = begun(cast, as_user, moment, boy, "extension", noon(row["extended_on"]), follows=order)
        assert longer.ends_at.astimezone(LONDON).date().isoformat() == row["extended_to"]
        with as_user(cast.worker):
            assert Deadline.objects.running().get(subject_id=longer.pk).due_on.isoformat() == row["extended_to"]


def test_an_order_says_who_applied(cast, as_user, moment, boy):
    with pytest.raises(StepNotAllowed, match="who applied"):
        begun(cast, as_user, moment, boy, "protection_order", at_three(2026, 11, 2), applied_by="")


def test_an_order_is_extended_once_by_seven_days_and_never_beyond_fifteen(cast, as_user, moment, boy):
    order = begun(cast, as_user, moment, boy, "protection_order", at_three(2026, 11, 2))
    longer = begun(cast, as_user, moment, boy, "extension", at_three(2026, 11, 9), follows=order)
    last = longer.ends_at.astimezone(LONDON).date()
    assert last == date(2026, 11, 16)
    assert (last - date(2026, 11, 2)).days + 1 == 15
    with pytest.raises(StepNotAllowed, match="one extension"):
        begun(cast, as_user, moment, boy, "extension", at_three(2026, 11, 9), follows=order)
    with pytest.raises(StepNotAllowed, match="only once"):
        begun(cast, as_user, moment, boy, "extension", at_three(2026, 11, 10), follows=longer)


def test_an_extension_after_our_last_day_is_kept_and_the_page_says_so(cast, as_user, client_for, moment, boy):
    order = begun(cast, as_user, moment, boy, "protection_order", at_three(2026, 11, 2))
    longer = begun(cast, as_user, moment, boy, "extension", at_three(2026, 11, 10), follows=order)
    page = client_for(cast.worker).get(longer.get_absolute_url()).content.decode()
    assert "after the last day that we had counted, 9 November 2026" in page


def test_police_protection_says_which_other_ways_were_considered(cast, as_user, moment, boy):
    with pytest.raises(StepNotAllowed, match="other ways were considered"):
        begun(cast, as_user, moment, boy, "police_protection", at_three(2026, 11, 2), other_options_considered=" ")


def test_what_follows_ends_what_it_follows_and_one_that_holds_on_is_seen(cast, as_user, moment, boy):
    police = begun(cast, as_user, moment, boy, "police_protection", at_three(2026, 11, 2))
    assert was_too_long(police, at_three(2026, 11, 6))
    begun(cast, as_user, moment, boy, "protection_order", at_three(2026, 11, 4), follows=police)
    with as_user(cast.worker):
        police.refresh_from_db()
        assert police.state == "ended"
        assert not was_too_long(police, moment)
        assert Deadline.objects.get(subject_id=police.pk).met_at == at_three(2026, 11, 4)


def test_a_measure_of_another_child_is_not_followed(cast, as_user, moment, boy):
    other = child(cast.area, moment, "Kerra")
    referred(cast, as_user, moment, other)
    order = begun(cast, as_user, moment, other, "protection_order", at_three(2026, 11, 2))
    with pytest.raises(StepNotAllowed, match="another child"):
        begun(cast, as_user, moment, boy, "extension", at_three(2026, 11, 3), follows=order)
