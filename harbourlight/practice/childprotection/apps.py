"""Django configuration of child protection."""

from django.apps import AppConfig

SUBJECTS = (
    ("strategydiscussion", "discussion", "Strategy discussion", None),
    ("enquiry", "enquiry", "Section 47 enquiry", "names_of_enquiries"),
    ("emergencymeasure", "emergency", "Emergency measure", "names_of_measures"),
    ("conference", "conference", "Child protection conference", "names_of_conferences"),
    ("chairconcern", "concern", "Chair's challenge", "names_of_concerns"),
)


class ChildProtectionConfig(AppConfig):
    """Strategy discussions, enquiries, conferences and child protection plans."""

    name = "harbourlight.practice.childprotection"
    label = "childprotection"
    verbose_name = "Child protection"

    def ready(self):
        """Offer the measures to the dataset, say where records are, and show them on a child's page."""
        from harbourlight.foundations.measures import registry
        from harbourlight.foundations.pathways import home, subjects
        from harbourlight.foundations.people import panels
        from harbourlight.practice.childinneed.actions import keeps_visits
        from harbourlight.practice.frontdoor.choices import Outcome
        from harbourlight.practice.frontdoor.models import ContactChild

        from . import models
        from .actions import seen
        from .indicators import MEASURES
        from .views import home as first_page
        from .views import panels as own
        from .views import plan_panel

        registry.register(MEASURES)
        keeps_visits(seen.visits_of)
        for kind, address, words, about in SUBJECTS:
            subjects.register(
                f"childprotection.{kind}",
                address=f"childprotection:{address}",
                words=words,
                about=getattr(own, about) if about else None,
                short=own.in_short,
                needs="childprotection.concerns" if kind == "chairconcern" else "childprotection.read",
            )
        for kind, address, words, about in plan_panel.SUBJECTS:
            subjects.register(
                f"childprotection.{kind}",
                address=f"childprotection:{address}",
                words=words,
                about=about,
                short=own.in_short,
                needs="childprotection.read",
            )
        panels.watch(
            models.ProtectionPlan, models.Enquiry, models.StrategyDiscussion, models.ConferenceChild,
            models.EmergencyMeasure, models.AreaTransfer, models.LegalStage,
        )  # fmt: skip
        panels.watch_for(own.CALLED_FOR, ContactChild, outcome=Outcome.STRATEGY)
        panels.register("Child protection", own.on_the_childs_page, order=3)
        panels.register("Moves between areas and court", plan_panel.moves_and_court, order=4)
        home.register("Conferences I chair", first_page.conferences, order=15)
        home.register("Chairs' challenges to answer", first_page.concerns, order=25)
        home.register("Feedback on my reports", first_page.feedback, order=55)
