"""Django configuration of the local rules."""

from harbourlight.foundations.rooms.room import Room


class RulesConfig(Room):
    """The local rules."""

    title = "Rules"
