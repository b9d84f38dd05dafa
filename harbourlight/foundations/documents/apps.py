"""Django configuration of the documents engine."""

from harbourlight.foundations.rooms.room import Room


class DocumentsConfig(Room):
    """The documents engine."""

    title = "Documents"
