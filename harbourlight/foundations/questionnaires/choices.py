"""Closed lists of the questionnaires engine."""

from django.db import models


class State(models.TextChoices):
    """How far somebody's answers to a set are."""

    NOT_BEGUN = "not_begun", "Not begun"
    BEGUN = "begun", "Begun"
    SIGNED = "signed", "Signed"
    VOID = "void", "Void"


class Reader(models.TextChoices):
    """Whose answer it is: both first grades are kept for ever, beside the one that was settled."""

    FIRST = "first", "First reader"
    SECOND = "second", "Second reader"
    SETTLED = "settled", "Settled"
