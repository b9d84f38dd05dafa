"""Who may read and keep the register: the business unit its agencies, the administrator all of it."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare("register.read", {Role.ADMINISTRATOR, Role.BUSINESS_UNIT}, "Read the register")
declare("register.agencies", {Role.ADMINISTRATOR, Role.BUSINESS_UNIT}, "Manage areas, agencies and teams")
declare("register.accounts", {Role.ADMINISTRATOR}, "Manage accounts and roles")
declare(
    "register.duty",
    {
        Role.ADMINISTRATOR, Role.BUSINESS_UNIT, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER,
        Role.MASH_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS,
        Role.DESIGNATED_OFFICER,
    },
    "See who is on duty",
)  # fmt: skip
declare("register.duty_keep", {Role.ADMINISTRATOR, Role.MASH_MANAGER}, "Keep who is on duty")
# Whoever works in an area may read the limits by which its records are judged; each rule says who changes it.
declare("register.rules", set(Role), "Read an area's own time limits and rules")
