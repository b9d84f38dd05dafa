"""Who may do what in child protection; which children, the grants say."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

SOCIAL_CARE = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}
HUB = {Role.MASH_WORKER, Role.MASH_MANAGER, Role.OUT_OF_HOURS}
AROUND = {Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER}
CHAIRS = {Role.CONFERENCE_CHAIR}
SENIOR = {Role.SENIOR_MANAGER}

declare("childprotection.read", SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR)
declare("childprotection.discuss", SOCIAL_CARE | HUB)
declare("childprotection.work", SOCIAL_CARE)
declare("childprotection.decide_enquiry", {Role.TEAM_MANAGER})
declare("childprotection.emergency", SOCIAL_CARE | HUB | {Role.MASH_PARTNER})
declare("childprotection.plan_conference", SOCIAL_CARE | CHAIRS)
declare("childprotection.chair", CHAIRS)
declare("childprotection.answer_concern", SOCIAL_CARE | AROUND | SENIOR | {Role.PARTNERSHIP_CHAIR})
declare("childprotection.feedback", SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR)
declare("childprotection.concerns", SOCIAL_CARE | HUB | AROUND | CHAIRS | SENIOR | {Role.PARTNERSHIP_CHAIR})
declare("childprotection.legal", {Role.TEAM_MANAGER} | SENIOR)
declare("childprotection.transfer", SOCIAL_CARE | CHAIRS | SENIOR)
declare("childprotection.settings", {Role.TEAM_MANAGER} | SENIOR)
declare(
    "childprotection.indicators",
    SENIOR | CHAIRS | {Role.TEAM_MANAGER, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.COUNCILLOR, Role.AUDITOR},
)
