"""Django configuration of the room for boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The bodies of the partnership and their meetings."""

    name = "harbourlight.partnership.boards"
    label = "boards"
    verbose_name = "Boards"

    def ready(self):
        """Make the kinds of meeting known, and say where the records of this room are."""
        from . import pathway  # noqa: F401 - registers the kinds of meeting
