"""Addresses of records, worked out once for each name: long lists link every line."""

import uuid
from functools import cache

from django.urls import reverse

ANY = uuid.UUID(int=0)


@cache
def pattern(name):
    """Return the two parts of an address around the id in it."""
    before, after = reverse(name, args=[ANY]).split(str(ANY))
    return before, after


def address_of(name, record_id):
    """Return the address called ``name`` for the record with an id."""
    before, after = pattern(name)
    return f"{before}{record_id}{after}"
