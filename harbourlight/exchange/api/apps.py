"""Django configuration of the interface."""

from harbourlight.foundations.rooms.room import Room


class ApiConfig(Room):
    """The interface for other systems."""

    title = "Interface"
    at = "api/"
