"""Who sees what of a panel: those who work with it in its area, and the councillors who sit on it."""

from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import RoleHolding
from harbourlight.partnership.boards.choices import GroupKind
from harbourlight.partnership.boards.models import Group, Membership

from ..pathway import WORKING


def today():
    """Return the London date of the question, as the database knows it."""
    return TruncDate(Now(), tzinfo=LONDON)


def panels_open_to(professional):
    """Return the panels that somebody may look into: of their area where they work with it, or where they sit."""
    works = Exists(RoleHolding.objects.current(today()).filter(professional=professional.pk, role__in=WORKING))
    areas = professional.agency.agencyarea_set.current(today()).values("area")
    spanning = Group.areas.through.objects.filter(area__in=areas).values("group")
    seated = Membership.objects.current(today()).of(professional).values("seat__group")
    panels = Group.objects.of_kind(GroupKind.PANEL)
    return panels.filter(Q(works, area__in=areas) | Q(works, pk__in=spanning) | Q(pk__in=seated))


class OfPanelQuerySet(models.QuerySet):
    """Rows that belong to panels and name no child; ``TO`` leads from a row to its panel."""

    TO = "panel"

    def visible_to(self, professional):
        """Return the rows of the panels that somebody may look into."""
        return self.filter(**{f"{self.TO}__in": panels_open_to(professional).values("pk")})


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True


class OfPanel(Childless):
    """Something that belongs to a panel."""

    panel = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def area_id(self):
        """Return the area of the panel."""
        return self.panel.area_id
