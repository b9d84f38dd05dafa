"""Django configuration of the local rules."""

from harbourlight.foundations.rooms.room import Room


class RulesConfig(Room):
    """The local rules."""

    title = "Local rules"

    def ready(self):
        """Let forms know the area's own number of minutes."""
        super().ready()
        from harbourlight.foundations.ui import sending

        from .repeats import minutes_for

        sending.MINUTES.append(minutes_for)
