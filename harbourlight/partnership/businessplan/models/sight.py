"""Who sees which plan: the agencies that work in its area."""

from django.db import models
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON


class OfPlanQuerySet(models.QuerySet):
    """Rows that belong to plans and name no child; ``TO`` leads from a row to its plan."""

    TO = "plan__"

    def visible_to(self, professional):
        """Return the rows of the areas in which somebody's agency works today."""
        today = TruncDate(Now(), tzinfo=LONDON)
        areas = professional.agency.agencyarea_set.current(today).values("area")
        return self.filter(**{f"{self.TO}area__in": areas})


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True
