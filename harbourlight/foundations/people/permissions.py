"""Who may open people's records, search them, change what is known of them, and make two records one."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare(
    "people.read",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.SENIOR_MANAGER, Role.OUT_OF_HOURS, Role.DESIGNATED_OFFICER, Role.INFORMATION_GUARDIAN,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR,
    },
    "Open a person's record",
)  # fmt: skip
declare(
    "people.search",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.OUT_OF_HOURS, Role.SENIOR_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR,
    },
    "Search for people",
)  # fmt: skip
declare(
    "people.edit",
    {
        Role.MASH_WORKER, Role.MASH_MANAGER, Role.OUT_OF_HOURS, Role.PRACTITIONER, Role.SENIOR_MANAGER,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    },
    "Change a person's details",
)  # fmt: skip
declare("people.merge", {Role.MASH_MANAGER, Role.SENIOR_MANAGER}, "Merge two records of one person, and undo it")
