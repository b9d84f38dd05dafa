"""Django configuration of the visits engine."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The visits engine."""

    name = "harbourlight.foundations.visits"
    label = "visits"

    def ready(self):
        """Tell the clocks of every pathway when a record's children were visited and seen."""
        from harbourlight.foundations.pathways import chains

        from . import reading

        chains.tell_everywhere("visits.made", reading.moments_of_visits)
        chains.tell_everywhere("visits.seen", reading.moments_seen)
