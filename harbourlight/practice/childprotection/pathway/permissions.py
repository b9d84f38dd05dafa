"""Who may do what in child protection; which children, the grants say."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

SOCIAL_CARE = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}
HUB = {Role.MASH_WORKER, Role.MASH_MANAGER, Role.OUT_OF_HOURS}
AROUND = {Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER}
CHAIRS = {Role.CONFERENCE_CHAIR}
SENIOR = {Role.SENIOR_MANAGER}

declare("childprotection.read", SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR, "Read enquiries, conferences and plans")
declare("childprotection.discuss", SOCIAL_CARE | HUB, "Arrange and record a strategy discussion")
declare("childprotection.work", SOCIAL_CARE, "Write plans, visits, core groups and reports")
declare("childprotection.decide_enquiry", {Role.TEAM_MANAGER}, "Decide the outcome of an enquiry")
declare(
    "childprotection.emergency",
    SOCIAL_CARE | HUB | {Role.MASH_PARTNER},
    "Record police protection and emergency orders",
)
declare("childprotection.plan_conference", SOCIAL_CARE | CHAIRS, "Plan a conference and invite people")
declare("childprotection.chair", CHAIRS, "Chair a conference and record its decisions")
declare(
    "childprotection.answer_concern",
    SOCIAL_CARE | AROUND | SENIOR | {Role.PARTNERSHIP_CHAIR},
    "Answer a conference chair's challenge",
)
declare("childprotection.feedback", SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR, "Read the feedback on reports")
declare(
    "childprotection.concerns",
    SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR | {Role.PARTNERSHIP_CHAIR},
    "Read conference chairs' challenges",
)
declare("childprotection.legal", {Role.TEAM_MANAGER} | SENIOR, "Record the legal stages")
declare("childprotection.transfer", SOCIAL_CARE | CHAIRS | SENIOR, "Move a plan between areas")
declare(
    "childprotection.indicators",
    SENIOR | CHAIRS | {Role.TEAM_MANAGER, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.COUNCILLOR, Role.AUDITOR},
    "Read the figures",
)
