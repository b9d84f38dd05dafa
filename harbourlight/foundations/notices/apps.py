"""Django configuration of the notices engine."""

from harbourlight.foundations.rooms.room import Room


class NoticesConfig(Room):
    """The notices engine."""

    title = "Notices"
    after_death = ("deaths.tell",)
