"""Episodes of need with their assessments, plans and supervision."""

from .assessment import Assessment, ManagerReview, Visit
from .episode import Correction, CountedElsewhere, Episode, Transfer
from .plan import Plan, PlanOutcome, PlanReview
from .supervision import Direction, Supervision

__all__ = [
    "Assessment", "Correction", "CountedElsewhere", "Direction", "Episode", "ManagerReview", "Plan", "PlanOutcome",
    "PlanReview", "Supervision", "Transfer", "Visit",
]  # fmt: skip
