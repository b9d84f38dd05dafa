"""Django configuration of the people engine."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people engine."""

    name = "harbourlight.foundations.people"
    label = "people"
