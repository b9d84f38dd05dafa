"""Django configuration of the front door."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class FrontdoorConfig(Room):
    """The multi-agency front door."""

    title = "Front door"
    area_of_work = "children"
    menu = (
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
    home = (
        Panel("Challenges", "views.home.challenged", 70),
        Panel("Agencies that have not answered after two reminders", "views.home.silent", 71),
        Panel("Letters to you", "views.home.letters", 72),
        Panel("Contacts you made", "views.home.made", 73),
        Panel("At the front door", "views.home.ways", 90),
    )
