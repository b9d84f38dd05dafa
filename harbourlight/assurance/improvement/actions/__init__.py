"""What is done with recommendations: made, answered, acted on, claimed done, judged, reported, audited again."""

from .answer import give, move_date, note_progress, respond
from .chase import chase
from .done import claim_done, judge
from .monitor import report_to_panel
from .reaudit import plan_reaudit, record_reaudit
from .recommend import ask_again, publish, recommend, set_rule, withdraw

__all__ = [
    "ask_again", "chase", "claim_done", "give", "judge", "move_date", "note_progress", "plan_reaudit", "publish",
    "recommend", "record_reaudit", "report_to_panel", "respond", "set_rule", "withdraw",
]  # fmt: skip
