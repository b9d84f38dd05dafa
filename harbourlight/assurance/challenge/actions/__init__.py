"""What is done with challenges: raised, answered, taken further, settled, withdrawn, and the area's limit."""

from .life import answer_challenge, raise_challenge, set_limit, settle, take_further, withdraw

__all__ = ["answer_challenge", "raise_challenge", "set_limit", "settle", "take_further", "withdraw"]
