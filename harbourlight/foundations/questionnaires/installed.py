"""The question sets of this installation: the product's, and those of the folders that a partnership names."""

from functools import cache
from pathlib import Path

from django.conf import settings

from .library import OURS, Library


@cache
def library() -> Library:
    """Return the sets; read once, since a version in force never changes."""
    return Library((OURS, *map(Path, settings.HARBOURLIGHT_QUESTION_SETS)))
