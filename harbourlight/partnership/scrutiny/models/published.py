"""What everybody may read: copies made at the moment of publishing, beside which the public pages read nothing."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.partnership.boards.models import Sitting

from ..choices import Kind
from .sight import OfPanel, OfPanelQuerySet

COPY = ["panel", "sitting", "record_id", "kind", "title", "on", "contents", "published_at", "published_by"]


class PublishedQuerySet(OfPanelQuerySet):
    """What was published."""

    def standing(self):
        """Return what anybody may read now: not withdrawn, of a panel that is public."""
        return self.filter(withdrawn_at=None, panel__is_public=True).select_related("panel__area", "sitting")


@pghistory.track()
class Published(OfPanel):
    """A copy that anybody may read, of an agenda, minutes, a report or the monitoring list; it can be withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="published")
    record_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    on = models.DateField("the day of the meeting")
    contents = models.JSONField()
    published_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "kind", "title")
        constraints = [
            models.UniqueConstraint(
                fields=("sitting", "kind", "record_id"),
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="scrutiny_published_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="scrutiny_withdrawn_says_why"
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="copy_stays", fields=COPY)]
