"""Django configuration of the front door."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class FrontdoorConfig(Room):
    """The multi-agency front door."""

    title = "Front door"
    area_of_work = "children"
    menu = (
        Line("Home", "home", "signed in", 10),
        Line("Front door", "board", "frontdoor.read", 20),
        Line("Tell us about a child", "contact_new", "frontdoor.contact", 90),
    )
    pathways = ("pathway.CONTACT",)
    records = (
        Record("contact", "Contact", "frontdoor.read", about="views.asked.names_of_contacts", short="pathway.in_short"),
        Record("actions.challenge", "Challenge", address="challenge_answer"),
    )
    measures = ("indicators.MEASURES",)
    panels = (Panel("Clocks running", "views.panels.clocks", 1), Panel("Contacts", "views.panels.contacts", 20))
