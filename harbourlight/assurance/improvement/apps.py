"""Django configuration of the room for recommendations."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Recommendations and what became of them."""

    name = "harbourlight.assurance.improvement"
    label = "improvement"
    verbose_name = "Recommendations"

    def ready(self):
        """Declare the permissions, say where recommendations are, and show one's own on the first page."""
        from harbourlight.foundations.pathways import home, subjects

        from . import pathway
        from .views.home import chairs_panel, panel

        subjects.register(
            "improvement.addressee",
            address="improvement:addressee",
            words="Recommendation",
            needs=pathway.OURS,
        )
        subjects.register(
            "improvement.recommendation",
            address="improvement:recommendation",
            words="Recommendation",
            needs=pathway.OURS,
        )
        home.register("Recommendations to my agency", panel, 36)
        home.register("Late recommendations before the chair", chairs_panel, 37)
