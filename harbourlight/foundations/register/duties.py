"""An area's duty hours and mailboxes: what their pages show, and who keeps them."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from harbourlight.foundations.access.needs import PERMISSIONS, may
from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.agencies.models import AgencyArea, RoleHolding
from harbourlight.foundations.notices.duty import on_duty
from harbourlight.foundations.notices.models import Duty, Mailbox

from . import looking


def area_or_404(request, area_id):
    """Return an area in which the person's agency works; keepers of the register see every area."""
    if may(request.user, "register.read", request.today):
        return looking.area_of(area_id)
    return looking.found(areas_of(request.user, request.today), area_id)


def keeps(professional, area, on):
    """Say whether somebody keeps an area's duty hours: by a role held there, in an agency that works there."""
    held = RoleHolding.objects.current(on).filter(Q(area=None) | Q(area=OuterRef("area")))
    held = held.filter(professional=professional.pk, role__in=PERMISSIONS["register.duty_keep"])
    works = AgencyArea.objects.current(on).filter(agency=professional.agency_id, area=area)
    return works.filter(Exists(held)).exists()


def area_kept_or_404(request, area_id):
    """Return an area whose duty hours the person keeps."""
    area = area_or_404(request, area_id)
    if not keeps(request.user, area, request.today):
        raise Http404("Nothing here, or not for you")
    return area


def row_or_404(request, model, pk):
    """Return a line of duty hours or a mailbox of an area that the person keeps."""
    row = looking.found(model.objects.select_related("area"), pk)
    area_kept_or_404(request, row.area_id)
    return row


def shown(area, at, on):
    """Return what the page of an area's duty shows."""
    hours = Duty.objects.filter(area=area).select_related("team", "mailbox__agency", "mailbox__team")
    mailboxes = Mailbox.objects.filter(area=area).select_related("agency", "team")
    lasting = Q(ended_on=None) | Q(ended_on__gte=on)
    return {
        "now": on_duty(area, at),
        "hours": hours.filter(lasting),
        "mailboxes": mailboxes.filter(lasting),
        "earlier": hours.exclude(lasting).order_by("-ended_on"),
    }


def teams_of(area, on):
    """Return the teams of an area on a date, by name."""
    return looking.dated(area.teams.all(), "", on).order_by("name__letters")


def mailboxes_of(area, on):
    """Return the mailboxes of an area on a date, by agency."""
    return looking.dated(area.mailboxes.select_related("agency", "team"), "", on)


def agencies_of(area, on):
    """Return the agencies that work in an area, by name."""
    return looking.dated(area.agencies.all(), "", on).distinct()
