"""Closed lists of the front door."""

from django.db import models


class Source(models.TextChoices):
    """How a contact arrived."""

    WEB = "web", "Online form"
    PHONE = "phone", "Telephone"
    POLICE = "police", "Police notification"
    API = "api", "Another system"


REFERRER_KINDS = (
    ("1A", "Family member, relative or carer"),
    ("1B", "Friend, neighbour or childminder"),
    ("1C", "The child or young person"),
    ("1D", "Another individual"),
    ("2A", "School"),
    ("2B", "Education service"),
    ("3A", "GP"),
    ("3B", "Health visitor"),
    ("3C", "School nurse"),
    ("3D", "Other primary health"),
    ("3E", "Emergency department"),
    ("3F", "Other health service"),
    ("4", "Housing"),
    ("5A", "Council social care, such as adults"),
    ("5B", "Another part of the council"),
    ("5C", "Another council"),
    ("5D", "Council early help"),
    ("6", "Police"),
    ("7", "Court, probation, immigration or prison"),
    ("8", "Voluntary, independent or other"),
    ("9", "Did not give a name"),
    ("10", "Not known"),
)


class Consent(models.TextChoices):
    """Whether the family agreed to information being shared."""

    GIVEN = "given", "Asked, and given"
    REFUSED = "refused", "Asked, and refused"
    NOT_ASKED = "not_asked", "Not asked"
    UNKNOWN = "unknown", "Not known"
    WITHDRAWN = "withdrawn", "Given, and withdrawn later"


ASKED_AT_FIRST = Consent.choices[:-1]


class LawfulBasis(models.TextChoices):
    """Why the law lets information be shared, whatever the family said."""

    LEGAL_OBLIGATION = "legal_obligation", "A duty in law"
    PUBLIC_TASK = "public_task", "A public task: safeguarding children"
    VITAL_INTERESTS = "vital_interests", "To protect somebody's life"
    CONSENT = "consent", "Consent"
    NOT_STATED = "not_stated", "Not stated yet"


class Urgency(models.TextChoices):
    """How soon somebody must look."""

    IMMEDIATE = "immediate", "A child may be in danger now"
    TODAY = "today", "Needs a decision today"
    ROUTINE = "routine", "Routine"


class Rag(models.TextChoices):
    """The rating given at screening."""

    NONE = "none", "Not rated"
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


RAG_COLOURS = {Rag.NONE: "grey", Rag.RED: "red", Rag.AMBER: "orange", Rag.GREEN: "green"}


class PoliceGrade(models.TextChoices):
    """The risk that the police saw in what they were called to."""

    STANDARD = "standard", "Standard risk"
    MEDIUM = "medium", "Medium risk"
    HIGH = "high", "High risk"


class Worry(models.TextChoices):
    """What the worry is about."""

    NEGLECT = "neglect", "Neglect"
    PHYSICAL = "physical", "Physical abuse"
    SEXUAL = "sexual", "Sexual abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    EXPLOITATION = "exploitation", "Exploitation"
    MISSING = "missing", "Missing"
    SELF_HARM = "self_harm", "Self-harm or mental health"
    UNBORN = "unborn", "Worry about an unborn baby"
    OTHER = "other", "Something else"


FACTORS = (
    ("parent_alcohol", "A parent's drinking"),
    ("parent_drugs", "A parent's drug use"),
    ("parent_mental_health", "A parent's mental health"),
    ("domestic_abuse", "Domestic abuse in the home"),
    ("child_mental_health", "The child's mental health"),
    ("learning_disability", "Learning disability in the family"),
    ("physical_disability", "Disability or illness in the family"),
    ("young_carer", "The child is a young carer"),
    ("housing", "Housing or money"),
    ("gangs", "Gangs or county lines"),
    ("online", "Online harm"),
    ("school_absence", "Not in school"),
)


class Outcome(models.TextChoices):
    """What was decided."""

    UNIVERSAL = "universal", "Universal services or advice"
    EARLY_HELP = "early_help", "Early help"
    REFERRAL = "referral", "Referral: child in need assessment"
    STRATEGY = "strategy", "Strategy discussion now"
    ALREADY_OPEN = "already_open", "Passed to the worker already involved"
    OTHER_AREA = "other_area", "Passed to another authority"
    NO_ACTION = "no_action", "No further action"


CONVERTING = (Outcome.REFERRAL, Outcome.STRATEGY)
