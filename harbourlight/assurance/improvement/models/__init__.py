"""Recommendations, those they are addressed to, and how bodies monitor them."""

from .monitoring import Hearing, MonitoringRule, ReAudit, rule_of
from .recommendations import Addressee, DateMoved, Progress, Recommendation

__all__ = [
    "Addressee", "DateMoved", "Hearing", "MonitoringRule", "Progress", "ReAudit", "Recommendation", "rule_of",
]  # fmt: skip
