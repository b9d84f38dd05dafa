"""What a panel resolved at a meeting, and what became of it."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.assurance.improvement.models import Recommendation
from harbourlight.foundations.agencies.models import Professional
from harbourlight.partnership.boards.models import Sitting

from ..choices import Outcome
from .sight import OfPanel, OfPanelQuerySet


class ResolutionQuerySet(OfPanelQuerySet):
    """Resolutions."""

    def of_sitting(self, sitting):
        """Return what was resolved at a meeting, in the order of the minutes."""
        return self.filter(sitting=sitting).order_by("number")


@pghistory.track()
class Resolution(OfPanel):
    """One resolution of a meeting, in the words of its minutes: a recommendation now, or why nothing follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    recommendation = models.ForeignKey(Recommendation, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ("sitting", "number")
        constraints = [
            models.UniqueConstraint(fields=("sitting", "number"), name="scrutiny_resolution_number"),
            models.CheckConstraint(condition=~Q(text=""), name="scrutiny_resolution_says_something"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NOTHING_FOLLOWS) | ~Q(reason=""), name="scrutiny_nothing_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RECOMMENDATION) | Q(recommendation__isnull=False),
                name="scrutiny_recommendation_is_kept",
            ),
        ]
