"""What the engine's own tests share."""

import pytest

from harbourlight.practice.privatefostering.tests.factories import child_of, told_of


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025; a colleague of its team asks the database."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))
