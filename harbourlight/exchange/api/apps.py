"""Django configuration of the interface."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for other systems."""

    name = "harbourlight.exchange.api"
    label = "api"
    verbose_name = "Interface"
