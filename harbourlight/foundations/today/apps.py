"""Django configuration of everybody's first page."""

from harbourlight.foundations.rooms.room import Line, Room


class TodayConfig(Room):
    """Everybody's first page, and the worklist."""

    title = "Today"
    area_of_work = "today"
    menu = (
        Line("Today", "today", "signed in", 10),
    )  # fmt: skip

    def ready(self):
        """Gather what rooms show on the first page."""
        from . import panels

        super().ready()
        panels.read_declared()
