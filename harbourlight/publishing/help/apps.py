"""Django configuration of the help pages."""

from harbourlight.foundations.rooms.room import Room


class HelpConfig(Room):
    """The help pages."""

    title = "Help"
