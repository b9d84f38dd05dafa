"""Closed lists and local settings of meetings."""

from django.db import models

SIGHT_ENDS_AFTER_WORKING_DAYS = 5  # a local setting: how long after the meeting an invitee still sees the record
MINUTES_OPEN_WORKING_DAYS = 10  # a local setting: how long minutes are open to an invitee where no rule says it


class State(models.TextChoices):
    """Where a meeting is in its life."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Not held"
    CLOSED = "closed", "Closed"


class Response(models.TextChoices):
    """What an invitee answered."""

    NONE = "", "No answer yet"
    COMING = "coming", "Will come"
    DEPUTY = "deputy", "Sends a deputy"
    APOLOGIES = "apologies", "Apologies"


class How(models.TextChoices):
    """How an invitee was there."""

    ATTENDED = "attended", "Was there"
    DEPUTY = "deputy", "A deputy was there"
    STAND_IN = "stand_in", "Somebody else was there, as a guest"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent without apologies"


class TookPart(models.TextChoices):
    """How a child or a member of the family took part."""

    NONE = "", "Not recorded"
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video or telephone"
    ADVOCATE = "advocate", "Through an advocate"
    LETTER = "letter", "By a letter or a drawing"
    NOT = "not", "Did not take part"


class Choice(models.TextChoices):
    """How a member voted."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAIN = "abstain", "Abstained"


class ItemPurpose(models.TextChoices):
    """What a meeting is asked to do with an item."""

    DECIDE = "decide", "Decide"
    DISCUSS = "discuss", "Discuss"
    SCRUTINISE = "scrutinise", "Scrutinise"
    NOTE = "note", "Note"


class MinutesState(models.TextChoices):
    """Where a version of the minutes is."""

    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Gone round"
    REPLACED = "replaced", "Replaced by a corrected version"
    AGREED = "agreed", "Agreed"


THERE = (How.ATTENDED, How.DEPUTY)
WERE_THERE = (*THERE, How.STAND_IN)
