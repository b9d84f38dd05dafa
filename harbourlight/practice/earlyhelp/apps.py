"""Django configuration of early help."""

from django.apps import AppConfig


class EarlyHelpConfig(AppConfig):
    """Early help for families."""

    name = "harbourlight.practice.earlyhelp"
    label = "earlyhelp"
    verbose_name = "Early help"
