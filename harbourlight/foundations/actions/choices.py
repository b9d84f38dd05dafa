"""Closed lists of actions."""

from django.db import models

CLOCK = "LOCAL-CHALLENGE"
SIGHT_ENDS_AFTER_WORKING_DAYS = 5  # of the answer: for questions, then the challenge is no reason to see the child

CLOCK_OF_ACTIONS = "LOCAL-ACTION"
OPEN_STATES = ("open", "done")


class Priority(models.TextChoices):
    """How soon an action matters."""

    NORMAL = "normal", "Normal"
    HIGH = "high", "High"
    IMMEDIATE = "immediate", "Immediate"
