"""Django configuration of the pages of figures."""

from harbourlight.foundations.rooms.room import Room


class FiguresConfig(Room):
    """The pages of figures."""

    title = "Figures of rooms"
