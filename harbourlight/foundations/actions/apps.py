"""Django configuration of the actions engine."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class ActionsConfig(Room):
    """The actions engine."""

    title = "Actions"
    after_death = ("deaths.ends",)
    area_of_work = "today"
    menu = (Line("Actions", "actions", "actions.work", 70),)
    pathways = ("pathway.ACTION", "pathway.CHALLENGE")
    records = (Record("action", "Action", "actions.work", about="reading.names_of_actions", says_itself=True),)
    panels = (Panel("Actions", "views.of_child", 45, watches=("models.Action",)),)
    home = (Panel("My actions", "views.panel", 30),)
