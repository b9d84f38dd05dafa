"""Django configuration of the meetings engine."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings engine."""

    name = "harbourlight.foundations.meetings"
    label = "meetings"

    def ready(self):
        """Say where meetings are, and show one's own on the first page."""
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.people import panels

        from .models import Meeting
        from .reading import names_of_meetings
        from .views.mine import of_child, panel

        subjects.register("meetings.meeting", address="meetings:meeting", words="Meeting", about=names_of_meetings)
        home.register("My meetings", panel, 20)
        panels.watch(Meeting)
        panels.register("Meetings", of_child, order=40)
