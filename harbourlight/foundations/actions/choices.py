"""Closed lists of actions, and local settings of challenges."""

from django.db import models

ANSWER_WITHIN_WORKING_DAYS = 2  # a local setting: no statute says how soon a challenge is answered
CLOCK = "LOCAL-CHALLENGE"
SIGHT_ENDS_AFTER_WORKING_DAYS = 5  # of the answer: for questions, then the challenge is no reason to see the child

CLOCK_OF_ACTIONS = "LOCAL-ACTION"
OPEN_STATES = ("open", "done")


class Priority(models.TextChoices):
    """How soon an action matters."""

    NORMAL = "normal", "Normal"
    HIGH = "high", "High"
    IMMEDIATE = "immediate", "Immediate"
