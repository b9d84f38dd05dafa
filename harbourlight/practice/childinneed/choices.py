"""Closed lists of children in need, with the codes of the census."""

from django.db import models

from harbourlight.statute.codes import code_set

SOURCES = code_set("referral_source").choices()
NEEDS = code_set("primary_need").choices()
CLOSURES = code_set("closure_reason").choices()
FACTORS = code_set("assessment_factor").choices()
NO_FACTOR = "21"
NOT_STATED = "N0"
MOVED_AWAY = "RC5"
DIED = "RC2"
AFTER_ASSESSMENT = ("RC8", "RC9")
FROM_ANOTHER_AUTHORITY = "5C"


class AssessmentKind(models.TextChoices):
    """Which assessment it is: the single one, or one of the two stages there were before 15 April 2013."""

    SINGLE = "single", "Single assessment"
    INITIAL = "initial", "Initial assessment"
    CORE = "core", "Core assessment"


class AssessmentState(models.TextChoices):
    """How far an assessment is."""

    WRITING = "writing", "Being written"
    SENT = "sent", "With the manager"
    AUTHORISED = "authorised", "Authorised"
    STOPPED = "stopped", "Stopped before its end"


BEING_WRITTEN = (AssessmentState.WRITING, AssessmentState.SENT)


class AssessmentOutcome(models.TextChoices):
    """What an assessment leads to."""

    NO_ACTION = "no_action", "No further action: close"
    EARLY_HELP = "early_help", "Early help: close to social care"
    PLAN = "plan", "Child in need plan"
    PLAN_GOES_ON = "plan_goes_on", "The plan goes on"
    STRATEGY = "strategy", "Strategy discussion: significant harm"
    LOOKED_AFTER = "looked_after", "The child is to be looked after"
    OTHER_SERVICE = "other_service", "Another service of social care"
    CORE = "core", "Core assessment (before 15 April 2013)"


class Band(models.TextChoices):
    """The five published bands, in working days since the referral."""

    TO_10 = "to_10", "0 to 10 working days"
    TO_25 = "to_25", "11 to 25 working days"
    TO_35 = "to_35", "26 to 35 working days"
    TO_45 = "to_45", "36 to 45 working days"
    OVER_45 = "over_45", "Over 45 working days"


BAND_ENDS = ((10, Band.TO_10), (25, Band.TO_25), (35, Band.TO_35), (45, Band.TO_45))


class SeenAlone(models.TextChoices):
    """Whether a child who was seen was seen alone."""

    YES = "yes", "Yes, alone"
    NO = "no", "No, with somebody else there"
    BABY = "baby", "Too young to be spoken with alone"


class PlanEnd(models.TextChoices):
    """Why a child in need plan ended."""

    MET = "met", "The outcomes were reached"
    PROTECTION = "protection", "A child protection plan started"
    LOOKED_AFTER = "looked_after", "The child became looked after"
    EARLY_HELP = "early_help", "Early help goes on"
    WITHDRAWN = "withdrawn", "The family no longer agrees"
    MOVED = "moved", "The family moved away"
    OTHER = "other", "Another reason"


class ReviewDecision(models.TextChoices):
    """What a review of a plan decided."""

    GOES_ON = "goes_on", "The plan goes on as it is"
    CHANGED = "changed", "The plan goes on, changed"
    ENDS = "ends", "The plan can end"
    STRATEGY = "strategy", "Strategy discussion: significant harm"


class Elsewhere(models.TextChoices):
    """What a child is counted as in place of a child in need."""

    PROTECTION = "protection", "On a child protection plan"
    LOOKED_AFTER = "looked_after", "Looked after"


class DirectionKind(models.TextChoices):
    """Where a direction was given."""

    SUPERVISION = "supervision", "In supervision"
    MANAGEMENT = "management", "By a manager at another time"


class Followed(models.TextChoices):
    """Whether a direction was followed."""

    YES = "yes", "Yes"
    PARTLY = "partly", "In part"
    NO = "no", "No"
    OVERTAKEN = "overtaken", "It is no longer needed"
