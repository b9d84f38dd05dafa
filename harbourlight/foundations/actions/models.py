"""Challenges of a decision."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional

from .pathway import CHALLENGE


class ChallengeQuerySet(Guarded, models.QuerySet):
    """Challenges about children whom the asker may see, or raised by the asker."""


class Challenge(models.Model):
    """A challenge to a decision: by whom, to whom, about what, the answer and what changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CHALLENGE.choices, default=CHALLENGE.first)
    raised_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    raising_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    reason = models.TextField()
    due_at = models.DateTimeField()
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = ChallengeQuerySet.as_manager()
