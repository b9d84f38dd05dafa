"""Django configuration of the measures engine."""

from harbourlight.foundations.rooms.room import Room


class MeasuresConfig(Room):
    """The measures engine."""

    title = "Measures"

    def ready(self):
        """Gather what rooms count."""
        from . import registry

        super().ready()
        registry.read_declared()
