"""Django configuration of the front door."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    """The multi-agency front door."""

    name = "harbourlight.practice.frontdoor"
    label = "frontdoor"
    verbose_name = "Front door"

    def ready(self):
        """Show contacts and clocks on a child's page."""
        from harbourlight.foundations.people import panels

        from .views import panels as own

        panels.register("Clocks running", own.clocks, order=10)
        panels.register("Contacts", own.contacts, order=20)
