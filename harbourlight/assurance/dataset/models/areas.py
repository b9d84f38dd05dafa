"""What every row of the dataset has in common: an area, whose agencies may read it, and no child."""

from django.db import models
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.areas import areas_of


def areas_read_by(professional):
    """Return the areas in which a professional's agency works today."""
    return areas_of(professional, TruncDate(Now(), tzinfo=LONDON))


class OfAreaQuerySet(models.QuerySet):
    """Rows about an area; they hold no child's data, so that sight follows the area alone."""

    AREA = "area"

    def visible_to(self, professional):
        """Return the rows of the areas in which this professional's agency works today: one that left sees nothing."""
        return self.filter(**{f"{self.AREA}__in": areas_read_by(professional)})


class Childless(models.Model):
    """A row that names no child: reading it writes no line about a person."""

    child_ids = ()

    class Meta:
        abstract = True
