"""Django configuration of the register."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "harbourlight.foundations.register"
    label = "register"
