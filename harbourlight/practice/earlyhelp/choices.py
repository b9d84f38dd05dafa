"""Closed lists of early help."""

from django.db import models


class Origin(models.TextChoices):
    """How a family came to early help."""

    FRONT_DOOR = "front_door", "Front door"
    STEP_DOWN = "step_down", "Stepped down from social care"
    AGENCY = "agency", "Opened by an agency that works with the family"


class Answer(models.TextChoices):
    """What a family said when asked to agree to early help."""

    NOT_ASKED = "not_asked", "Not asked yet"
    ASKED = "asked", "Asked, no answer yet"
    GIVEN = "given", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Agreed, then withdrew"


ANSWERS_TO_RECORD = [(answer.value, answer.label) for answer in Answer if answer is not Answer.NOT_ASKED]


class HowAsked(models.TextChoices):
    """How a family was asked."""

    IN_PERSON = "in_person", "Face to face"
    PHONE = "phone", "By telephone"
    WRITING = "writing", "In writing"
    ONLINE = "online", "By video or message"


class Refusal(models.TextChoices):
    """Why a decision about a family that is not taking part is needed."""

    REFUSED = "refused", "The family refused"
    WITHDRAWN = "withdrawn", "The family withdrew its consent"
    NOT_ENGAGING = "not_engaging", "The family does not take part"


class WayOn(models.TextChoices):
    """What was decided when a family refused or did not take part."""

    CLOSE = "close", "Close with advice"
    TRY_AGAIN = "try_again", "Try again with another person"
    STEP_UP = "step_up", "Step up to social care"
    AGREED = "agreed", "The family agreed after all"


WAYS_TO_DECIDE = [(way.value, way.label) for way in WayOn if way is not WayOn.AGREED]


class Closing(models.TextChoices):
    """How early help for a family ended."""

    NEEDS_MET = "needs_met", "The family's needs are met"
    UNIVERSAL = "universal", "Universal services are enough now"
    ANOTHER_SERVICE = "another_service", "Another service goes on with the family"
    MOVED = "moved", "The family moved away"
    DECLINED = "declined", "The family did not want early help: advice given"
    STEPPED_UP = "stepped_up", "Stepped up to social care"
    DIED = "died", "The child died"


CLOSED_BY_HAND = [
    (closing.value, closing.label)
    for closing in Closing
    if closing not in (Closing.DECLINED, Closing.STEPPED_UP, Closing.DIED)
]


class Scale(models.IntegerChoices):
    """How far an outcome is, in steps a family can follow."""

    WORSE = 1, "1: worse than at the start"
    SAME = 2, "2: the same"
    A_LITTLE = 3, "3: a little better"
    MUCH = 4, "4: much better"
    REACHED = 5, "5: reached"


SECTIONS = (
    ("strengths", "What goes well"),
    ("worries", "What worries people"),
    ("voices", "Each child's voice"),
    ("parents_view", "The parents' view"),
    ("what_would_help", "What would help"),
    ("analysis", "Analysis"),
)
