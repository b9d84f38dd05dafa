"""An area says for how long the same words are the same thing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from harbourlight.foundations.agencies.models import AgencyArea
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.foundations.rules.repeats import REPEATS, minutes_for

pytestmark = pytest.mark.django_db


def asked(person, moment):
    """Return a request of somebody at a moment."""
    return SimpleNamespace(user=person, moment=moment)


def test_it_is_a_quarter_of_an_hour_where_nobody_said_anything(cast, moment):
    assert minutes_for(asked(cast.alice, moment)) == 15


@pytest.mark.parametrize(("days", "minutes"), [(-1, 15), (0, 40), (1, 40)])
def test_the_areas_own_number_holds_from_its_day(cast, moment, days, minutes):
    LocalNumber(
        area=cast.area, rule=REPEATS, number=40, unit="minutes", from_on=moment.date(), set_by=cast.senior,
        set_at=moment, why="People come back to long forms",
    ).save(force_insert=True)  # fmt: skip
    assert minutes_for(asked(cast.alice, moment + timedelta(days=days))) == minutes


def test_an_agency_without_an_area_keeps_the_usual(cast, moment):
    AgencyArea.objects.filter(agency=cast.elsewhere).update(ended_on=moment.date() - timedelta(days=1))
    assert minutes_for(asked(cast.charlie, moment)) is None
