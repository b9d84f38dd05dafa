"""The area that a page is about."""

from django.http import Http404


def area_of(request):
    """Return the area asked for among those of the person's agency, or its first; 404 where there is none."""
    areas = list(request.user.agency.areas.order_by("name"))
    asked = [area for area in areas if area.code == request.GET.get("area")]
    chosen = next(iter(asked or areas), None)
    if chosen is None:
        raise Http404("This agency works in no area")
    return chosen
