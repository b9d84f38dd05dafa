"""Closed lists of plans, and the headings that a new plan begins with."""

from django.db import models


class PlanKind(models.TextChoices):
    """What kind of plan it is."""

    BUSINESS_PLAN = "business_plan", "Business plan"
    STRATEGY = "strategy", "Strategy"


class PriorityKind(models.TextChoices):
    """Whether it is what the partnership chose for these years or what it always does."""

    PRIORITY = "priority", "Priority"
    CORE_BUSINESS = "core_business", "Core business"


class Direction(models.TextChoices):
    """Which way a figure should move."""

    UP = "up", "Should rise"
    DOWN = "down", "Should fall"
    STEADY = "steady", "Should stay about the same"


class Rating(models.TextChoices):
    """How a part of the plan goes."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    BEHIND = "behind", "Behind"
    STUCK = "stuck", "Stuck: help is needed"
    DONE = "done", "Done"


class Achieved(models.TextChoices):
    """How far a priority was reached in a year."""

    REACHED = "reached", "Reached"
    PARTLY = "partly", "Partly reached"
    NOT_REACHED = "not_reached", "Not reached"


class Next(models.TextChoices):
    """What becomes of a priority after a year."""

    GOES_ON = "goes_on", "Goes on"
    CHANGES = "changes", "Goes on, changed"
    ENDS = "ends", "Ends"


HEADINGS = {
    PlanKind.BUSINESS_PLAN: (
        "Scrutiny and oversight",
        "Understand and identify",
        "Prevent",
        "Intervene and support",
        "Learn and improve",
    ),
    PlanKind.STRATEGY: (
        "Scrutiny and oversight",
        "Understand and identify",
        "Prevention",
        "Intervention and support",
        "Disruption and justice",
    ),
}
COLOURS = {
    Rating.NOT_STARTED: "grey",
    Rating.ON_TRACK: "green",
    Rating.BEHIND: "orange",
    Rating.STUCK: "red",
    Rating.DONE: "blue",
}
# A usual number: how many months lie between two reports to the executive. A plan keeps its own.
MONTHS_BETWEEN_REPORTS = 3
CLOCK_OF_REPORTS = "LOCAL-PLAN-REPORT"
