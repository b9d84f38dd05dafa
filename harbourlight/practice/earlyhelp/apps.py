"""Django configuration of early help."""

from django.apps import AppConfig


class EarlyHelpConfig(AppConfig):
    """Early help for families."""

    name = "harbourlight.practice.earlyhelp"
    label = "earlyhelp"
    verbose_name = "Early help"

    def ready(self):
        """Offer the measures to the dataset."""
        from harbourlight.foundations.measures import registry

        from .indicators import MEASURES

        registry.register(MEASURES)
