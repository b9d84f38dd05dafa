"""What the records are called from which lines of a chronology come, and where they are."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.apps import apps

OWN = "chronology.entry"
SOURCES: dict = {OWN: None}
PROCESS: set[str] = set()  # kinds whose lines tell of the work and not of the child's life: asked, opened, answered


class Source(NamedTuple):
    """A kind of record: its noun, and a function of (request, id) that gives its address or an empty string."""

    words: str
    link: Callable


def register(kind, words, link, *, is_process=False):
    """Say what a kind of record is called, where it is, and whether its lines are left out unless asked for."""
    SOURCES[kind] = Source(words, link)
    if is_process:
        PROCESS.add(kind)


@cache
def words_of(kind):
    """Return the noun of a kind of record: the one registered, or the model's own."""
    if kind == OWN:
        return "Written by hand"
    if kind in SOURCES:
        return SOURCES[kind].words
    try:
        noun = apps.get_model(kind)._meta.verbose_name
    except (LookupError, ValueError):
        return "Other record"
    return f"{noun[:1].upper()}{noun[1:]}"


def link_of(request, kind, record_id):
    """Return the address of the record a line comes from, where the asker's role opens such a page."""
    source = SOURCES.get(kind)
    return source.link(request, record_id) if source and record_id else ""
