"""Who may do what on the pages of the access engine."""

from harbourlight.foundations.agencies.choices import Role

from .needs import declare

MANAGING = {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.INFORMATION_GUARDIAN}

declare(
    "access.break_glass",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.SENIOR_MANAGER, Role.OUT_OF_HOURS, Role.DESIGNATED_OFFICER, Role.INFORMATION_GUARDIAN,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR,
    },
    "Open a record in an emergency",
)  # fmt: skip
declare("access.review", MANAGING, "Review emergency openings")
declare("access.bar", MANAGING, "Close a record to named people, or to all but named people")
declare(
    "access.watch", {Role.INFORMATION_GUARDIAN}, "See who looked at which record, and warnings about unusual reading"
)
