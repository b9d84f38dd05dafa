"""Django configuration of private fostering."""

from harbourlight.foundations.rooms.room import Panel, Record, Room


class PrivateFosteringConfig(Room):
    """Private fostering."""

    title = "Private fostering"
    area_of_work = "children"
    pathways = ("pathway.ARRANGEMENT",)
    records = (
        Record("arrangement", "Private fostering", "privatefostering.read", about="views.names_of_arrangements"),
    )
    measures = ("indicators.MEASURES",)
    panels = (Panel("Private fostering", "views.for_child", 9, watches=("models.Arrangement",)),)
