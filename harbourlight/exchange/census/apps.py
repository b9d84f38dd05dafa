"""Django configuration of the census year."""

from django.apps import AppConfig


class CensusConfig(AppConfig):
    """The children in need census: loading, checking in the browser, and the return."""

    name = "harbourlight.exchange.census"
    label = "census"
    verbose_name = "Children in need census"

    def ready(self):
        """Declare who may do what."""
        from . import permissions  # noqa: F401
