"""Django configuration of the pathways engine."""

from harbourlight.foundations.rooms.room import Room


class PathwaysConfig(Room):
    """The pathways engine."""

    title = "Pathways"

    def ready(self):
        """Gather the records of rooms."""
        from . import lanes, subjects

        super().ready()
        subjects.read_declared()
        lanes.declare()
