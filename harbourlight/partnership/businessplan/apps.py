"""Django configuration of the room for plans."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class BusinessPlanConfig(Room):
    """The partnership's business plan and strategies."""

    title = "Plans"
    area_of_work = "partnership"
    menu = (
        Line("Plans", "plans", "businessplan.read", 130),
        Line("Plans", "asked", "businessplan.tell", 140),
    )
    pathways = ("pathway.PLAN", "pathway.ROUND")
    records = (
        Record("plan", "Plan", "businessplan.read"),
        Record("commitment", "Commitment of a plan", "businessplan.read", about="actions.names.names_of_commitments"),
    )
    request_places = {"round": "views.asked.place_of"}
    home = (Panel("Progress of the plan to tell", "views.asked.panel", 35),)
