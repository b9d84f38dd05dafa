"""Rows written in bulk keep what they hold, whatever they hold."""

import uuid
from datetime import date
from itertools import islice

import pytest
from django.db import connection

from ..bulk import KEYS, array_of, new_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ['a "quote"', "a \\ slash", "{braces}, commas", "", "NULL", " spaces ", "two\nlines", None]),
        ("date", [date(2026, 3, 21), None]),
        ("boolean", [True, False, None]),
        ("uuid", [uuid.UUID(int=7), None]),
    ],
)
def test_a_column_arrives_as_it_was_sent(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [array_of(values)])
        assert cursor.fetchone()[0] == values


def test_keys_are_random_ones_of_the_usual_kind_and_never_the_same():
    keys = [uuid.UUID(text) for text in islice(KEYS, 3000)] + [new_key()]
    assert len(set(keys)) == 3001
    assert {(key.version, key.variant) for key in keys} == {(4, uuid.RFC_4122)}
