"""Django configuration of everybody's first page."""

from harbourlight.foundations.rooms.room import Line, Panel, Room


class TodayConfig(Room):
    """Everybody's first page, and the worklist."""

    title = "Today"
    area_of_work = "today"
    menu = (
        Line("Today", "today", "signed in", 10),
        Line("My children", "children", "people.read", 11),
        Line("Team worklist", "team", "today.work", 12),
    )

    panels = (Panel("What is next", "upcoming.of_child", 1, section="glance"),)

    def ready(self):
        """Gather what rooms show on the first page."""
        from . import finding, panels

        super().ready()
        panels.read_declared()
        finding.read_declared()
