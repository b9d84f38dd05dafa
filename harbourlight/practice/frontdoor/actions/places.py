"""Where a contact can be sent, and who may be named as its agency."""

from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Team
from harbourlight.foundations.ui.letters import sorts_as


def areas_that_receive(on, agency=None):
    """Return the areas with a hub on a date, those of the agency first, as a list."""
    hubs = Team.objects.current(on).filter(kind=TeamKind.MASH)
    areas = Area.objects.current(on).filter(teams__in=hubs)
    own = set(AgencyArea.objects.current(on).filter(agency=agency).values_list("area", flat=True)) if agency else set()
    return sorted(areas.distinct(), key=lambda area: (area.id not in own, sorts_as(area.name)))


def agencies_of(areas, on):
    """Return the agencies that work in some areas on a date, by name."""
    return list(Agency.objects.current(on).filter(areas__in=areas).distinct())
