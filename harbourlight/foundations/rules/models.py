"""What areas and bodies set for themselves: one row for each number and the day from which it holds."""

import uuid

from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional

from .declared import UNITS


class LocalNumberQuerySet(models.QuerySet):
    """Local numbers, each with the day from which it holds."""

    def held_by(self, area_ids, body_ids=()):
        """Return the rows of some areas themselves and of some bodies."""
        return self.filter(Q(area__in=area_ids, body_id=None) | Q(body_id__in=body_ids))

    def of_holder(self, rule_id, area_id, body_id=None):
        """Return what one area, or one of its bodies, ever set for a rule."""
        rows = self.held_by([], [body_id]) if body_id else self.held_by([area_id])
        return rows.filter(rule=rule_id)

    def in_order(self):
        """Return the rows so that of those that hold on a day the last one counts."""
        return self.order_by("from_on", "set_at")


class LocalNumber(models.Model):
    """A number that an area, or a body of it, set for a rule from a day on: who, when and why. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    body_id = models.UUIDField(null=True)
    rule = models.CharField(max_length=60)
    number = models.IntegerField(null=True)
    unit = models.CharField(max_length=20, choices=list(UNITS.items()))
    words = models.TextField(blank=True)
    from_on = models.DateField()
    set_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    why = models.TextField(blank=True)
    submission = models.UUIDField(null=True, unique=True)

    objects = LocalNumberQuerySet.as_manager()

    child_ids = ()

    class Meta:
        indexes = [
            models.Index(fields=("area", "rule", "from_on"), name="rules_of_area"),
            models.Index(fields=("body_id", "rule"), condition=Q(body_id__isnull=False), name="rules_of_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | Q(body_id__isnull=False), name="rules_number_has_a_holder"
            ),
            models.CheckConstraint(condition=Q(unit="words") | Q(words=""), name="rules_words_or_number"),
        ]
