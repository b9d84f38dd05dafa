"""Closed lists about people, with their census codes where the census has one."""

from django.db import models


class Sex(models.TextChoices):
    """Sex, as the children in need census records it from 2024-25."""

    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


class BirthDateCertainty(models.TextChoices):
    """How sure a date of birth is."""

    KNOWN = "known", "Known"
    ESTIMATED = "estimated", "Estimated"
    EXPECTED = "expected", "Not born yet: expected date"
    UNKNOWN = "unknown", "Not known"


class NameKind(models.TextChoices):
    """What kind of name this is."""

    CURRENT = "current", "Current name"
    BIRTH = "birth", "Name at birth"
    MAIDEN = "maiden", "Maiden or earlier name"
    ALIAS = "alias", "Also known as"


class IdentifierKind(models.TextChoices):
    """Numbers that other systems know a person by."""

    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    LOCAL = "local", "Local identifier"


class RelationKind(models.TextChoices):
    """What the second person is to the first."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENT = "parent", "Parent"
    STEP_PARENT = "step_parent", "Step-parent"
    SIBLING = "sibling", "Brother or sister"
    HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
    TWIN = "twin", "Twin"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    OTHER_RELATIVE = "other_relative", "Other relative"
    HOUSEHOLD = "household", "Member of the household"


class InvolvementKind(models.TextChoices):
    """A service that knows a person all the time."""

    SCHOOL = "school", "School or college"
    GP = "gp", "GP practice"
    NURSERY = "nursery", "Nursery or early years setting"
    HEALTH_VISITOR = "health_visitor", "Health visiting"
    OTHER = "other", "Other service"


ETHNICITIES = (
    ("WBRI", "White British"),
    ("WIRI", "White Irish"),
    ("WIRT", "Traveller of Irish heritage"),
    ("WROM", "Gypsy or Roma"),
    ("WOTH", "Other White background"),
    ("MWBC", "White and Black Caribbean"),
    ("MWBA", "White and Black African"),
    ("MWAS", "White and Asian"),
    ("MOTH", "Other mixed background"),
    ("AIND", "Indian"),
    ("APKN", "Pakistani"),
    ("ABAN", "Bangladeshi"),
    ("AOTH", "Other Asian background"),
    ("CHNE", "Chinese"),
    ("BCRB", "Black Caribbean"),
    ("BAFR", "Black African"),
    ("BOTH", "Other Black background"),
    ("OOTH", "Other ethnic group"),
    ("REFU", "Did not want to say"),
    ("NOBT", "Not asked yet"),
)

DISABILITIES = (
    ("NONE", "None"),
    ("MOB", "Mobility"),
    ("HAND", "Hand function"),
    ("PC", "Personal care"),
    ("INC", "Incontinence"),
    ("COMM", "Communication"),
    ("LD", "Learning"),
    ("HEAR", "Hearing"),
    ("VIS", "Vision"),
    ("BEH", "Behaviour"),
    ("CON", "Consciousness"),
    ("AUT", "Autism"),
    ("DDA", "Other disability"),
)
