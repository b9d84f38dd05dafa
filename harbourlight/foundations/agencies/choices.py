"""Closed lists for agencies and professionals."""

from django.db import models


class Sector(models.TextChoices):
    """The sector an agency belongs to."""

    COUNCIL = "council", "Council"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    EDUCATION = "education", "School or college"
    EARLY_YEARS = "early_years", "Early years setting"
    PROBATION = "probation", "Probation"
    VOLUNTARY = "voluntary", "Voluntary and community"
    FAITH = "faith", "Faith"
    OTHER = "other", "Other"


class AgencyKind(models.TextChoices):
    """What the law makes of an agency."""

    STATUTORY_PARTNER = "statutory_partner", "Statutory safeguarding partner"
    RELEVANT_AGENCY = "relevant_agency", "Relevant agency"
    OTHER = "other", "Other agency"


class TeamKind(models.TextChoices):
    """What a team does."""

    MASH = "mash", "Multi-agency safeguarding hub"
    OUT_OF_HOURS = "out_of_hours", "Out-of-hours team"
    ASSESSMENT = "assessment", "Assessment team"
    SOCIAL_WORK = "social_work", "Children's social work team"
    CONFERENCING = "conferencing", "Conference and reviewing team"
    EARLY_HELP = "early_help", "Early help team"
    SAFEGUARDING = "safeguarding", "Agency safeguarding team"
    BUSINESS_UNIT = "business_unit", "Partnership business unit"
    OTHER = "other", "Other team"


class Role(models.TextChoices):
    """The kind of work a professional may do."""

    PRACTITIONER = "practitioner", "Practitioner"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    MASH_WORKER = "mash_worker", "MASH social worker"
    MASH_PARTNER = "mash_partner", "MASH partner"
    MASH_MANAGER = "mash_manager", "MASH manager"
    SOCIAL_WORKER = "social_worker", "Children's social worker"
    TEAM_MANAGER = "team_manager", "Social work team manager"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    OUT_OF_HOURS = "out_of_hours", "Out-of-hours worker"
    DESIGNATED_OFFICER = "designated_officer", "Designated officer for allegations"
    PARTNERSHIP_CHAIR = "partnership_chair", "Independent chair of the partnership"
    BOARD_MEMBER = "board_member", "Board member"
    COUNCILLOR = "councillor", "Councillor"
    AUDITOR = "auditor", "Auditor"
    BUSINESS_UNIT = "business_unit", "Partnership business unit"
    INFORMATION_GUARDIAN = "information_guardian", "Information guardian"
    ADMINISTRATOR = "administrator", "Administrator of accounts"
