"""The verbs of children in need: the only writers of steps and of more than one row."""

from .assessing import (
    complete_assessment,
    copy_to_siblings,
    missing_of,
    return_assessment,
    review_assessment,
    send_assessment,
    start_assessment,
    write_assessment,
)
from .refer import episode_on, open_episode_of, refer

__all__ = [
    "complete_assessment", "copy_to_siblings", "episode_on", "missing_of", "open_episode_of", "refer",
    "return_assessment", "review_assessment", "send_assessment", "start_assessment", "write_assessment",
]  # fmt: skip
