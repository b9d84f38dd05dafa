"""Closed lists and local settings of requests."""

from django.db import models


class AnswerWithin(models.TextChoices):
    """When an agency should have answered: a local setting, since no statute says it.

    MASH agreements speak of some hours of the working day; the end of a working day is a moment that
    every agency can see and that does not depend on when the hub got round to asking.
    """

    SAME_DAY = "0", "By the end of today"
    NEXT_WORKING_DAY = "1", "By the end of the next working day"
    THREE_WORKING_DAYS = "3", "Within 3 working days"


USUAL = AnswerWithin.NEXT_WORKING_DAY
ESCALATE_AFTER = 2  # reminders, before a MASH manager is told
