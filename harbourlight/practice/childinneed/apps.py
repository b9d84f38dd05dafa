"""Django configuration of the room for children in need."""

from django.apps import AppConfig


class ChildInNeedConfig(AppConfig):
    """Children in need."""

    name = "harbourlight.practice.childinneed"
    label = "childinneed"
    verbose_name = "Children in need"
