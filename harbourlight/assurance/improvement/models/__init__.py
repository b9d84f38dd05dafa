"""Recommendations, those they are addressed to, and how bodies monitor them."""

from .due import due_of
from .lists import BroughtList
from .monitoring import Hearing, MonitoringRule, ReAudit, rule_of
from .recommendations import Addressee, DateMoved, Progress, Recommendation, short
from .sight import agencies_at_work, areas_open_to, areas_read_by, colleagues_of, read_areas

__all__ = [
    "Addressee", "BroughtList", "DateMoved", "Hearing", "MonitoringRule", "Progress", "ReAudit", "Recommendation",
    "agencies_at_work", "areas_open_to", "areas_read_by", "colleagues_of", "due_of", "read_areas", "rule_of", "short",
]  # fmt: skip
