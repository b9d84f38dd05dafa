"""What the records are called from which lines of a chronology come, and where they are."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.apps import apps

OWN = "chronology.entry"
SOURCES: dict = {OWN: None}
PROCESS: set[str] = set()  # kinds whose lines tell of the work and not of the child's life: asked, opened, answered
OPENED: list[Callable] = []


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


def will_link(request, lines):
    """Tell beforehand from which records the lines of a page come, so that they are asked for together."""
    request.will_link = {}
    for line in lines:
        if line.source_id:
            request.will_link.setdefault(line.source_kind, set()).add(line.source_id)


def look_with(opened):
    """Say how it is found out which records of a kind the asker may open: a function of (request, kind, ids)."""
    OPENED[:] = [opened]


def may_open(request, kind, record_id):
    """Say whether the asker may open a record; what `will_link` told of beforehand is asked for together."""
    seen = request.__dict__.setdefault("records_seen", {}).setdefault(kind, {})
    if record_id not in seen:
        ids = getattr(request, "will_link", {}).get(kind, set()) | {record_id}
        found = ids if not OPENED else OPENED[0](request, kind, ids)
        seen |= {each: each in found for each in ids}
    return seen[record_id]


def link_of(request, kind, record_id):
    """Return the address of the record a line comes from, or an empty string: no page leads to a refusal."""
    source = SOURCES.get(kind)
    href = source.link(request, record_id) if source and record_id else ""
    return href if href and may_open(request, kind, record_id) else ""
