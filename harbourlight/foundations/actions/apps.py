"""Django configuration of the actions engine."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The actions engine."""

    name = "harbourlight.foundations.actions"
    label = "actions"
