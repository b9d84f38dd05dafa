"""Django configuration of private fostering."""

from django.apps import AppConfig


class PrivateFosteringConfig(AppConfig):
    """Private fostering."""

    name = "harbourlight.practice.privatefostering"
    label = "privatefostering"
    verbose_name = "Private fostering"

    def ready(self):
        """Show arrangements on a child's page, link their clocks, and offer the measures."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.pathways import subjects
        from harbourlight.foundations.people import panels

        from . import actions, views  # noqa: F401 - the engine learns what the room does
        from .indicators import MEASURES
        from .models import Arrangement
        from .pathway import READ

        registry.register(MEASURES)
        panels.watch(Arrangement)
        panels.register("Private fostering", views.for_child, order=9)
        subjects.register(
            "privatefostering.arrangement",
            address="privatefostering:arrangement",
            words="Private fostering",
            about=views.names_of_arrangements,
            needs=READ,
        )
