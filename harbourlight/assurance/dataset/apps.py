"""Django configuration of the dataset."""

from django.apps import AppConfig


class DatasetConfig(AppConfig):
    """The monthly dataset."""

    name = "harbourlight.assurance.dataset"
    label = "dataset"
    verbose_name = "Dataset"

    def ready(self):
        """Declare the permissions and the indicators."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.requests import elsewhere

        from . import pathway  # noqa: F401 - its permissions are declared as it is read
        from .indicators import INDICATORS, MEASURES, PARTS, STOCKS
        from .views.collection import place_of

        elsewhere.register("dataset.round", place_of)
        registry.declare(INDICATORS)
        registry.register(MEASURES)
        registry.relate(PARTS, STOCKS)
