"""Django configuration of the room for plans."""

from django.apps import AppConfig


class BusinessPlanConfig(AppConfig):
    """The partnership's business plan and strategies."""

    name = "harbourlight.partnership.businessplan"
    label = "businessplan"
    verbose_name = "Plans"

    def ready(self):
        """Say where plans and what is asked about them are, and show what is asked on the first page."""
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.requests import elsewhere

        from .views.asked import panel, place_of

        elsewhere.register("businessplan.round", place_of)
        subjects.register("businessplan.plan", address="businessplan:plan", words="Plan", needs="businessplan.read")
        subjects.register(
            "businessplan.commitment",
            address="businessplan:commitment",
            words="Commitment of a plan",
            needs="businessplan.read",
        )
        home.register("Progress of the plan to tell", panel, order=35)
