"""Challenges of a decision, and actions: who does what by when, and what changed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional

from .choices import OPEN_STATES, Priority
from .pathway import ACTION, CHALLENGE


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


class ActionQuerySet(Guarded, models.QuerySet):
    """Actions about children whom the asker may see, the asker's own, and those of the asker's agency without owner."""

    def unfinished(self):
        """Return the actions that are still to be done or to be judged, the soonest due first."""
        return self.filter(state__in=OPEN_STATES).order_by("due_on", "given_at")

    def overdue(self, on):
        """Return the actions that are not reported done and whose date has passed."""
        return self.filter(state="open", due_on__lt=on)

    def of(self, record):
        """Return the actions that came from a record."""
        return self.filter(source_id=record.pk)

    def of_owner(self, professional):
        """Return the actions that somebody does."""
        return self.filter(owner=professional)

    def given_by(self, professional):
        """Return the actions that somebody gave."""
        return self.filter(given_by=professional)

    def of_no_child(self):
        """Return the actions about no child: those of the partnership's meetings, plans and recommendations."""
        return self.filter(child_ids=[])

    def of_agency(self, agency_id):
        """Return the actions that an agency does, whoever in it."""
        return self.filter(owner_agency=agency_id)


class Action(models.Model):
    """What somebody does by a date, how we will know, what was done, and apart from it what changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField(db_index=True)
    what = models.TextField()
    measure = models.TextField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    owner_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    family_member = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    times_moved = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=ACTION.choices, default=ACTION.first)
    given_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    done_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    evidence_done = models.TextField(blank=True)
    evidence_changed = models.TextField(blank=True)
    only_repeats = models.BooleanField(default=False)
    accepted_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    sent_back_reason = models.TextField(blank=True)
    times_sent_back = models.SmallIntegerField(default=0)
    dropped_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("owner", "due_on"), condition=Q(state__in=OPEN_STATES), name="actions_open_owner"),
            models.Index(
                fields=("owner_agency", "due_on"), condition=Q(state__in=OPEN_STATES), name="actions_open_agency"
            ),
            GinIndex(fields=("child_ids",), name="actions_action_children"),
            models.Index(fields=("area", "due_on", "id"), condition=Q(child_ids=[]), name="actions_of_no_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(owner_agency__isnull=False) | ~Q(family_member=""),
                name="actions_action_has_an_owner",
            ),
        ]

    @property
    def owner_words(self):
        """Return who does it, in words."""
        return self.family_member or str(self.owner or self.owner_agency or "")

    def is_overdue(self, on):
        """Say whether it is still to be done after its date."""
        return self.state == "open" and self.due_on < on


class ActionNoteQuerySet(Guarded, models.QuerySet):
    """Notes on the actions that the asker may see."""


class ActionNote(models.Model):
    """One line of progress on an action."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    submission = models.UUIDField(null=True, unique=True)

    objects = ActionNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("action", "at"), name="actions_note_action")]

    @property
    def child_ids(self):
        """Return the children whom the action is about."""
        return self.action.child_ids
