"""Django configuration of the documents engine."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents engine."""

    name = "harbourlight.foundations.documents"
    label = "documents"
