"""The bodies in whose name meetings decide: rooms declare them (``Room.bodies``); others pick, and never type."""

from harbourlight.foundations.rooms.room import declared


def bodies_of(areas, on):
    """Return {key: name} of the bodies of some areas on a date, by name."""
    found = {}
    for room, word in declared("bodies"):
        found |= room.named(word)(areas, on)
    return dict(sorted(found.items(), key=lambda body: body[1]))
