"""Django configuration of the chronology engine."""

from harbourlight.foundations.rooms.room import Panel, Room


class ChronologyConfig(Room):
    """The chronology engine."""

    title = "Chronology"
    after_death = ("deaths.line_of",)
    panels = (Panel("What happened last", "reading.panel", 90, section="glance"),)
