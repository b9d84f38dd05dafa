"""What every row of the dataset has in common: an area, whose agencies may read it, and no child."""

from django.db import models


class OfAreaQuerySet(models.QuerySet):
    """Rows about an area; they hold no child's data, so that sight follows the area alone."""

    AREA = "area"

    def visible_to(self, professional):
        """Return the rows of the areas in which this professional's agency works."""
        return self.filter(**{f"{self.AREA}__in": professional.agency.areas.all()})


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True
