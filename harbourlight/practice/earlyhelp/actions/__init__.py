"""The verbs of early help: the only writers of its steps and of more than one row."""

from .around import agree, join, leave
from .assess import assessment_in_hand, complete_assessment, missing_in, start_assessment, write_assessment
from .begin import accept, allocate, open_case
from .clocks import numbers_of
from .consent import decide_refusal, record_consent, record_not_engaging
from .ending import close, step_up
from .meeting import plan_meeting
from .numbers import set_numbers
from .plan import add_outcome, give_action, plan_of, review, start_plan
from .quality import draw_sample, grade, gradings, quarter_of
from .rights import is_manager, sits_in_team, works_on
from .stepdown import take_step_down

__all__ = [
    "accept", "add_outcome", "agree", "allocate", "assessment_in_hand", "close", "complete_assessment",
    "decide_refusal", "draw_sample", "give_action", "grade", "gradings", "is_manager", "join", "leave", "missing_in",
    "numbers_of", "open_case", "plan_meeting", "plan_of", "quarter_of", "record_consent", "record_not_engaging",
    "review", "set_numbers", "sits_in_team", "start_assessment", "start_plan", "step_up", "take_step_down", "works_on",
    "write_assessment",
]  # fmt: skip
