"""Django configuration of the front door."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class FrontdoorConfig(Room):
    """The multi-agency front door."""

    title = "Front door"
    area_of_work = "children"
    menu = (
        Line("Front door", "board", "frontdoor.read", 20),
        Line("Hand-over list", "handover", "frontdoor.read", 21),
        Line("Triage police notices", "triage", "frontdoor.screen", 24),
        Line("Record a telephone call", "contact_by_phone", "frontdoor.screen", 22),
        Line("Load police notifications", "police_upload", "frontdoor.load", 23),
        Line("Challenges to decisions", "challenges", "frontdoor.answer_challenge", 25),
        Line("Front door figures", "figures", "frontdoor.indicators", 99, "figures"),
        Line("My contacts", "mine", "frontdoor.contact", 14, "today"),
        Line("Tell us about a child", "contact_new", "frontdoor.contact", 13, "today"),
    )
    pathways = ("pathway.CONTACT",)
    records = (
        Record(
            "contact",
            "Contact",
            "frontdoor.read",
            about="views.queue.names_of_contacts",
            short="pathway.in_short",
            does=(
                ("LOCAL-REFERRER", "contact", "frontdoor.screen", "Tell the referrer"),
                ("CLK-REF", "decide", "frontdoor.decide", "Decide"),
                ("LOCAL-DECIDE", "decide", "frontdoor.decide", "Decide"),
                ("LOCAL-DECIDE", "contact", "frontdoor.screen", "Screen"),
                ("CLK-REF", "contact", "frontdoor.screen", "Screen"),
            ),
        ),
        Record("actions.challenge", "Challenge", address="challenge_answer"),
    )
    finds = ("views.home.find",)
    measures = ("indicators.MEASURES",)
    panels = (Panel("Contacts", "views.panels.contacts", 20),)
    home = (
        Panel("Urgent contacts", "views.home.urgent", 1),
        Panel("Challenges", "views.home.challenged", 70),
        Panel("Agencies that have not answered after two reminders", "views.home.silent", 71),
        Panel("Letters to you", "views.home.letters", 72),
        Panel("Contacts you made", "views.home.made", 73),
    )
