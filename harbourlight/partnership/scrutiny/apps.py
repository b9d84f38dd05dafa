"""Django configuration of the room for scrutiny."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class ScrutinyConfig(Room):
    """The councillors' panel and what everybody may read of it."""

    title = "Scrutiny"
    area_of_work = "partnership"
    menu = (Line("Scrutiny", "panels", "scrutiny.read", 200),)
    pathways = ("pathway.REPORT",)
    records = (
        Record("resolution", "Resolution", "scrutiny.read"),
        Record("report", "Report to the panel", "scrutiny.read"),
    )
    home = (Panel("Resolutions of panels", "views.home.resolutions_to_take_up", 36),)
