"""Who sees which recommendation: readers those of their areas, an agency those addressed to it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import AgencyArea, RoleHolding

from ..pathway import READING, WORKING


def london_date():
    """Return the London date of the question, as the database knows it."""
    return TruncDate(Now(), tzinfo=LONDON)


def areas_read_by(professional, roles=READING):
    """Return the areas in which somebody's agency works and where they hold one of these roles."""
    held = RoleHolding.objects.current(london_date()).filter(professional=professional.pk, role__in=roles)
    covers = AgencyArea.objects.current(london_date()).filter(agency=professional.agency_id)
    return covers.filter(Exists(held.filter(Q(area=None) | Q(area=OuterRef("area"))))).values("area")


def works_in_agency(professional):
    """Return the question whether somebody holds a role that works for the agency, councillors left out."""
    return Exists(RoleHolding.objects.current(london_date()).filter(professional=professional.pk, role__in=WORKING))


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True
