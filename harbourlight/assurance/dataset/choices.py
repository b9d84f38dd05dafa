"""Closed lists of the dataset."""

from django.db import models


class Theme(models.TextChoices):
    """The part of a child's journey that an indicator speaks of, in the order of the sheet."""

    FRONT_DOOR = "front_door", "Front door"
    EARLY_HELP = "early_help", "Early help"
    ASSESSMENTS = "assessments", "Assessments and children in need"
    CHILD_PROTECTION = "child_protection", "Child protection"
    LOOKED_AFTER = "looked_after", "Looked after children"
    LEAVING_CARE = "leaving_care", "Leaving care"
    PARTNERSHIP = "partnership", "Working together"


class Period(models.TextChoices):
    """How long a figure's period is; its first day says which one."""

    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Financial year"


class Source(models.TextChoices):
    """Where a figure comes from."""

    COMPUTED = "computed", "Computed from records here"
    IMPORTED = "imported", "Brought in from a published sheet"
    COLLECTED = "collected", "Collected from an agency"


class Missing(models.TextChoices):
    """Why there is no figure."""

    NOT_ASKED = "not_asked", "Not asked"
    NOT_ANSWERED = "not_answered", "Asked, not answered"
    NOTHING_TO_COUNT = "nothing_to_count", "Nothing to count"
    HALF_RECORDED = "half_recorded", "Recorded for part of the month only"
    NOT_YET_DUE = "not_yet_due", "Not yet due"
    BY_QUARTER = "by_quarter", "Told by the quarter"
    NO_POPULATION = "no_population", "The number of children is not known"
    SUPPRESSED = "suppressed", "Suppressed: a small number"


class Group(models.TextChoices):
    """Whose figure is compared with ours."""

    NEIGHBOURS = "neighbours", "Statistical neighbours"
    ENGLAND = "england", "England"
    REGION = "region", "Region"


class FindingKind(models.TextChoices):
    """What was found in a sheet that came in."""

    UNKNOWN_REFERENCE = "unknown_reference", "Unknown reference"
    IMPOSSIBLE_MONTH = "impossible_month", "Impossible month"
    NOT_A_NUMBER = "not_a_number", "Text where a number belongs"
    OVER_100 = "over_100", "A percentage over 100"
    TWICE = "twice", "The same figure twice"
    FRACTION = "fraction", "A fraction where a percentage is meant"
    LEFT_OUT = "left_out", "Left out: not read"
    CHANGED_PAST = "changed_past", "A past figure that differs from the one held"
    BEFORE_ROUNDING = "before_rounding", "A printed change worked out before rounding"
    PRINTED_OTHERWISE = "printed_otherwise", "A printed change that its figures do not give"
    ANOTHER_ROW = "another_row", "A comment that speaks of another row"


class RoundState(models.TextChoices):
    """How far a collection is."""

    OPEN = "open", "Open"
    LOCKED = "locked", "Locked"


class SubmissionState(models.TextChoices):
    """How far one agency's answer is."""

    WAITING = "waiting", "Not started"
    STARTED = "started", "Started"
    SIGNED_OFF = "signed_off", "Signed off"
    LOCKED = "locked", "Locked"


class PublicationState(models.TextChoices):
    """How far a publication is."""

    DRAFT = "draft", "Draft"
    FROZEN = "frozen", "Frozen"
    PUBLISHED = "published", "Published"


class Suppression(models.TextChoices):
    """Why a figure is left out of a public output."""

    NONE = "", "Shown"
    SMALL = "small", "A small number"
    SECONDARY = "secondary", "A small number could be worked back from it"


class ProposalKind(models.TextChoices):
    """What a rule proposes to say of an indicator."""

    POSITIVE = "positive", "Significant positive"
    CONCERN = "concern", "Potential area of concern"


class ProposalState(models.TextChoices):
    """What a person made of a proposal."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REWORDED = "reworded", "Accepted with other words"
    REJECTED = "rejected", "Rejected"


# What a composed scorecard may begin with: title and references, to be changed by whoever composes it.
BEGINNINGS = {
    "missing": ("Missing, exploited and trafficked children", ("M4", "EH5-QL", "LAC13", "LAC14", "CP1", "LAC1")),
    "early-help": ("Early help", ("EH1a", "EH1b", "EH1c", "M5", "M2", "EH2")),
}
