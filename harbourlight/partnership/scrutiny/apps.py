"""Django configuration of the room for scrutiny."""

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """The councillors' panel and what everybody may read of it."""

    name = "harbourlight.partnership.scrutiny"
    label = "scrutiny"
    verbose_name = "Scrutiny"

    def ready(self):
        """Say where the records of this room are, and show on the first page what waits to be taken up."""
        from harbourlight.foundations.pathways import home, subjects

        from .views.home import resolutions_to_take_up

        home.register("Resolutions of panels", resolutions_to_take_up, order=36)
        subjects.register(
            "scrutiny.resolution", address="scrutiny:resolution", words="Resolution", needs="scrutiny.read"
        )
        subjects.register(
            "scrutiny.report", address="scrutiny:report", words="Report to the panel", needs="scrutiny.read"
        )
