"""What private fostering does beyond the engine: how an arrangement begins, is checked, visited, decided and ends."""

from .begin import allocate, check, correct_known_on, notify, set_aside, take_notice
from .decide import accept, prohibit, set_requirements
from .letters import LETTERS, acknowledge, first_words, sent_letter, tell_child, tell_decision, tell_end
from .sight import ask_senior, members_of, who_decides
from .work import (
    TEXTS,
    add_adult,
    after_death,
    ask_visit,
    confirm_start,
    days_without_report,
    describe,
    end,
    report_visit,
    review,
    tell_people,
    visit,
)  # fmt: skip

__all__ = [
    "LETTERS", "TEXTS", "accept", "acknowledge", "add_adult", "after_death", "allocate", "ask_senior", "ask_visit",
    "check", "confirm_start", "correct_known_on", "days_without_report", "describe", "end", "first_words", "members_of",
    "notify", "prohibit", "report_visit", "review", "sent_letter", "set_aside", "set_requirements", "take_notice",
    "tell_child", "tell_decision", "tell_end", "tell_people", "visit", "who_decides",
]  # fmt: skip
