"""What rooms do when something happens to one of their meetings: they say so once, whichever page it happens on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

HELD, MOVED, CALLED_OFF, CORRECTED, LEFT_OUT = "held", "moved", "called_off", "corrected", "left_out"
FOLLOWERS: dict[str, list[Callable[..., None]]] = {
    event: [] for event in (HELD, MOVED, CALLED_OFF, CORRECTED, LEFT_OUT)
}


def when(event: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a room act when a meeting is held, moved, called off or corrected, or an invitee is left out.

    The function takes the meeting (of ``left_out`` the invitation), ``by`` and ``at``, and runs in the same
    transaction; it asks itself whether the meeting is one of its own.
    """

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        FOLLOWERS[event].append(function)
        return function

    return keep


def follow(event: str, subject: Any, *, by: Any, at: datetime) -> None:
    """Let every room that asked for it act on what happened."""
    for function in FOLLOWERS[event]:
        function(subject, by=by, at=at)
