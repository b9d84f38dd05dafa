"""Django configuration of the room for challenges."""

from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    """Challenges in the partnership."""

    name = "harbourlight.assurance.challenge"
    label = "challenge"
    verbose_name = "Challenges"

    def ready(self):
        """Declare the permissions, say where challenges are, and show on the first page those to be answered."""
        from harbourlight.foundations.pathways import home, subjects

        from . import pathway
        from .views.home import panel

        subjects.register(
            "challenge.partnershipchallenge",
            address="challenge:challenge",
            words="Challenge in the partnership",
            needs=pathway.RAISE,
        )
        home.register("Challenges in the partnership to answer", panel, 38)
