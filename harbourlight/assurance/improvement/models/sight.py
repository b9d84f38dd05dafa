"""Who sees which recommendation: readers those of their areas, an agency those addressed to it."""

from django.db import models
from django.db.models import Exists
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.areas import areas_held
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Professional, RoleHolding
from harbourlight.foundations.statements.prepared import Parameter, Prepared

from ..pathway import READING, WORKING


def london_date():
    """Return the London date of the question, as the database knows it."""
    return TruncDate(Now(), tzinfo=LONDON)


def areas_read_by(professional, roles=READING):
    """Return the areas in which somebody's agency works and where they hold one of these roles."""
    return areas_held(professional, roles, london_date())


class Reader:
    """Stands for whoever reads, where a question is built."""

    pk, agency_id = Parameter("reader"), Parameter("agency")


@Prepared
def areas_of_reader():
    """The areas that somebody reads."""
    return areas_read_by(Reader())


def read_areas(professional):
    """Return the ids of the areas that somebody reads: a list of thousands asks the areas once, not for each row."""
    return [area for (area,) in areas_of_reader(reader=professional.pk, agency=professional.agency_id)]


def works_in_agency(professional):
    """Return the question whether somebody holds a role that works for the agency, councillors left out."""
    return Exists(RoleHolding.objects.current(london_date()).filter(professional=professional.pk, role__in=WORKING))


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True


def agencies_at_work(areas, on):
    """Return the agencies that work in some areas."""
    covers = AgencyArea.objects.current(on).filter(area__in=areas)
    return Agency.objects.current(on).filter(pk__in=covers.values("agency"))


def areas_open_to(professional):
    """Return the areas that somebody reads, by name."""
    return Area.objects.filter(pk__in=areas_read_by(professional))


def colleagues_of(addressee, on):
    """Return the professionals who may be given an action: those of the agency, or of any at work in the area."""
    people = Professional.objects.current(on)
    if addressee.agency_id:
        return people.filter(agency=addressee.agency_id)
    covers = AgencyArea.objects.current(on).filter(area=addressee.area_id)
    return people.filter(agency__in=covers.values("agency"))
