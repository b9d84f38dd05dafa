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
    is_process = models.BooleanField("it tells of the work, not of the child's life", default=False)
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("person", "-happened_at"), name="chronology_person_happened")]


class Told(models.Model):
    """What somebody of an agency wrote about a child's chronology; rows are added and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = LineQuerySet.as_manager()

    class Meta:
        abstract = True


class Entry(Told):
    """A line that somebody wrote by hand, as first told (number 1) and as each correction told it again."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="entries")
    number = models.SmallIntegerField()
    happened_at = models.DateTimeField()
    what = models.CharField(max_length=400)
    source = models.CharField(max_length=200)
    is_significant = models.BooleanField(default=False)
    why_significant = models.CharField(max_length=400, blank=True)
    why_corrected = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("line", "number"), name="chronology_entry_number")]
        indexes = [models.Index(fields=("person", "number"), name="chronology_entry_person")]


class Mark(Told):
    """Somebody's word that a line is significant, or is not, with the reason; the newest holds."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="marks")
    is_significant = models.BooleanField()
    reason = models.CharField(max_length=400)

    class Meta:
        indexes = [models.Index(fields=("person", "written_at"), name="chronology_mark_person")]


class Analysis(Told):
    """What a pattern in a child's chronology means, as somebody understood it on a day."""

    text = models.TextField()

    class Meta:
        verbose_name_plural = "analyses"
        indexes = [models.Index(fields=("person", "-written_at"), name="chronology_analysis_person")]
