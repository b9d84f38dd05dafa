"""Django configuration of the access engine."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The access engine."""

    name = "harbourlight.foundations.access"
    label = "access"
