"""How plans go: what agencies are asked each quarter and say, and what each year changed."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards.models import Sitting

from ..choices import Achieved, Next, Rating
from ..pathway import ROUND
from .plans import Plan, Priority
from .sight import Childless, OfPlanQuerySet


@pghistory.track()
class Round(Childless):
    """One quarter of a plan: which agencies were asked how it goes, by when, and when the executive heard it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    first = models.DateField("first day of the quarter")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ROUND.choices, default=ROUND.first)
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reported_to = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-first",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "first"), name="businessplan_one_round"),
            models.CheckConstraint(condition=Q(first__day=1), name="businessplan_round_starts_a_month"),
            models.CheckConstraint(
                condition=Q(state="open", reported_at=None)
                | Q(state="reported", reported_at__isnull=False, reported_to__isnull=False) & ~Q(report=""),
                name="businessplan_report_is_whole",
            ),
        ]

    @property
    def area_id(self):
        """Return the area of the plan."""
        return self.plan.area_id


class AskedQuerySet(OfPlanQuerySet):
    """What agencies are asked."""

    TO = "round__plan__"

    def of_agency(self, professional):
        """Return what somebody's own agency was asked."""
        return self.filter(agency=professional.agency_id)

    def waiting(self):
        """Return what nobody has answered and may still be answered."""
        return self.filter(answered_at=None, round__state="open")


@pghistory.track()
class Asked(Childless):
    """One agency asked how its part of a plan went in a quarter, and when it said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="asked")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    late_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("round", "agency"), name="businessplan_asked_once")]

    @property
    def area_id(self):
        """Return the area of the plan."""
        return self.round.plan.area_id

    def is_late(self, at):
        """Say whether the answer is late, or was."""
        return (self.answered_at or at) > self.round.due_at

    def standing(self, at):
        """Say how the agency stands: in time, late, missing or waited for."""
        if self.answered_at:
            return "Late" if self.is_late(at) else "In time"
        return "Missing" if at > self.round.due_at else "Waiting"


class ProgressQuerySet(OfPlanQuerySet):
    """What agencies say."""

    TO = "asked__round__plan__"

    def whole(self):
        """Return the rows with what a list names, in the order of the priorities and agencies."""
        rows = self.select_related("asked__agency", "asked__round", "asked__answered_by", "priority")
        return rows.order_by("priority__number", "asked__agency__name__letters")


@pghistory.track()
class Progress(Childless):
    """What one agency says of one priority in a quarter: how it goes, what was done, and apart from it what changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="progress")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="progress")
    rating = models.CharField(max_length=12, choices=Rating.choices)
    what_was_done = models.TextField()
    what_changed = models.TextField()
    what_is_next = models.TextField(blank=True)
    only_repeats = models.BooleanField(default=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("asked", "priority"), name="businessplan_progress_once"),
            models.CheckConstraint(
                condition=~Q(what_was_done="") & ~Q(what_changed=""), name="businessplan_progress_says_both"
            ),
        ]


@pghistory.track()
class Review(Childless):
    """The full review of a plan at the end of a year: at which meeting, and what it came to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    year_ended_on = models.DateField()
    reviewed_on = models.DateField()
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="+")
    overall = models.TextField()
    reviewed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-year_ended_on",)
        constraints = [models.UniqueConstraint(fields=("plan", "year_ended_on"), name="businessplan_one_review")]


class ReviewLineQuerySet(OfPlanQuerySet):
    """What reviews say of priorities."""

    TO = "review__plan__"


@pghistory.track()
class ReviewLine(Childless):
    """What a year-end review says of one priority: how far it was reached, what changed for children, what is next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lines")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="reviews")
    achieved = models.CharField(max_length=12, choices=Achieved.choices)
    what_changed = models.TextField()
    evidence = models.TextField(blank=True)
    next = models.CharField(max_length=10, choices=Next.choices)

    objects = ReviewLineQuerySet.as_manager()

    class Meta:
        ordering = ("priority__number",)
        constraints = [models.UniqueConstraint(fields=("review", "priority"), name="businessplan_reviewed_once")]
