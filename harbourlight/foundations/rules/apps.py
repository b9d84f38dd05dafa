"""Django configuration of the local rules."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """The local rules."""

    name = "harbourlight.foundations.rules"
    label = "rules"
