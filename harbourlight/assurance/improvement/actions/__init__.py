"""What is done with recommendations: made, answered, acted on, claimed done, judged, reported, audited again."""

from .answer import give, move_date, note_progress, respond, withdraw_refusal
from .chase import chase
from .done import ask_again, claim_done, judge, withdraw
from .lists import bring, take_back, take_in, throw_away
from .monitor import report_to_panel
from .reaudit import plan_reaudit, record_reaudit
from .recommend import publish, recommend, set_rule

__all__ = [
    "ask_again", "bring", "chase", "claim_done", "give", "judge", "move_date", "note_progress", "plan_reaudit",
    "publish", "recommend", "record_reaudit", "report_to_panel", "respond", "set_rule", "take_back",
    "take_in", "throw_away", "withdraw", "withdraw_refusal",
]  # fmt: skip
