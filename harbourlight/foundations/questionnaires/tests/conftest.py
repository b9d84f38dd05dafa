"""A boy of nine, on whose record Alice works."""

from datetime import date

import pytest

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.people.models import Person


@pytest.fixture
def perran(cast, moment):
    """Return the boy."""
    boy = Person(
        first_name="Perran", last_name="Saltmarsh", born_on=date(2017, 3, 1), area=cast.area, recorded_at=moment
    )
    boy.save(force_insert=True)
    give(person_ids=[boy.pk], professional=cast.alice, basis="allocated", reason="His worker", by=None, at=moment)
    return boy
