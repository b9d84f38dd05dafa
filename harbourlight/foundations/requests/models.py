"""Requests to agencies and their answers."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team

from .pathway import REQUEST

OPEN_STATES = ("asked", "opened")


class RequestQuerySet(Guarded, models.QuerySet):
    """Requests about children whom the asker may see, and requests made of the asker's own agency."""

    def unanswered(self):
        """Return the requests still waiting."""
        return self.filter(state__in=OPEN_STATES)


class Request(models.Model):
    """A question put to one agency about a record and its children, due at a moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    state = models.CharField(max_length=20, choices=REQUEST.choices, default=REQUEST.first)
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    declined_reason = models.TextField(blank=True)
    late_reason = models.TextField(blank=True)
    outcome = models.TextField("what was decided", blank=True)
    outcome_at = models.DateTimeField(null=True)
    times_chased = models.SmallIntegerField(default=0)
    last_chased_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("agency", "due_at"), condition=Q(state__in=OPEN_STATES), name="requests_open_agency"),
            models.Index(fields=("area", "asked_at"), name="requests_area_asked"),
        ]

    def is_late(self, at):
        """Say whether the answer is late, or was."""
        return (self.answered_at or at) > self.due_at
