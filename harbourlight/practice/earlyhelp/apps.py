"""Django configuration of early help."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class EarlyHelpConfig(Room):
    """Early help for families."""

    title = "Early help"
    after_death = ("actions.ending.after_death",)
    area_of_work = "children"
    menu = (Line("Early help", "mine", "earlyhelp.read", 30),)
    pathways = ("pathway.CASE",)
    records = (Record("case", "Early help", "earlyhelp.read", about="views.panels.names_of_cases"),)
    measures = ("indicators.MEASURES",)
    panels = (Panel("Early help", "views.panels.for_child", 6, watches=("models.Case",)),)
    stages = ("views.panels.stages",)
    meetings = ("pathway.TEAM_AROUND_CHILD",)
