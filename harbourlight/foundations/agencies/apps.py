"""Django configuration of the agencies engine."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, teams and professionals."""

    name = "harbourlight.foundations.agencies"
    label = "agencies"
    verbose_name = "Agencies and professionals"
