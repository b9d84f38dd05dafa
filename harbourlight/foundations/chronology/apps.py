"""Django configuration of the chronology engine."""

from harbourlight.foundations.rooms.room import Panel, Room


class ChronologyConfig(Room):
    """The chronology engine."""

    title = "Chronology"
    panels = (Panel("Chronology", "reading.panel", 90),)
