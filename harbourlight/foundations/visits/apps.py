"""Django configuration of the visits engine."""

from harbourlight.foundations.rooms.room import Room


class VisitsConfig(Room):
    """The visits engine."""

    title = "Visits"

    def ready(self):
        """Tell the clocks of every pathway when a record's children were visited and seen."""
        from harbourlight.foundations.pathways import chains

        from . import reading

        super().ready()
        chains.tell_everywhere("visits.made", reading.moments_of_visits)
        chains.tell_everywhere("visits.seen", reading.moments_seen)
