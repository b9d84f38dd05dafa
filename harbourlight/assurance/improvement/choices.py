"""Closed lists of recommendations, and the usual numbers of a body that set none of its own."""

from django.db import models


class Source(models.TextChoices):
    """Where a recommendation comes from."""

    AUDIT = "audit", "Audit"
    CASE_REVIEW = "case_review", "Case review"
    DEATH_PANEL = "death_panel", "Child death panel"
    INSPECTION = "inspection", "Inspection"
    SECTION_11 = "section11", "Section 11 audit"
    SCRUTINY = "scrutiny", "Council scrutiny"
    BOARD = "board", "Board"
    SURVEY = "survey", "Survey"


class Timescale(models.TextChoices):
    """How soon a recommendation is to be done, counted from the day it was published."""

    IMMEDIATELY = "immediately", "Immediately"
    THREE_MONTHS = "three_months", "Within three months"
    SIX_MONTHS = "six_months", "Within six months"
    BY_DATE = "by_date", "By a date"


class Answer(models.TextChoices):
    """What whoever is addressed says to a recommendation."""

    ACCEPTED = "accepted", "Accepted"
    VARIED = "varied", "Accepted in other words"
    REJECTED = "rejected", "Rejected"


class Verdict(models.TextChoices):
    """What came of a recommendation before a meeting of the body that made it."""

    NOTED = "noted", "Reported"
    ACCEPTED = "accepted", "Accepted as done"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    MADE_AGAIN = "made_again", "Made again"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RejectedLeaves(models.TextChoices):
    """When a rejected recommendation leaves the list of the body that made it."""

    REPORTED = "reported", "After it was reported at a meeting"
    AT_ONCE = "at_once", "As soon as it is rejected"


class Found(models.TextChoices):
    """What a re-audit found."""

    HELD = "held", "What was done holds"
    PARTLY = "partly", "It holds in part"
    NOT_HELD = "not_held", "It does not hold"


class Age(models.TextChoices):
    """How long ago a recommendation was published."""

    NEW = "new", "Up to three months"
    YOUNG = "young", "Three to six months"
    OLD = "old", "Six to twelve months"
    OLDEST = "oldest", "Over a year"


class Standing(models.TextChoices):
    """How a recommendation stands, beyond its state."""

    ON_LIST = "on_list", "Still on the list"
    LATE = "late", "Late"
    MOVED = "moved", "Date moved"
    ESCALATED = "escalated", "Before the chair"


AGES = {Age.NEW: (0, 91), Age.YOUNG: (92, 182), Age.OLD: (183, 365), Age.OLDEST: (366, 36_500)}  # in days
GONE = ("accepted", "reported", "withdrawn")  # states that have left it
CLOCK_OF_ANSWERS = "LOCAL-RECOMMENDATION"

# Usual numbers: no statute says them, and a body's own rule comes before them.
ANSWER_WITHIN_WORKING_DAYS = 20
REMIND_BEFORE_DAYS = 14
REMIND_EVERY_DAYS = 7
ESCALATE_AFTER_DAYS = 28
