"""Django configuration of the requests engine."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """The requests engine."""

    name = "harbourlight.foundations.requests"
    label = "requests"
