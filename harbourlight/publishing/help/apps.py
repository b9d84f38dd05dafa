"""Django configuration of the help pages."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    """The help pages."""

    name = "harbourlight.publishing.help"
    label = "help"
