"""The verbs of the front door: the only writers of its steps and of more than one row."""

from .arrivals import Arrival, ReportedAdult, ReportedChild
from .batches import batch_of, discard_batch, load_batch, preview_batch, received_before
from .guests import forget_codes, send_code, try_code
from .places import agencies_of, areas_that_receive
from .receive import decision_due, receive, receive_many
from .status import status_for_agency, status_of

__all__ = [
    "Arrival", "ReportedAdult", "ReportedChild", "agencies_of", "areas_that_receive", "batch_of", "decision_due",
    "discard_batch",
    "forget_codes", "load_batch", "preview_batch", "receive", "receive_many", "received_before", "send_code",
    "status_for_agency", "status_of", "try_code",
]  # fmt: skip
