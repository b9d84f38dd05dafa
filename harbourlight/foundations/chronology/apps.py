"""Django configuration of the chronology engine."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """The chronology engine."""

    name = "harbourlight.foundations.chronology"
    label = "chronology"
