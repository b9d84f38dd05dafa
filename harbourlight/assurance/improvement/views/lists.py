"""Lists that are brought in whole: looked at line by line before they count, taken back whole before any answer."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways import pages

from .. import pathway
from ..actions.monitor import bodies_to_pick
from ..models import Addressee, BroughtList, agencies_at_work, areas_open_to, read_areas
from ..pathway import BROUGHT


@needs(pathway.READ)
def lists(request):
    """List what was brought in, the latest first."""
    rows = BroughtList.objects.visible_to(request.user).order_by("-brought_at")
    return render(request, "improvement/lists.html", {"lists": rows})


@needs(pathway.READ)
def broughtlist(request, broughtlist_id):
    """Show a list as it was read, and what became of its lines."""
    record = pages.find(request, BROUGHT, broughtlist_id)
    rows = Addressee.objects.visible_to(request.user).filter(recommendation__brought=record).whole().order_by("pk")
    context = {
        "record": record,
        "pathway": BROUGHT,
        "rows": rows,
        "lines": [(line, date.fromisoformat(line["due_on"])) for line in record.lines],
        "faults": sum(bool(line["trouble"]) for line in record.lines),
    }
    return render(request, "improvement/broughtlist.html", context)


@pages.offers(BROUGHT, "bring")
def bringing(request, _):
    """Offer the areas, the agencies and the bodies of those whom one reads."""
    areas = read_areas(request.user)
    return {
        "areas": areas_open_to(request.user),
        "agencies": agencies_at_work(areas, request.today).order_by("name"),
        "bodies": bodies_to_pick(areas, request.today),
        "back": (reverse("improvement:lists"), "Lists"),
    }
