"""The lives of discussions, enquiries, conferences and plans; who may do what; the types of their meetings."""

from . import meetings, permissions
from .enquiry import CONCERN, CONFERENCE, DISCUSSION, EMERGENCY, ENQUIRY
from .plan import AREA_TRANSFER, CORE_GROUP, LEGAL, PLAN

__all__ = [
    "AREA_TRANSFER", "CONCERN", "CONFERENCE", "CORE_GROUP", "DISCUSSION", "EMERGENCY", "ENQUIRY", "LEGAL", "PLAN",
    "meetings", "permissions",
]  # fmt: skip
