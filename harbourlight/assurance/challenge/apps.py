"""Django configuration of the room for challenges."""

from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    """Challenges in the partnership."""

    name = "harbourlight.assurance.challenge"
    label = "challenge"
    verbose_name = "Challenges"

    def ready(self):
        """Declare the permissions."""
        from . import pathway  # noqa: F401 - its permissions are declared as it is read
