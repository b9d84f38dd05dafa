"""Django configuration of the pathways engine."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The pathways engine."""

    name = "harbourlight.foundations.pathways"
    label = "pathways"

    def ready(self):
        """Put the children around whom a person works on that person's first page."""
        from harbourlight.foundations.people import mine

        from . import home

        home.register("Children I am in the network of", mine.panel, order=60)
