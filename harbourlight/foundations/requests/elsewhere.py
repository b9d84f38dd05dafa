"""Requests that are answered on a page of another room, not in words: that room declares where."""

from harbourlight.foundations.rooms.room import declared

PLACES: dict = {}


def read_declared():
    """Keep the places that rooms declare."""
    for room, kind in declared("request_places"):
        register(room.kind(kind), room.named(room.request_places[kind]))


def register(kind, place):
    """Say where requests about records of a kind are answered: ``place(http_request, asked)`` gives the address."""
    PLACES[kind] = place


def is_answered_elsewhere(asked):
    """Say whether a request has a page of its own in another room."""
    return asked.subject_kind in PLACES


def place_of(http_request, asked):
    """Return the address of that page, or an empty string for whoever has none there."""
    return PLACES[asked.subject_kind](http_request, asked) if is_answered_elsewhere(asked) else ""
