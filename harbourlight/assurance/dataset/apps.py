"""Django configuration of the dataset."""

from django.apps import AppConfig


class DatasetConfig(AppConfig):
    """The monthly dataset."""

    name = "harbourlight.assurance.dataset"
    label = "dataset"
    verbose_name = "Dataset"

    def ready(self):
        """Declare the indicators."""
        from harbourlight.foundations.measures import registry

        from .indicators import INDICATORS

        registry.declare(INDICATORS)
