"""What is done with plans: written, agreed, asked about, reported and reviewed."""

from .plans import (
    add_commitment,
    add_entry,
    add_priority,
    agree_plan,
    change_entry,
    change_heading,
    change_plan,
    change_priority,
    end_plan,
    expect_figure,
    expect_no_more,
    start_plan,
    take_out_entry,
    withdraw_commitment,
)
from .progress import ask_progress, report_progress, report_words, tell_progress
from .reviewing import review_year

__all__ = [
    "add_commitment", "add_entry", "add_priority", "agree_plan", "ask_progress", "change_entry", "change_heading",
    "change_plan", "change_priority", "end_plan", "expect_figure", "expect_no_more", "report_progress", "report_words",
    "review_year", "start_plan", "take_out_entry", "tell_progress", "withdraw_commitment",
]  # fmt: skip
