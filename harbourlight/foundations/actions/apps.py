"""Django configuration of the actions engine."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The actions engine."""

    name = "harbourlight.foundations.actions"
    label = "actions"

    def ready(self):
        """Say where actions are, and show one's own on the first page."""
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.people import panels

        from .models import Action
        from .reading import names_of_actions
        from .views import of_child, panel

        subjects.register(
            "actions.action",
            address="actions:action",
            words="Action",
            about=names_of_actions,
            needs="actions.work",
        )
        home.register("My actions", panel, 30)
        panels.watch(Action)
        panels.register("Actions", of_child, order=45)
