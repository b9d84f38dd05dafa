"""What is done with challenges: raised, answered, taken further, settled, withdrawn."""

from .life import answer_challenge, raise_challenge, settle, take_further, withdraw

__all__ = ["answer_challenge", "raise_challenge", "settle", "take_further", "withdraw"]
