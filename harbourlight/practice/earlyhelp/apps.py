"""Django configuration of early help."""

from django.apps import AppConfig


class EarlyHelpConfig(AppConfig):
    """Early help for families."""

    name = "harbourlight.practice.earlyhelp"
    label = "earlyhelp"
    verbose_name = "Early help"

    def ready(self):
        """Show cases on a child's page and on the first page, link their clocks, and offer the measures."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.people import panels

        from .indicators import MEASURES
        from .models import Case
        from .views import panels as own

        registry.register(MEASURES)
        panels.watch(Case)
        panels.register("Early help", own.for_child, order=6)
        home.register("Early help cases I lead", own.for_home, order=30)
        subjects.register(
            "earlyhelp.case",
            address="earlyhelp:case",
            words="Early help",
            about=own.names_of_cases,
            needs="earlyhelp.read",
        )
