"""What is done for a panel: resolutions taken up, its list heard, reports written and given, copies published."""

from .hearing import hear_list
from .publishing import open_to_everybody, publish_agenda, publish_minutes, publish_monitoring, withdraw_published
from .reporting import change_report, give_report, start_report, take_back_report, write_part
from .resolving import resolve, settle_waiting

__all__ = [
    "change_report", "give_report", "hear_list", "open_to_everybody", "publish_agenda", "publish_minutes",
    "publish_monitoring", "resolve", "settle_waiting", "start_report", "take_back_report", "withdraw_published",
    "write_part",
]  # fmt: skip
