"""Steps that were taken and deadlines that run."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team


class GuardedQuerySet(Guarded, models.QuerySet):
    """Rows about children whom the asker may see."""


class StepTaken(models.Model):
    """An immutable row: who took which step on which record, when it happened and when it was recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    child_ids = ArrayField(models.UUIDField())
    # Of a step on a record about no child: it is open in this area. What names a child follows the child.
    area = models.ForeignKey(Area, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    taken_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField("in which way its taker stood to the record", max_length=20, blank=True)
    # Whose answer it is: none where its taker acted for no agency, as a chair does, whoever employs them.
    agency = models.ForeignKey(Agency, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    note = models.TextField(blank=True)
    submission = models.UUIDField(null=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("subject_id", "recorded_at"), name="pathways_step_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=("subject_id", "submission"),
                condition=Q(submission__isnull=False),
                name="pathways_step_once",
            )
        ]


# What a worklist reads: neither met in time nor cancelled.
MISSED_OR_RUNNING = Q(is_alarm=True, cancelled_at=None) & (Q(met_at=None) | Q(met_at__gt=F("due_at")))


class DeadlineQuerySet(GuardedQuerySet):
    """Deadlines, by how they stand."""

    def running(self):
        """Return the deadlines neither met nor cancelled."""
        return self.filter(met_at=None, cancelled_at=None)

    def overdue(self, at):
        """Return the running deadlines whose time has passed."""
        return self.running().filter(due_at__lt=at)


class Deadline(models.Model):
    """A clock that runs for one record: which version of which limit, since when, until when, and how it ended.

    ``due_at`` is the last moment in time (the end of the due day in London for limits in days).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clock = models.CharField(max_length=20)
    clock_version = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    is_alarm = models.BooleanField(default=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    breach_reason = models.TextField(blank=True)
    breach_explained_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    breach_explained_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=("team", "due_at"),
                condition=Q(met_at=None, cancelled_at=None),
                name="pathways_running_team",
            ),
            models.Index(
                fields=("owner", "due_at"),
                condition=Q(met_at=None, cancelled_at=None),
                name="pathways_running_owner",
            ),
            models.Index(fields=("team", "due_at"), condition=MISSED_OR_RUNNING, name="pathways_missed_team"),
            models.Index(fields=("owner", "due_at"), condition=MISSED_OR_RUNNING, name="pathways_missed_owner"),
            models.Index(fields=("area", "clock", "started_at"), name="pathways_area_clock"),
            GinIndex(fields=("child_ids",), name="pathways_deadline_children"),
        ]
