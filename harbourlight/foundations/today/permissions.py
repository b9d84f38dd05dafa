"""Who has a worklist, and who answers for the clocks of a whole team."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare(
    "today.work",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS,
        Role.DESIGNATED_OFFICER,
    },
    "See what is due, and say why something was late",
)  # fmt: skip
declare("today.manage", {Role.MASH_MANAGER, Role.TEAM_MANAGER}, "See every clock of one's teams on the first page")
