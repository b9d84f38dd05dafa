"""Django configuration of the front door."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    """The multi-agency front door."""

    name = "harbourlight.practice.frontdoor"
    label = "frontdoor"
    verbose_name = "Front door"

    def ready(self):
        """Show contacts and clocks on a child's page, and offer the measures to the dataset."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.pathways import subjects
        from harbourlight.foundations.people import panels

        from .indicators import MEASURES
        from .pathway import in_short
        from .views import asked
        from .views import panels as own

        registry.register(MEASURES)
        subjects.register(
            "frontdoor.contact",
            address="frontdoor:contact",
            words="Contact",
            about=lambda asker, ids: dict(asked.references(asker=asker, ids=ids)),
            short=in_short,
            needs="frontdoor.read",
        )
        subjects.register("actions.challenge", address="frontdoor:challenge_answer", words="Challenge")

        panels.register("Clocks running", own.clocks, order=1)
        panels.register("Contacts", own.contacts, order=20)
