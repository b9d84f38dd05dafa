"""Child in need plans, what they are to change, and their reviews."""

import pghistory
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.ui.addresses import address_of

from ..choices import PlanEnd, ReviewDecision
from .episode import AboutAnEpisode, Episode


@pghistory.track()
class Plan(AboutAnEpisode):
    """A child in need plan: what is to change for the child, agreed with the family; at most one is open."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plans")
    version = models.IntegerField(default=1)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=PlanEnd.choices, blank=True)
    end_note = models.TextField(blank=True)
    summary = models.TextField("what has to change for the child", blank=True)
    family_view = models.TextField("what the child and the family say of the plan", blank=True)
    contingency = models.TextField("what happens if nothing changes", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("episode",), condition=Q(ended_on=None), name="childinneed_one_open_plan"),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | Q(ended_on__isnull=False, ended_on__gte=F("started_on")) & ~Q(end_reason=""),
                name="childinneed_plan_ends_with_reason",
            ),
        ]

    def __str__(self):
        return "Child in need plan"

    def get_absolute_url(self):
        """Return the address of the plan's page."""
        return address_of("childinneed:plan", self.id)


@pghistory.track()
class PlanOutcome(AboutAnEpisode):
    """One thing that is to change for the child, and how all will know that it has."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="outcomes")
    number = models.SmallIntegerField(default=1)
    what = models.TextField()
    measure = models.TextField("how we will know", blank=True)
    progress = models.TextField(blank=True)
    reached_on = models.DateField(null=True, blank=True)


@pghistory.track()
class PlanReview(AboutAnEpisode):
    """A review of a plan: who took part, what has changed, what the child says, what was decided."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    took_part = models.TextField()
    progress = models.TextField()
    child_view = models.TextField("what the child says", blank=True)
    decision = models.CharField(max_length=20, choices=ReviewDecision.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
