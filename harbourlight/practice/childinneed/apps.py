"""Django configuration of the room for children in need."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class ChildInNeedConfig(Room):
    """Children in need."""

    title = "Children in need"
    after_death = ("actions.closing.after_death",)
    area_of_work = "children"
    menu = (Line("Children in need", "team", "childinneed.team", 40),)
    pathways = ("pathway.EPISODE",)
    records = (
        Record(
            "episode", "Child in need", "childinneed.read", about="views.panels.names_of_episodes",
            short="views.panels.in_short",
            does=(
                ("LOCAL-ASM-REVIEW", "episode", "childinneed.manage", "Look at the assessment"),
                ("LOCAL-PLAN-REVIEW", "episode", "childinneed.work", "Review the plan"),
                ("CLK", "episode", "childinneed.work", "Open the assessment"),
                ("", "episode", "childinneed.manage", "Open"),
            ),
        ),
    )  # fmt: skip
    measures = ("indicators.MEASURES",)
    panels = (Panel("Child in need", "views.panels.on_the_childs_page", 5, watches=("models.Episode",)),)
    stages = ("views.panels.stages",)
    home = (Panel("Directions to follow", "views.panels.directions", 24),)
