"""For how long the same words from the same person are the same thing: a number of the area."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.ui import sending
from harbourlight.foundations.ui.words import in_london

from .declared import COUNCIL, Rule, declare_rules
from .reading import read

REPEATS = "LOCAL-SAME-WORDS"
MAY = "rules.repeats"
declare(MAY, {Role.ADMINISTRATOR, Role.SENIOR_MANAGER}, "Change for how long the same words count as one sending")
declare_rules(
    Rule(
        REPEATS,
        title="The same words are asked about",
        starts_when="Somebody sent a form",
        must_happen="The same words at the same place are asked about before they are written a second time",
        unit="minutes",
        area_of_work="Forms",
        may=MAY,
        default=sending.USUAL_MINUTES,
        kept_by=COUNCIL,
        most=120,
    )
)


def minutes_for(request):
    """Return the longest number of the areas in which the sender's agency works; None where it works in none."""
    areas = list(areas_of(request.user, in_london(request.moment)).values_list("pk", flat=True))
    numbers = read(areas, [REPEATS]) if areas else None
    found = [numbers.number_of(REPEATS, area, request.moment) for area in areas] if numbers else []
    return max((each.number or 0 for each in found if each), default=0 if found else None)
