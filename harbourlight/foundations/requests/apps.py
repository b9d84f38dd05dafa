"""Django configuration of the requests engine."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """The requests engine."""

    name = "harbourlight.foundations.requests"
    label = "requests"

    def ready(self):
        """Show what waits for the person's agency on the first page, and link requests in lists."""
        from harbourlight.foundations.pathways import home, subjects

        from .home import reports_due

        home.register("My reports due", reports_due, order=20)
        subjects.register("requests.request", address="requests:answer", words="Request", needs="requests.read")
