"""Who is on duty: the minute before, at and after, on bank holidays, over the change of clocks, and nobody."""

from datetime import UTC, date, datetime

import pytest

from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.notices.choices import Concern, Day, Rung
from harbourlight.foundations.notices.duty import address_for, on_duty
from harbourlight.foundations.notices.models import Duty, Mailbox
from tests.somebody_elses import LONG_AGO

from .conftest import duty, in_london

pytestmark = pytest.mark.django_db


def first_on_duty(area, at):
    """Return the names of those told first."""
    return [str(each.holder) for each in on_duty(area, at) if each.rung == Rung.FIRST]


HUB, NIGHT = ["Harbourhaven MASH"], ["Night team"]


@pytest.mark.parametrize(
    ("wall", "who"),
    [
        ("2026-03-18 08:29:59", NIGHT),
        ("2026-03-18 08:30", HUB),
        ("2026-03-18 08:31", HUB),
        ("2026-03-18 16:59", HUB),
        ("2026-03-18 17:00", NIGHT),
        ("2026-03-18 17:01", NIGHT),
        ("2026-03-19 00:00", NIGHT),
        ("2026-03-20 17:00", NIGHT),  # Friday evening
        ("2026-03-21 08:30", NIGHT),  # Saturday
        ("2026-03-22 23:59", NIGHT),  # Sunday
        ("2026-03-23 08:29", NIGHT),  # Monday
        ("2026-03-23 08:30", HUB),
    ],
)
def test_the_hub_is_on_duty_from_its_first_minute_to_before_its_last(rota, wall, who):
    assert first_on_duty(rota.area, in_london(wall)) == who


@pytest.mark.parametrize(
    ("wall", "who"),
    [
        ("2026-04-02 16:59", HUB),  # Maundy Thursday
        ("2026-04-02 17:00", NIGHT),
        ("2026-04-03 10:00", NIGHT),  # Good Friday
        ("2026-04-06 10:00", NIGHT),  # Easter Monday
        ("2026-04-07 08:29", NIGHT),
        ("2026-04-07 08:30", HUB),
        ("2027-12-27 10:00", NIGHT),  # the Monday for Christmas Day on a Saturday
        ("2026-12-25 08:29", NIGHT),
        ("2026-12-28 12:00", NIGHT),  # the Monday for Boxing Day on a Saturday
    ],
)
def test_on_bank_holidays_the_night_team_is_on_duty_all_day(rota, wall, who):
    assert first_on_duty(rota.area, in_london(wall)) == who


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (datetime(2026, 3, 27, 8, 29, tzinfo=UTC), NIGHT),  # Friday, in winter time
        (datetime(2026, 3, 27, 8, 30, tzinfo=UTC), HUB),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), NIGHT),  # the minute before the clocks go forward
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), NIGHT),  # 2am in summer time
        (datetime(2026, 3, 30, 7, 29, tzinfo=UTC), NIGHT),  # Monday, an hour earlier by the sun
        (datetime(2026, 3, 30, 7, 30, tzinfo=UTC), HUB),
        (datetime(2026, 10, 23, 15, 59, tzinfo=UTC), HUB),
        (datetime(2026, 10, 23, 16, 0, tzinfo=UTC), NIGHT),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), NIGHT),  # half past one comes twice
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), NIGHT),
        (datetime(2026, 10, 26, 16, 59, tzinfo=UTC), HUB),
        (datetime(2026, 10, 26, 17, 0, tzinfo=UTC), NIGHT),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(rota, moment, who):
    assert first_on_duty(rota.area, moment) == who


@pytest.mark.parametrize(
    ("wall", "who"),
    [
        ("2026-03-01 20:00", []),
        ("2026-03-02 20:00", ["Spring team"]),
        ("2026-03-31 20:00", ["Spring team"]),
        ("2026-04-01 03:00", ["Spring team"]),  # the night of the last day
        ("2026-04-01 20:00", []),
    ],
)
def test_hours_hold_from_their_first_to_their_last_day(cast, team, wall, who):
    spring = team("Spring team", "out_of_hours")
    duty(spring, list(Day), "17:00", "08:30", started_on=date(2026, 3, 2), ended_on=date(2026, 3, 31))
    assert first_on_duty(cast.area, in_london(wall)) == who


def test_nobody_is_on_duty_without_hours_or_in_another_area(rota):
    other = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    assert on_duty(other, in_london("2026-03-18 10:00")) == []
    Duty.objects.update(ended_on="2011-01-01")
    assert on_duty(rota.area, in_london("2026-03-18 10:00")) == []


def test_those_told_first_stand_before_the_others(rota):
    found = on_duty(rota.area, in_london("2026-03-18 10:00"))
    assert [(each.rung, str(each.holder)) for each in found] == [(1, "Harbourhaven MASH"), (2, "Duty managers")]


def test_a_mailbox_can_be_on_duty_for_its_agency(cast):
    box = Mailbox.objects.create(
        area=cast.area, agency=cast.police, concern=Concern.URGENT, email="duty@police.example", started_on=LONG_AGO
    )
    row = Duty.objects.create(
        area=cast.area, mailbox=box, days=list(Day), begins="00:00", ends="00:00", started_on=LONG_AGO
    )
    assert row.holder == cast.police


def test_each_kind_of_thing_has_its_mailbox_and_what_has_none_goes_to_the_shared_address(cast):
    on = date(2026, 3, 18)
    assert address_for(cast.police, cast.area.pk, Concern.URGENT, on) == cast.police.email
    for concern, email, ended in (
        (Concern.OTHER, "desk@police.example", None),
        (Concern.URGENT, "old@police.example", date(2026, 3, 17)),
        (Concern.URGENT, "duty@police.example", None),
    ):
        Mailbox.objects.create(
            area=cast.area, agency=cast.police, concern=concern, email=email, started_on=LONG_AGO, ended_on=ended
        )
    assert address_for(cast.police, cast.area.pk, Concern.URGENT, on) == "duty@police.example"
    assert address_for(cast.police, cast.area.pk, Concern.MEETINGS, on) == "desk@police.example"
