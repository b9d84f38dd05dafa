"""Supervision of the work with a child, and the directions that managers give."""

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional

from ..choices import DirectionKind, Followed
from .episode import AboutAnEpisode, Episode


@pghistory.track()
class Supervision(AboutAnEpisode):
    """A talk of manager and worker about one child."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="supervisions")
    held_on = models.DateField()
    supervisor = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    discussion = models.TextField()
    child_today = models.TextField("what life is like for the child now", blank=True)
    recorded_at = models.DateTimeField()


@pghistory.track()
class Direction(AboutAnEpisode):
    """What a manager directed, by when, and whether it was followed: asked at the next supervision."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="directions")
    supervision = models.ForeignKey(
        Supervision, null=True, blank=True, on_delete=models.PROTECT, related_name="directions"
    )
    kind = models.CharField(max_length=20, choices=DirectionKind.choices)
    what = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    followed = models.CharField(max_length=10, choices=Followed.choices, blank=True)
    followed_note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, followed="") | Q(answered_at__isnull=False) & ~Q(followed=""),
                name="childinneed_followed_is_whole",
            )
        ]
