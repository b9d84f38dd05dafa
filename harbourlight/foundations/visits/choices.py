"""Closed lists of visits."""

from django.db import models


class BedroomSeen(models.TextChoices):
    """Whether the child's bedroom was seen."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_THERE = "not_there", "The visit was somewhere else"
