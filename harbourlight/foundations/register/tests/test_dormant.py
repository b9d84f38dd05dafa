"""Accounts that nobody uses are closed after the area's days, and an agency or team that has ended opens nothing."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.agencies.models import Agency, Professional, Team
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.register.dormant import DORMANT, close_unused
from harbourlight.foundations.rules.models import LocalNumber

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(cast, moment):
    """Return the cast, of whom all but Bob signed in today; Bob did so 46 days ago, at midday.

    In the last hour before midnight the same hour 46 days ago may be the day after, when the clocks were put back
    between.
    """
    Professional.objects.update(last_login=moment)
    Professional.objects.filter(pk=cast.bob.pk).update(last_login=moment.replace(hour=12) - timedelta(days=46))
    return cast


def test_an_account_is_closed_on_the_day_after_its_days(used, moment):
    assert close_unused(moment - timedelta(days=1)) == 0
    assert close_unused(moment) == 1
    closed = Professional.objects.get(pk=used.bob.pk)
    assert closed.ended_on == moment.date() - timedelta(days=1)
    assert not closed.has_usable_password()
    assert close_unused(moment) == 0


def test_the_areas_own_number_holds(used, moment):
    LocalNumber.objects.create(
        area=used.area, rule=DORMANT, number=60, unit="calendar_days", from_on=moment.date() - timedelta(days=100),
        set_by=used.administrator, set_at=moment, why="A test",
    )  # fmt: skip
    assert close_unused(moment) == 0


def test_the_last_administrator_stays(used, moment):
    Professional.objects.update(last_login=moment - timedelta(days=90))
    close_unused(moment)
    assert list(Professional.objects.current(moment.date())) == [used.administrator]


@pytest.mark.parametrize("ends", ["agency", "team", "account"])
def test_what_has_ended_opens_nothing(cast, moment, as_user, ends):
    child = Person.objects.create(first_name="Robin", last_name="Seagrove", area=cast.area, recorded_at=moment)
    holder = {"team": {"team": cast.assessment}}.get(ends, {"agency": cast.council})
    give(person_ids=[child.pk], basis="allocated", reason="Works", by=None, at=moment, **holder)
    with as_user(cast.worker):
        assert Person.objects.filter(pk=child.pk).exists()
    rows = {"agency": Agency.objects.filter(pk=cast.council.pk), "team": Team.objects.filter(pk=cast.assessment.pk),
            "account": Professional.objects.filter(pk=cast.worker.pk)}  # fmt: skip
    rows[ends].update(ended_on=moment.date() - timedelta(days=1))
    with as_user(cast.worker):
        assert not Person.objects.filter(pk=child.pk).exists()
