"""Django configuration of the meetings engine."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings engine."""

    name = "harbourlight.foundations.meetings"
    label = "meetings"
