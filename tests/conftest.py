"""A child whose record is open to nobody of the cast."""

from datetime import date

import pytest

from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.people.models import Person
from tests.somebody_elses import LONG_AGO, WORDS


@pytest.fixture
def secret(cast, moment):
    """Return a child whose record is open to nobody of the cast, with a row of every kind about the child."""
    cast.rows = {}
    agency = Agency.objects.create(name="Farshore Trust", sector="health", kind="relevant_agency", started_on=LONG_AGO)
    team = Team.objects.create(name="Farshore team", agency=agency, area=cast.area, kind="other", started_on=LONG_AGO)
    somebody = Professional(name="Una Halcyon", email="una@harbourlight.example", agency=agency, started_on=LONG_AGO)
    somebody.save(force_insert=True)
    cast.farshore = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    cast.strangers = {"agency": agency, "team": team, "professional": somebody}
    person = Person(first_name="Juniper", last_name=WORDS, born_on=date(2017, 3, 9), area=cast.area, recorded_at=moment)
    person.save(force_insert=True)
    return person
