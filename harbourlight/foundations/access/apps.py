"""Django configuration of the access engine."""

from harbourlight.foundations.rooms.room import Line, Room


class AccessConfig(Room):
    """The access engine."""

    title = "Who sees a record"
    area_of_work = "directory"
    menu = (Line("Access", "reviews", "access.review", 220),)
