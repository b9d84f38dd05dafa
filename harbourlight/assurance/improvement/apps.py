"""Django configuration of the room for recommendations."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class ImprovementConfig(Room):
    """Recommendations and what became of them."""

    title = "Recommendations"
    area_of_work = "learning"
    menu = (
        Line("Recommendations", "tracker", "improvement.read", 150),
        Line("Recommendations", "ours", "improvement.answer", 160),
        Line("Recommendations", "published", "improvement.published", 170),
    )
    pathways = ("pathway.RECOMMENDATION", "pathway.BROUGHT")
    records = (
        Record("addressee", "Recommendation", "improvement.ours", about="actions.names.names_of_addressees"),
        Record("broughtlist", "List of recommendations", "improvement.read"),
        Record("recommendation", "Recommendation", "improvement.ours", about="actions.names.names_of_recommendations"),
    )
    home = (
        Panel("Recommendations to my agency", "views.home.panel", 36),
        Panel("Late recommendations before the chair", "views.home.chairs_panel", 37),
    )
