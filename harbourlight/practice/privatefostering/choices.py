"""Closed lists of private fostering."""

from django.db import models

from harbourlight.statute.private_fostering import Carer, Counts

CARERS = [
    (Carer.GREAT_AUNT_OR_UNCLE, "Great-aunt or great-uncle"),
    (Carer.COUSIN, "Cousin"),
    (Carer.GODPARENT, "Godparent"),
    (Carer.FRIEND, "Friend of the family"),
    (Carer.PARTNERS_FAMILY, "Family of the child’s boyfriend or girlfriend"),
    (Carer.NEIGHBOUR, "Neighbour"),
    (Carer.HOST_FAMILY, "Host family, for example of a language school"),
    (Carer.UNMARRIED_PARTNER, "Partner of a parent, not married to them"),
    (Carer.GRANDPARENT, "Grandparent"),
    (Carer.SIBLING, "Brother or sister, of full or half blood or by marriage"),
    (Carer.AUNT_OR_UNCLE, "Aunt or uncle, of full or half blood or by marriage"),
    (Carer.SEPARATED_AUNT_OR_UNCLE, "Aunt or uncle by a marriage that has ended"),
    (Carer.STEP_PARENT, "Step-parent, married to a parent or in a civil partnership"),
    (Carer.FORMER_STEP_PARENT, "Step-parent by a marriage that has ended"),
    (Carer.PARENT, "Parent"),
    (Carer.RESPONSIBLE, "Somebody else who holds parental responsibility"),
    (Carer.OTHER, "Somebody else"),
]
COUNTS = [
    (Counts.YES, "It is private fostering"),
    (Counts.NO, "It is not private fostering"),
    (Counts.NOT_YET, "Not yet: 28 days are not over"),
    (Counts.ASK_LEGAL, "Not clear: ask a lawyer"),
]
EXEMPTIONS = [
    ("looked_after", "The child is looked after"),
    ("voluntary_body", "A voluntary organisation placed the child"),
    ("school_in_term", "The child is in a school full time in term"),
    ("hospital", "The child is in hospital or in a home that is registered"),
    ("with_family", "A parent, holder of parental responsibility or caring relative lives in the same home"),
    ("adoption", "The child is placed for adoption"),
]


class NotifiedBy(models.TextChoices):
    """Who told of an arrangement."""

    SCHOOL = "school", "School or college"
    HEALTH = "health", "GP, health visitor or other health service"
    CARER = "carer", "The carer"
    PARENT = "parent", "A parent"
    CHILD = "child", "The child"
    IMMIGRATION = "immigration", "Home Office or UK Visas and Immigration"
    HOST_BODY = "host_body", "Language school, club or exchange organisation"
    COUNCIL = "council", "Another service of the council"
    OTHER = "other", "Somebody else"


class AskedBy(models.TextChoices):
    """Who asked for a visit, or gave notice: those whom the regulations name."""

    CARER = "carer", "The carer"
    PARENT = "parent", "A parent, or somebody else with parental responsibility"
    CHILD = "child", "The child"


class YesNoUnknown(models.TextChoices):
    """Yes, no, or nobody knows."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Check(models.TextChoices):
    """How far the check of an adult of the household is."""

    NOT_ASKED = "not_asked", "Not asked for yet"
    ASKED = "asked", "Asked for"
    CLEAR = "clear", "Nothing found"
    FOUND = "found", "Something found, looked at by the assessor"


CHECKED = {
    Check.NOT_ASKED: "check not asked for yet", Check.ASKED: "check asked for", Check.CLEAR: "checked",
    Check.FOUND: "checked",
}  # fmt: skip
MISSING = (Check.NOT_ASKED, Check.ASKED)


class DecisionKind(models.TextChoices):
    """What was decided about a carer and a home."""

    SUITABLE = "suitable", "Suitable"
    REQUIREMENTS = "requirements", "Suitable with requirements"
    PROHIBITED = "prohibited", "Prohibited"


class Ending(models.TextChoices):
    """Why private fostering ended."""

    OF_AGE = "of_age", "The child is 16, or 18 if disabled"
    RETURNED = "returned", "Returned to a parent or relative"
    MOVED = "moved", "Moved to somebody else or another area"
    RESPONSIBILITY = "responsibility", "The carer now holds parental responsibility or is special guardian"
    LOOKED_AFTER = "looked_after", "The child is looked after"
    PROHIBITED = "prohibited", "The authority prohibited it"
    DIED = "died", "The child died"
    OTHER = "other", "Another reason"


class SetAside(models.TextChoices):
    """Why an arrangement that was told of is not private fostering."""

    RELATIVE = "relative", "The carer is a parent, holds parental responsibility or is a close relative"
    SHORT = "short", "It lasted less than 28 days and was not meant to last"
    AGE = "age", "The child is too old"
    EXEMPT = "exempt", "The law leaves it out (Schedule 8)"
    NOT_BEGUN = "not_begun", "It never began"
    OTHER = "other", "Another reason"
