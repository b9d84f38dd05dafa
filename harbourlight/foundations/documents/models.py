"""Documents with dated versions, and letters."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Area, Dated, Professional


class ThresholdDocument(Dated):
    """One dated version of an area's threshold document, with its tiers of need in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="threshold_documents")
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=40)
    tiers = models.JSONField(help_text="A list of {code, title, meaning}")

    def __str__(self):
        return f"{self.title}, {self.edition}"


CHANNELS = (
    ("product", "In Harbourlight"),
    ("email", "E-mail notice"),
    ("post", "Posted on paper"),
    ("hand", "Handed over"),
    ("phone", "Told by telephone"),
)
KINDS = (
    ("referrer", "To the referrer"),
    ("parents", "To the parents"),
    ("fostering_known", "To the carer: we know of it"),
    ("fostering_child", "To the child: somebody will visit you"),
    ("fostering_decision", "To the carer: what we decided"),
    ("fostering_end", "To the carer: our visits have ended"),
)
# Letters to the home in which the child lives: their address is no news to those who open them.
TO_THE_HOME = frozenset({"parents", "fostering_known", "fostering_child", "fostering_decision", "fostering_end"})
BY_PEOPLE = frozenset({"post", "hand", "phone"})  # ways a letter goes without the product, on a day by somebody


class LetterQuerySet(Guarded, models.QuerySet):
    """Letters about children that the asker may see."""


class Letter(models.Model):
    """A letter about a record, to one reader; its words are kept exactly as sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    child_ids = ArrayField(models.UUIDField())
    kind = models.CharField(max_length=30, choices=KINDS)
    reader = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=200)
    to_email = models.EmailField(blank=True)
    to_address = models.TextField(blank=True)
    heading = models.CharField(max_length=200)
    body = models.TextField()
    reading_age = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    written_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=CHANNELS, blank=True)
    told_on = models.DateField("posted, handed over or told on", null=True)
    told_by = models.CharField("posted, handed over or told by", max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()
