"""The verbs of early help: the only writers of its steps and of more than one row."""

from .begin import accept, allocate, open_case, take_step_down
from .ending import close, decide_refusal, step_up
from .quality import draw_sample, grade, gradings, quarter_of
from .work import (
    add_outcome,
    agree,
    assessment_in_hand,
    complete_assessment,
    give_action,
    join,
    leave,
    missing_in,
    plan_meeting,
    plan_of,
    record_consent,
    record_not_engaging,
    review,
    start_assessment,
    start_plan,
    write_assessment,
)  # fmt: skip

__all__ = [
    "accept", "add_outcome", "agree", "allocate", "assessment_in_hand", "close", "complete_assessment",
    "decide_refusal", "draw_sample", "give_action", "grade", "gradings", "join", "leave", "missing_in",
    "open_case", "plan_meeting", "plan_of", "quarter_of", "record_consent", "record_not_engaging", "review",
    "start_assessment", "start_plan", "step_up", "take_step_down", "write_assessment",
]  # fmt: skip
