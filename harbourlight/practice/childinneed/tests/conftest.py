"""A child who was referred, and her episode of need."""

import pytest

from .stories import child, referred


@pytest.fixture
def juniper(area, moment):
    """Return a child."""
    return child(area, moment)


@pytest.fixture
def episode(cast, as_user, moment, juniper):
    """Return the episode of the child, referred three days ago."""
    return referred(cast, as_user, moment, juniper)[0]
