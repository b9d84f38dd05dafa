"""The verbs of early help: the only writers of its steps and of more than one row."""

from .begin import accept, allocate, open_case

__all__ = ["accept", "allocate", "open_case"]
