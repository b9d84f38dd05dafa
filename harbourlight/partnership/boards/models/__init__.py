"""The partnership's bodies, their meetings, and what they decide."""

from .deciding import BoardDecision, Consulted, Escalation, EscalationAnswer, UrgentDecision
from .groups import Group, Membership, Seat
from .sharing import Learning, SharedReturn
from .sittings import Absence, Confidentiality, Interest, ItemAnswer, ItemProposed, ReportAsked, Sitting

__all__ = [
    "Absence", "BoardDecision", "Confidentiality", "Consulted", "Escalation", "EscalationAnswer", "Group", "Interest",
    "ItemAnswer", "ItemProposed", "Learning", "Membership", "ReportAsked", "Seat", "SharedReturn", "Sitting",
    "UrgentDecision",
]  # fmt: skip
