"""What an area decides for itself about children in need."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from harbourlight.foundations.agencies.models import Area, Professional

USUAL_REVIEW_POINTS = (10, 25)


def usual_review_points():
    """Return the working days after the referral on which a manager looks, where an area has said nothing."""
    return list(USUAL_REVIEW_POINTS)


@pghistory.track()
class NeedSetting(models.Model):
    """An area's own figures, in working days; an empty one means that the area has not set it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="need_setting")
    review_points = ArrayField(models.IntegerField(), default=usual_review_points, blank=True)
    plan_review_days = models.IntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
