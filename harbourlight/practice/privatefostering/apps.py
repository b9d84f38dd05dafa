"""Django configuration of private fostering."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class PrivateFosteringConfig(Room):
    """Private fostering."""

    title = "Private fostering"
    after_death = ("actions.after_death",)
    area_of_work = "children"
    pathways = ("pathway.ARRANGEMENT",)
    records = (
        Record(
            "arrangement",
            "Private fostering",
            "privatefostering.read",
            about="views.panels.names_of_arrangements",
            short="views.panels.in_short",
            does=(
                ("CLK-PFO-008", "review", "privatefostering.work", "Hold the yearly review"),
                ("CLK-PFO", "visit", "privatefostering.work", "Record a visit"),
            ),
        ),
    )
    measures = ("indicators.MEASURES",)
    stages = ("views.panels.stages",)
    panels = (Panel("Private fostering", "views.panels.for_child", 9, watches=("models.Arrangement",)),)
    home = (Panel("Private fostering", "views.panels.for_home", 22),)
    menu = (
        Line("Private fostering", "arrangements", "privatefostering.read", 45),
        Line("Private fostering", "figures", "privatefostering.figures", 46),
    )
