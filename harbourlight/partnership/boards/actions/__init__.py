"""What is done with the partnership's bodies: seats, meetings, papers, decisions."""

from .agreeing import answer_agreement, ask_agreement, settle_agreement, settle_what_is_over
from .deciding import decide
from .escalating import answer_escalation, escalate, settle_escalation
from .items import answer_item, permit_item, propose_item
from .members import (
    accept_role,
    add_seat,
    add_seats,
    change_group,
    change_membership,
    change_seat,
    end_group,
    end_membership,
    end_seat,
    record_induction,
    seat_member,
    start_group,
)
from .papers import agree_confidentiality, declare_interest, send_papers_out
from .presence import open_absence_challenge, watch_absence
from .reports import ask_changes, ask_report, change_report, give_report, withdraw_report
from .sharing import give_return, hear_learning, share_learning
from .sittings import call_off, move, plan_sitting, plan_year
from .urgent import consult, raise_urgent, take_urgent, withdraw_urgent

__all__ = [
    "accept_role",
    "add_seat",
    "add_seats",
    "agree_confidentiality",
    "answer_agreement",
    "answer_escalation",
    "answer_item",
    "ask_agreement",
    "ask_changes",
    "ask_report",
    "call_off",
    "change_group",
    "change_membership",
    "change_report",
    "change_seat",
    "consult",
    "decide",
    "declare_interest",
    "end_group",
    "end_membership",
    "end_seat",
    "escalate",
    "give_report",
    "give_return",
    "hear_learning",
    "move",
    "open_absence_challenge",
    "permit_item",
    "plan_sitting",
    "plan_year",
    "propose_item",
    "raise_urgent",
    "record_induction",
    "seat_member",
    "send_papers_out",
    "settle_agreement",
    "settle_escalation",
    "settle_what_is_over",
    "share_learning",
    "start_group",
    "take_urgent",
    "watch_absence",
    "withdraw_report",
    "withdraw_urgent",
]  # fmt: skip
