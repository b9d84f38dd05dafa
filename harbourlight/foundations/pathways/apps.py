"""Django configuration of the pathways engine."""

from harbourlight.foundations.rooms.room import Room


class PathwaysConfig(Room):
    """The pathways engine."""

    title = "Pathways"

    def ready(self):
        """Gather the records of rooms, and what they show on the first page."""
        from . import home, subjects

        super().ready()
        subjects.read_declared()
        home.read_declared()
