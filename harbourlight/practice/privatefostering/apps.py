"""Django configuration of private fostering."""

from harbourlight.foundations.rooms.room import Panel, Record, Room


class PrivateFosteringConfig(Room):
    """Private fostering."""

    title = "Private fostering"
    area_of_work = "children"
    pathways = ("pathway.ARRANGEMENT",)
    records = (
        Record(
            "arrangement",
            "Private fostering",
            "privatefostering.read",
            about="views.names_of_arrangements",
            does=(
                ("CLK-PFO-008", "review", "privatefostering.work", "Hold the yearly review"),
                ("CLK-PFO", "visit", "privatefostering.work", "Record a visit"),
            ),
        ),
    )
    measures = ("indicators.MEASURES",)
    stages = ("views.stages",)
    panels = (Panel("Private fostering", "views.for_child", 9, watches=("models.Arrangement",)),)
