"""The questions of children in need."""

from .plan import ChangePlanForm, EndPlanForm, Outcomes, PlanForm, ReviewPlanForm

__all__ = ["ChangePlanForm", "EndPlanForm", "Outcomes", "PlanForm", "ReviewPlanForm"]
