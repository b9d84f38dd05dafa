"""Django configuration of the pathways engine."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The pathways engine."""

    name = "harbourlight.foundations.pathways"
    label = "pathways"
