"""Plans, their priorities and what is committed, how they go, and what each year changed."""

from .plans import Commitment, Entry, Expected, Heading, Plan, Priority
from .progress import Asked, Progress, Review, ReviewLine, Round

__all__ = [
    "Asked", "Commitment", "Entry", "Expected", "Heading", "Plan", "Priority", "Progress", "Review", "ReviewLine",
    "Round",
]  # fmt: skip
