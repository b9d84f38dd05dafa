"""Django configuration of the room for boards."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class BoardsConfig(Room):
    """The bodies of the partnership and their meetings."""

    title = "Boards"
    area_of_work = "partnership"
    menu = (Line("Boards", "groups", "boards.read", 120),)
    pathways = ("pathway.REPORT", "pathway.URGENT")
    records = (
        Record("sitting", "Meeting of a body"),
        Record("reportasked", "Report for a meeting", address="report", about="views.home.names_of_reports"),
        Record("escalation", "For the lead representatives"),
        Record("boarddecision", "Decision for the executive", address="agreement"),
        Record("urgentdecision", "Urgent matter", address="urgent"),
    )
    bodies = ("models.groups.bodies_of",)
    request_places = {"reportasked": "views.home.place_of"}
    home = (Panel("Asked for meetings of the partnership", "views.home.panel", 60),)
    meetings = (
        "pathway.BOARD", "pathway.EXTRAORDINARY", "pathway.DEVELOPMENT_DAY", "pathway.EXECUTIVE", "pathway.COMMITTEE",
        "pathway.PANEL", "pathway.CROSS_AREA_EXECUTIVE",
    )  # fmt: skip
