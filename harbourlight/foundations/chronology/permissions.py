"""Who may add to a child's chronology: whoever works with children, of any agency, and sees the record."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare(
    "chronology.write",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS,
        Role.DESIGNATED_OFFICER,
    },
    "Add an entry to a child's chronology",
)  # fmt: skip
