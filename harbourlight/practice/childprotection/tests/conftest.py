"""A brother and a sister who were referred, and their enquiries."""

from datetime import date

import pytest

from .stories import child, conference_for, conferred, discussed, enquiries_of, finished, referred


@pytest.fixture
def perran(area, moment):
    """Return a boy of nine."""
    return child(area, moment)


@pytest.fixture
def wenna(area, moment):
    """Return his sister of three."""
    return child(area, moment, "Wenna", born_on=date(2023, 8, 1))


@pytest.fixture
def siblings(cast, as_user, moment, perran, wenna):
    """Return both, referred to the assessment team."""
    referred(cast, as_user, moment, perran, wenna)
    return [perran, wenna]


@pytest.fixture
def discussion(cast, as_user, moment, siblings):
    """Return the strategy discussion that started an enquiry about each."""
    return discussed(cast, as_user, moment, siblings)


@pytest.fixture
def running(cast, as_user, discussion):
    """Return the enquiries under way."""
    return enquiries_of(cast, as_user, discussion)


@pytest.fixture
def conference(cast, as_user, moment, siblings, running):
    """Return the initial conference, planned: the enquiries found continuing risk."""
    for enquiry in running:
        finished(cast, as_user, moment, enquiry)
    return conference_for(cast, as_user, moment, siblings)


@pytest.fixture
def held_conference(cast, as_user, moment, conference):
    """Return the initial conference, held and not yet decided."""
    return conferred(cast, as_user, moment, conference)
