"""The lines of a child's chronology."""

import uuid

from django.db import models

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.foundations.people.models import Person


class LineQuerySet(Guarded, models.QuerySet):
    """Lines of children that the asker may see."""

    def of(self, person):
        """Return a child's lines, the newest happening first."""
        return self.filter(person=person).order_by("-happened_at", "-recorded_at")


class Line(models.Model):
    """Something that happened to or about one child: when, as told by which agency, and how much it matters."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chronology")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=400)
    is_significant = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("person", "-happened_at"), name="chronology_person_happened")]
