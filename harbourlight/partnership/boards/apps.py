"""Django configuration of the room for boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The bodies of the partnership and their meetings."""

    name = "harbourlight.partnership.boards"
    label = "boards"
    verbose_name = "Boards"
