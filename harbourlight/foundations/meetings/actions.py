"""Everything that is done with meetings: planned, invited, attended, papered, decided, minuted."""

from .deciding import BallotRow, DissentRow, decide
from .following import when
from .minutes import agree, circulate, dispute, draft_minutes, receive, settle
from .papers import add_item, add_paper, ask_for_papers, discuss, share, share_with_family
from .planning import Invitee, call_off, invite, leave_out, move, no_longer_about, plan, respond
from .presence import AttendanceRow, hold, quorum_at, quorum_through, record_attendance

__all__ = [
    "AttendanceRow", "BallotRow", "DissentRow", "Invitee", "add_item", "add_paper", "agree", "ask_for_papers",
    "call_off", "circulate", "decide", "discuss", "dispute", "draft_minutes", "hold", "invite", "leave_out", "move",
    "no_longer_about", "plan", "quorum_at", "quorum_through", "receive", "record_attendance", "respond", "settle",
    "share", "share_with_family", "when",
]  # fmt: skip
