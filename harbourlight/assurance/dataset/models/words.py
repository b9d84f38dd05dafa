"""What people say about figures: comments, and questions with their answers."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional

from .areas import Childless, OfAreaQuerySet
from .values import SheetImport


@pghistory.track()
class Comment(Childless):
    """What the reporter says of one indicator in one month; earlier wordings are kept by the database.

    A comment brought in with a sheet has no professional here; ``reporter_role`` says who wrote it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    first = models.DateField("first day of the month")
    text = models.TextField()
    reporter = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reporter_role = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    sheet_import = models.ForeignKey(SheetImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.IntegerField(default=1)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "ref", "first"), name="dataset_one_comment"),
            models.CheckConstraint(condition=~Q(text=""), name="dataset_comment_says_something"),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False) | ~Q(reporter_role=""), name="dataset_comment_has_a_reporter"
            ),
        ]


class Question(Childless):
    """A question asked about an indicator at a meeting, kept with its answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    first = models.DateField("first day of the month")
    meeting = models.CharField(max_length=200)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    submission = models.UUIDField(unique=True, default=uuid.uuid4)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="dataset_answer_is_whole",
            )
        ]
        indexes = [models.Index(fields=("area", "ref", "first"), name="dataset_question_ref")]
