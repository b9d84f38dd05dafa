"""What child protection keeps: discussions, enquiries, emergency measures, conferences, plans and their parts."""

from .conferences import ChairConcern, Conference, ConferenceChild
from .enquiries import EmergencyMeasure, Enquiry, StrategyDiscussion
from .moves import AreaTransfer, LegalStage
from .plans import CategoryChange, ChronologyRefresh, CoreGroup, PlanOutcome, ProtectionPlan
from .visits import Visit

__all__ = [
    "AreaTransfer", "CategoryChange", "ChairConcern", "ChronologyRefresh", "Conference", "ConferenceChild",
    "CoreGroup", "EmergencyMeasure", "Enquiry", "LegalStage", "PlanOutcome", "ProtectionPlan", "StrategyDiscussion",
    "Visit",
]  # fmt: skip
