"""The Django app of the user interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages, forms and drafts."""

    name = "harbourlight.foundations.ui"
    label = "ui"
    verbose_name = "Pages and forms"
    default_auto_field = "django.db.models.BigAutoField"
