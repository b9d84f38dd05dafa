"""Closed lists of the access engine."""

from django.db import models


class Basis(models.TextChoices):
    """Why somebody may see a child's record."""

    ALLOCATED = "allocated", "Works with the child"
    NETWORK = "network", "In the network around the child"
    ASKED = "asked", "Asked for information"
    OVERSIGHT = "oversight", "Oversees the work"
    BREAK_GLASS = "break_glass", "Opened in an emergency"


class Scope(models.TextChoices):
    """How much a grant opens."""

    IDENTITY = "identity", "Who the child is"
    RECORD = "record", "The whole record"


class BarrierKind(models.TextChoices):
    """How a record is closed to people who would otherwise see it."""

    EXCLUDED = "excluded", "Excluded from: these people may not look"
    RESTRICTED = "restricted", "Restricted to: only these people may look"


class Finding(models.TextChoices):
    """What a manager found of an emergency opening."""

    JUSTIFIED = "justified", "It was right to open the record"
    UNJUSTIFIED = "unjustified", "It was not right to open the record"
    UNCLEAR = "unclear", "More must be found out"


class Verb(models.TextChoices):
    """What was done with a record."""

    READ = "read", "Read"
    LISTED = "listed", "Shown in a list"
    FOUND = "found", "Found in a search"
    CHANGED = "changed", "Changed"
    EXPORTED = "exported", "Exported or printed"
    REFUSED = "refused", "Refused"
