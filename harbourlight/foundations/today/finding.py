"""What the box in the head of every page asks: the functions by which rooms find things of their own."""

from harbourlight.foundations.rooms.room import rooms

FINDS: list = []


def read_declared():
    """Keep the functions that rooms declare, the lowest room first."""
    FINDS[:] = [function for room in rooms() for function in room.all_named("finds")]
