"""Who has notices, the roles whose work may be told of at any hour, and who says when they go on."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare(
    "notices.read",
    {
        Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER, Role.SOCIAL_WORKER,
        Role.TEAM_MANAGER, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS, Role.DESIGNATED_OFFICER,
    },
    "Read what is urgent for one's agency or team",
)  # fmt: skip
declare("notices.numbers", {Role.MASH_MANAGER, Role.SENIOR_MANAGER}, "Change an area's own limits")
