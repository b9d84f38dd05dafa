"""Django configuration of the people engine."""

from harbourlight.foundations.rooms.room import Line, Record, Room


class PeopleConfig(Room):
    """The people engine."""

    title = "People"
    area_of_work = "children"
    records = (Record("person", "Person’s record", "people.read"),)
    finds = ("views.find",)
    menu = (Line("Find a person", "search", "people.search", 80),)

    def ready(self):
        """Gather what rooms show on a child's page, and where they say that children stand."""
        from . import deaths, panels, stages

        super().ready()
        panels.read_declared()
        stages.read_declared()
        deaths.read_declared()
