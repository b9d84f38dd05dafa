"""Django configuration of the front door."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    """The multi-agency front door."""

    name = "harbourlight.practice.frontdoor"
    label = "frontdoor"
    verbose_name = "Front door"
