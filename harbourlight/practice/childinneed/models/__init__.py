"""Episodes of need with their assessments, plans, supervision, and the settings of an area."""

from .assessment import Assessment, ManagerReview, Visit
from .episode import Correction, CountedElsewhere, Episode, Transfer
from .plan import Plan, PlanOutcome, PlanReview
from .settings import NeedSetting
from .supervision import Direction, Supervision

__all__ = [
    "Assessment", "Correction", "CountedElsewhere", "Direction", "Episode", "ManagerReview", "NeedSetting", "Plan",
    "PlanOutcome", "PlanReview", "Supervision", "Transfer", "Visit",
]  # fmt: skip
