"""Django configuration of the demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration partnership."""

    name = "harbourlight.demo"
    label = "demo"
