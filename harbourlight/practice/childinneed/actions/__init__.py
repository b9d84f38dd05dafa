"""The verbs of children in need: the only writers of steps and of more than one row."""

from .assessing import (
    WRITTEN,
    both_texts,
    check_authoriser,
    complete_assessment,
    copy_to_siblings,
    missing_of,
    return_assessment,
    review_assessment,
    send_assessment,
    start_assessment,
    write_assessment,
)
from .closing import (
    against_closing,
    close_episode,
    reopen,
    settled_before_closing,
    stands_against_closing,
    take_no_action,
    waits_for_decision,
)
from .correcting import DATES, correct_date, day, move_referrals
from .doubts import close_in_error, keep_open, take_back
from .facts import assessed_elsewhere, waits_whether_in_error
from .moving import allocate, caseloads, teams_of, teams_to_move_to, transfer, workers_of
from .planning import WORDS as PLAN_WORDS
from .planning import change_plan, count_elsewhere, count_in_need_again, end_plan, review_plan, start_plan
from .refer import episode_on, open_episode_of, refer
from .rereferrals import records_of
from .supervising import direct, supervise, unanswered
from .visiting import VisitElsewhere, keeps_visits, kept_elsewhere, record_visit, visits_elsewhere

__all__ = [
    "DATES", "PLAN_WORDS", "WRITTEN", "VisitElsewhere", "against_closing", "allocate", "assessed_elsewhere",
    "both_texts", "caseloads", "change_plan", "check_authoriser", "close_episode", "close_in_error",
    "complete_assessment", "copy_to_siblings", "correct_date", "count_elsewhere", "count_in_need_again", "day",
    "direct", "end_plan", "episode_on", "keep_open", "keeps_visits", "kept_elsewhere", "missing_of",
    "move_referrals",
    "open_episode_of", "record_visit", "records_of", "refer", "reopen", "return_assessment", "review_assessment",
    "review_plan", "send_assessment", "settled_before_closing", "stands_against_closing", "start_assessment",
    "start_plan", "supervise", "take_back", "take_no_action", "teams_of", "teams_to_move_to", "transfer",
    "unanswered", "visits_elsewhere", "waits_for_decision", "waits_whether_in_error", "workers_of",
    "write_assessment",
]  # fmt: skip
