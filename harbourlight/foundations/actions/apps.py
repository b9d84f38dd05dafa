"""Django configuration of the actions engine."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The actions engine."""

    name = "harbourlight.foundations.actions"
    label = "actions"

    def ready(self):
        """Say where actions are, and show one's own on the first page."""
        from harbourlight.foundations.pathways import home, subjects

        from .reading import names_of_actions
        from .views import panel

        subjects.register(
            "actions.action",
            address="actions:action",
            words="Action",
            about=names_of_actions,
            needs="actions.work",
        )
        home.register("My actions", panel, 30)
