"""Every field is classified, and what tells of a child stands under the second lock."""

import pytest
from django.apps import apps
from django.db import connection

from tests.fields import KEPT, LEAVES, TELLS_OF, classified, kept_fields

# Tables that name a child by a bare number and say nothing else of it.
WITHOUT_WORDS = {"access.Barrier", "access.Seal"}


def test_every_field_is_classified_once_and_none_that_is_gone():
    rows = [(row.model, row.field) for row in classified()]
    assert len(rows) == len(set(rows))
    assert set(rows) == set(kept_fields())


def test_every_class_is_one_that_is_explained():
    for row in classified():
        assert row.tells_of in TELLS_OF, row
        assert row.kept in KEPT, row
        assert row.leaves in LEAVES, row
        assert row.tells_of != "child" or row.leaves != "published", row


@pytest.mark.django_db
def test_what_tells_of_a_child_stands_under_the_second_lock():
    tables = {
        apps.get_model(row.model)._meta.db_table
        for row in classified()
        if row.tells_of == "child" and row.model not in WITHOUT_WORDS
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        locked = {name for (name,) in cursor.fetchall()}
    assert tables <= locked
