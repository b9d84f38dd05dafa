"""Closed lists of the census year."""

from django.db import models


class PairState(models.TextChoices):
    """Whether a child of a file is a child on file."""

    WAITING = "waiting", "Waits for a decision"
    SAME = "same", "The same child"
    OTHER = "other", "Another child"


class CheckState(models.TextChoices):
    """How far the check of a file is."""

    WAITING = "waiting", "Waits to begin"
    RUNNING = "running", "Is being checked"
    DONE = "done", "Checked"
    REFUSED = "refused", "Not a census file"


class LoadState(models.TextChoices):
    """How far the loading of a file is, tried or in earnest."""

    WAITING = "waiting", "Waits to begin"
    RUNNING = "running", "Is being read"
    DONE = "done", "Done"
    REFUSED = "refused", "Could not be read"


class NoteKind(models.TextChoices):
    """What a trial found of a child."""

    NEW = "new", "New on file"
    KNOWN = "known", "On file already"
    PAIR = "pair", "May be on file already"
    FACT = "fact", "Against the record, or cannot be read"


class FindingState(models.TextChoices):
    """What became of a finding."""

    OPEN = "open", "To do"
    FIXED = "fixed", "Put right in the record"
    EXPLAINED = "explained", "Explained with a reason"
    ACCEPTED = "accepted", "Accepted as it is"


class Since(models.TextChoices):
    """How a finding stands against the check before."""

    NEW = "new", "New"
    STILL = "still", "Still there"
