"""Child protection plans: what must change, categories, core groups and the combined chronology."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.practice.childinneed.models import Episode

from ..choices import CATEGORIES, EndReason, OutcomeProgress
from ..pathway import CORE_GROUP, PLAN
from .records import GuardedQuerySet, Kept, Part


class PlanQuerySet(GuardedQuerySet):
    """Child protection plans."""

    def running(self):
        """Return the plans that have not ended."""
        return self.filter(ended_on=None)

    def open_on(self, on):
        """Return the plans that were open at the end of a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)


@pghistory.track()
class ProtectionPlan(Kept):
    """A child protection plan for one child, from the conference that made it to its end."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protection_plans")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="protection_plans")
    state = models.CharField(max_length=20, choices=PLAN.choices, default=PLAN.first)
    began_at = models.DateTimeField()
    started_on = models.DateField()
    initial_category = models.CharField(max_length=3, choices=CATEGORIES)
    latest_category = models.CharField(max_length=3, choices=CATEGORIES)
    is_temporary = models.BooleanField("another area's plan; the child stays here for a time", default=False)
    from_transfer = models.BooleanField("begun at a transfer-in conference", default=False)
    was_unborn = models.BooleanField("begun before the birth", default=False)
    previous_plans = models.SmallIntegerField("earlier plans anywhere, as the census counts them", default=0)
    previous_ended_on = models.DateField("when the last earlier plan ended", null=True, blank=True)
    key_worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what_must_change = models.TextField(blank=True)
    strengths = models.TextField("what goes well and protects the child", blank=True)
    contingency = models.TextField("what happens if the plan does not work", blank=True)
    first_core_group_due_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField("next review conference due", null=True, blank=True)
    visit_due_on = models.DateField("child to be seen by", null=True, blank=True)
    last_reviewed_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    chronology_state = models.CharField(
        max_length=10, choices=(("", "Not made yet"), ("fresh", "Up to date"), ("stale", "Stale")), blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    end_note = models.TextField(blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_plan_children"),
            models.Index(fields=("area", "began_at"), name="childprotection_plan_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(ended_on=None), name="childprotection_one_open_plan"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | Q(ended_on__isnull=False) & ~Q(end_reason="") & Q(ended_on__gt=F("started_on")),
                name="childprotection_plan_ends_later_with_reason",
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the plan's page."""
        return address_of("childprotection:plan", self.id)


@pghistory.track()
class PlanOutcome(Part):
    """One thing that must change for the child: how it is measured, by when, and how far it is."""

    plan = models.ForeignKey(ProtectionPlan, on_delete=models.CASCADE, related_name="outcomes")
    what = models.TextField()
    risk = models.TextField("the risk it lessens", blank=True)
    measure = models.TextField("how we will know")
    due_on = models.DateField()
    progress = models.CharField(max_length=20, choices=OutcomeProgress.choices, default=OutcomeProgress.NOT_STARTED)
    progress_note = models.TextField(blank=True)
    progress_on = models.DateField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = GuardedQuerySet.as_manager()


@pghistory.track()
class CategoryChange(Part):
    """A change of the category of a plan, by a conference."""

    plan = models.ForeignKey(ProtectionPlan, on_delete=models.CASCADE, related_name="category_changes")
    conference_id = models.UUIDField(null=True)
    changed_on = models.DateField()
    before = models.CharField(max_length=3, choices=CATEGORIES)
    after = models.CharField(max_length=3, choices=CATEGORIES)
    reason = models.TextField(blank=True)

    objects = GuardedQuerySet.as_manager()


@pghistory.track()
class CoreGroup(Kept):
    """A meeting of the core group of the children of one family: when it was, and when the next is due."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan_ids = ArrayField(models.UUIDField(), default=list)
    number = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=CORE_GROUP.choices, default=CORE_GROUP.first)
    due_on = models.DateField(null=True, blank=True)
    planned_for = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True)
    chronology_refreshed_at = models.DateTimeField(null=True, blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=("child_ids",), name="childprotection_cg_children")]

    def get_absolute_url(self):
        """Return the address of the core group's page."""
        return address_of("childprotection:core_group", self.id)


@pghistory.track()
class ChronologyRefresh(Part):
    """The combined chronology of a child was brought up to date, by whom, with which agencies' parts."""

    plan = models.ForeignKey(ProtectionPlan, on_delete=models.CASCADE, related_name="chronology_refreshes")
    core_group = models.ForeignKey(CoreGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="refreshes")
    refreshed_at = models.DateTimeField()
    refreshed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    agency_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    analysis = models.TextField("what the pattern of events says", blank=True)

    objects = GuardedQuerySet.as_manager()
