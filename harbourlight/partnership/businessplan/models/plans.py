"""Plans, their headings and priorities, what stands under them, who commits to what, and which figures should move."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Agency, Area, Professional
from harbourlight.partnership.boards.models import Group

from ..choices import MONTHS_BETWEEN_REPORTS, Direction, PlanKind, PriorityKind
from ..pathway import PLAN
from .sight import Childless, OfPlanQuerySet


class PlanQuerySet(OfPlanQuerySet):
    """Plans."""

    TO = ""


@pghistory.track()
class Plan(Childless):
    """A plan of an area for some years: a business plan or a strategy, and which body hears how it goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PlanKind.choices)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    purpose = models.TextField(blank=True)
    hears = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    months_between_reports = models.PositiveSmallIntegerField(default=MONTHS_BETWEEN_REPORTS)
    state = models.CharField(max_length=10, choices=PLAN.choices, default=PLAN.first)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "title")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="businessplan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(agreed_at__isnull=False), name="businessplan_agreed_is_whole"
            ),
        ]

    def __str__(self):
        return self.title


@pghistory.track()
class Heading(Childless):
    """A heading of a plan, or a pillar of a strategy with the agency and the person who lead it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="headings")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    lead_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="businessplan_heading_number")]

    def __str__(self):
        return self.title


@pghistory.track()
class Priority(Childless):
    """A priority of a plan: why it was chosen, what should be different for children, and who leads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PriorityKind.choices, default=PriorityKind.PRIORITY)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    lead = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    themes = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    version = models.IntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="businessplan_priority_number")]

    def __str__(self):
        return self.title

    @property
    def area_id(self):
        """Return the area of the plan."""
        return self.plan.area_id


class OfPriorityQuerySet(OfPlanQuerySet):
    """What belongs to a priority."""

    TO = "priority__plan__"


class OfPriority(Childless):
    """Something that belongs to a priority."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @property
    def area_id(self):
        """Return the area of the plan."""
        return self.priority.plan.area_id


@pghistory.track()
class Entry(OfPriority):
    """What the partnership will do for a priority, under one heading."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="entries")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    is_taken_out = models.BooleanField(default=False)

    objects = OfPriorityQuerySet.as_manager()

    class Meta:
        ordering = ("heading__number", "number")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="businessplan_entry_says_something")]


class CommitmentQuerySet(OfPriorityQuerySet):
    """What agencies commit to."""

    def standing(self):
        """Return the commitments that were not withdrawn, in the order of headings and dates."""
        rows = self.filter(withdrawn_at=None).order_by("priority__number", "heading__number", "due_on", "pk")
        return rows.select_related("agency", "heading", "lead", "priority")


@pghistory.track()
class Commitment(OfPriority):
    """What one agency commits to by when; once the plan is agreed it runs as an action."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="commitments")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="commitments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    measure = models.TextField(blank=True)
    due_on = models.DateField()
    action_id = models.UUIDField(null=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    submission = models.UUIDField(null=True, unique=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="businessplan_commitment_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="businessplan_withdrawn_says_why"
            ),
        ]


@pghistory.track()
class Expected(OfPriority):
    """A figure of the dataset that should move, which way, and from where."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="expected")
    ref = models.CharField(max_length=20)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    from_month = models.DateField("first day of the month it is compared with")
    why = models.TextField(blank=True)

    objects = OfPriorityQuerySet.as_manager()

    class Meta:
        ordering = ("ref",)
        constraints = [
            models.UniqueConstraint(fields=("priority", "ref"), name="businessplan_figure_once"),
            models.CheckConstraint(condition=Q(from_month__day=1), name="businessplan_from_a_month"),
        ]
