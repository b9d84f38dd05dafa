"""Django configuration of the notices engine."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices engine."""

    name = "harbourlight.foundations.notices"
    label = "notices"
