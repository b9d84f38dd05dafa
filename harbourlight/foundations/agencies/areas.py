"""The area that a page is about, and the areas in which somebody's agency works."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from .models import AgencyArea, Area, RoleHolding


def areas_of(professional, on):
    """Return the areas in which somebody's agency works on a date, by name."""
    covers = AgencyArea.objects.current(on).filter(agency=professional.agency_id)
    return Area.objects.filter(pk__in=covers.values("area"))


def areas_held(professional, roles, on):
    """Return the areas, as rows of one id ``area``, where somebody's agency works and they hold one of some roles."""
    held = RoleHolding.objects.current(on).filter(professional=professional.pk, role__in=roles)
    covers = AgencyArea.objects.current(on).filter(agency=professional.agency_id)
    return covers.filter(Exists(held.filter(Q(area=None) | Q(area=OuterRef("area"))))).values("area")


def area_of(request):
    """Return the area asked for among those of the person's agency, or its first; 404 where there is none."""
    areas = list(areas_of(request.user, request.today).order_by("name__letters"))
    asked = [area for area in areas if area.code == request.GET.get("area")]
    chosen = next(iter(asked or areas), None)
    if chosen is None:
        raise Http404("This agency works in no area")
    return chosen
