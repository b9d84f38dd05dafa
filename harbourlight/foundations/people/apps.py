"""Django configuration of the people engine."""

from harbourlight.foundations.rooms.room import Line, Panel, Room


class PeopleConfig(Room):
    """The people engine."""

    title = "People"
    area_of_work = "directory"
    menu = (Line("Find a person", "search", "people.search", 80),)
    home = (Panel("Children I am in the network of", "mine.panel", 60),)

    def ready(self):
        """Gather what rooms show on a child's page."""
        from . import panels

        super().ready()
        panels.read_declared()
