"""Django configuration of the room for children in need."""

from django.apps import AppConfig


class ChildInNeedConfig(AppConfig):
    """Children in need."""

    name = "harbourlight.practice.childinneed"
    label = "childinneed"
    verbose_name = "Children in need"

    def ready(self):
        """Offer the measures to the dataset, say where episodes are, and show them on a child's page."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.people import panels

        from .indicators import MEASURES
        from .models import Episode
        from .views import panels as own

        registry.register(MEASURES)
        subjects.register(
            "childinneed.episode",
            address="childinneed:episode",
            words="Child in need",
            about=own.names_of_episodes,
            short=own.in_short,
            needs="childinneed.read",
        )
        panels.watch(Episode)
        panels.register("Child in need", own.on_the_childs_page, order=5)
        home.register("My children in need", own.on_the_first_page, order=20)
