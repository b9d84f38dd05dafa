"""Django configuration of the chronology engine."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """The chronology engine."""

    name = "harbourlight.foundations.chronology"
    label = "chronology"

    def ready(self):
        """Put the newest lines on the person page."""
        from harbourlight.foundations.people import panels

        from . import reading

        panels.register("Chronology", reading.panel, order=90)
