"""Django configuration of the room for recommendations."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Recommendations and what became of them."""

    name = "harbourlight.assurance.improvement"
    label = "improvement"
    verbose_name = "Recommendations"

    def ready(self):
        """Declare the permissions, and say where recommendations are."""
        from . import pathway  # noqa: F401 - its permissions are declared as it is read
