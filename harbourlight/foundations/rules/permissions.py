"""Who sets an area's own numbers: managers those of practice, chair and business unit those of the partnership."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

PRACTICE, HUB, PARTNERSHIP = "rules.practice", "rules.hub", "rules.partnership"

declare(PRACTICE, {Role.TEAM_MANAGER, Role.SENIOR_MANAGER}, "Set an area's own limits of practice")
declare(HUB, {Role.MASH_MANAGER, Role.SENIOR_MANAGER}, "Set an area's own limits of the front door")
declare(PARTNERSHIP, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "Set an area's own limits of the partnership")
