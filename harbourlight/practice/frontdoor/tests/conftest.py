"""A contact that waits for its decision."""

from datetime import date

import pytest

from .stories import mother, threshold, told

LONG_AGO = date(2010, 1, 1)


@pytest.fixture
def document(area):
    """Return the threshold document in force."""
    return threshold(area, LONG_AGO, "first edition")


@pytest.fixture
def contact(cast, moment, as_user, document):
    """Return a contact that Bob made."""
    with as_user(cast.bob):
        return told(cast, moment, "Juniper Halewood", "Rowan Halewood", adults=[mother("Marigold Halewood")])
