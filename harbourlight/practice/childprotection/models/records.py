"""What every record of child protection has in common."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Area, Professional, Team


class GuardedQuerySet(Guarded, models.QuerySet):
    """Rows about children whom the asker may see."""


class Kept(models.Model):
    """A record about children of one area: whose, who recorded it and when, and its version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, blank=True, unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Part(models.Model):
    """A part of a record, seen with the children it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_ids = ArrayField(models.UUIDField())
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
