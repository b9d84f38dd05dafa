"""Django configuration of the room for boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The bodies of the partnership and their meetings."""

    name = "harbourlight.partnership.boards"
    label = "boards"
    verbose_name = "Boards"

    def ready(self):
        """Make the kinds of meeting known, say where records are, and show on the first page what is asked of one."""
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.requests import elsewhere

        from . import pathway  # noqa: F401 - registers the kinds of meeting
        from .views import home as own

        subjects.register("boards.sitting", address="boards:sitting", words="Meeting of a body")
        subjects.register("boards.reportasked", address="boards:report", words="Report for a meeting")
        subjects.register("boards.escalation", address="boards:escalation", words="For the lead representatives")
        subjects.register("boards.boarddecision", address="boards:agreement", words="Decision for the executive")
        subjects.register("boards.urgentdecision", address="boards:urgent", words="Urgent matter")
        elsewhere.register("boards.reportasked", own.place_of)
        home.register("Asked for meetings of the partnership", own.panel, 60)
