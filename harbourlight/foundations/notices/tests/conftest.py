"""The hub by day, the night team in all other hours, the senior managers behind both, and a record to tell of."""

from datetime import datetime, time

import pytest

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.tests.factories import child
from harbourlight.foundations.agencies.models import Team, TeamMembership
from harbourlight.foundations.notices.choices import Day, Rung
from harbourlight.foundations.notices.models import Duty
from harbourlight.foundations.requests.models import Request
from tests.somebody_elses import LONG_AGO

WEEKDAYS = list(Day)[:5]


def duty(team, days, begins, ends, rung=Rung.FIRST, **more):
    """Put a team on duty, from "08:30" to "17:00"."""
    hours = {"begins": time.fromisoformat(begins), "ends": time.fromisoformat(ends)}
    held = {"area": team.area, "team": team, "rung": rung, "days": days, "started_on": LONG_AGO, **hours, **more}
    return Duty.objects.create(**held)


def in_london(text):
    """Return a moment from the clock on the wall, such as "2026-03-27 08:29"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def team(cast):
    """Return the function that makes a team of the council."""

    def make(name, kind, **more):
        held = {"area": cast.area, "agency": cast.council, "started_on": LONG_AGO, **more}
        return Team.objects.create(name=name, kind=kind, **held)

    return make


@pytest.fixture
def rota(cast, team):
    """Put the hub on duty by day, the night team at night and on days off, and the managers on the second rung."""
    cast.mash.email = "hub@harbourhaven.example"
    cast.mash.save()
    cast.night = team("Night team", "out_of_hours", email="night@harbourhaven.example")
    cast.seniors = team("Duty managers", "other", email="managers@harbourhaven.example")
    duty(cast.mash, WEEKDAYS, "08:30", "17:00")
    duty(cast.night, WEEKDAYS, "17:00", "08:30")
    duty(cast.night, [Day.SATURDAY, Day.SUNDAY, Day.BANK_HOLIDAY], "08:30", "08:30")
    duty(cast.seniors, list(Day), "00:00", "00:00", rung=Rung.SECOND)
    return cast


@pytest.fixture
def ladder(cast, team):
    """Put the hub on duty at all hours, and the senior managers on the second rung."""
    cast.mash.email = "hub@harbourhaven.example"
    cast.mash.save()
    cast.seniors = team("Duty managers", "other", email="managers@harbourhaven.example")
    TeamMembership.objects.create(professional=cast.senior, team=cast.seniors, started_on=LONG_AGO)
    duty(cast.mash, list(Day), "00:00", "00:00")
    duty(cast.seniors, list(Day), "00:00", "00:00", rung=Rung.SECOND)
    return cast


@pytest.fixture
def record(cast, moment):
    """Return a request about Juniper Kelp, whose record the hub may open; nobody was told of it yet."""
    with as_system("the test puts a child and a request on file"):
        juniper = child(cast, moment, first_name="Juniper", last_name="Kelp")
        give(person_ids=[juniper.pk], team=cast.mash, basis=Basis.ALLOCATED, reason="Screens", by=None, at=moment)
        made = Request(
            subject_kind="x", subject_id=juniper.pk, child_ids=[juniper.pk], area=cast.area, agency=cast.school,
            question="What do you know?", asked_at=moment, due_at=moment,
        )  # fmt: skip
        made.save(force_insert=True)
    return made
