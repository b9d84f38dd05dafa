"""Child protection conferences: one decision for each child, graded reports, the chair's concerns."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Agency, Area, Professional
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of

from ..choices import CATEGORIES, ConcernLevel, ConferenceDecision, ConferenceKind, TookPart
from ..pathway import CONCERN, CONFERENCE
from .enquiries import Enquiry
from .plans import ProtectionPlan
from .records import GuardedQuerySet, Kept, Part


class ConferenceQuerySet(GuardedQuerySet):
    """Conferences."""

    def held(self):
        """Return the conferences that took place."""
        return self.filter(held_at__isnull=False)


@pghistory.track()
class Conference(Kept):
    """A conference about the children of one family, decided together and recorded apart."""

    kind = models.CharField(max_length=20, choices=ConferenceKind.choices)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CONFERENCE.choices, default=CONFERENCE.first)
    chair = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_for = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField("due, from the discussion that began the enquiry", null=True, blank=True)
    due_from_last_on = models.DateField("due, from the last discussion", null=True, blank=True)
    is_temporary = models.BooleanField("about a temporary registration", default=False)
    reports_due_on = models.DateField("reports with the family by", null=True, blank=True)
    reports_shared_on = models.DateField("reports were with the family on", null=True, blank=True)
    is_quorate = models.BooleanField(null=True)
    inquorate_reason = models.TextField(blank=True)
    late_reason = models.TextField(blank=True)
    outline_plan = models.TextField(blank=True)
    quality_note = models.TextField("the chair's check of the work before the conference", blank=True)
    quality_checked_at = models.DateTimeField(null=True, blank=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_conf_children"),
            models.Index(fields=("area", "kind", "held_at"), name="childprotection_conf_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(is_quorate=True) | ~Q(inquorate_reason=""),
                name="childprotection_inquorate_says_why",
            )
        ]

    def get_absolute_url(self):
        """Return the address of the conference's page."""
        return address_of("childprotection:conference", self.id)


@pghistory.track()
class ConferenceChild(Part):
    """One child of a conference: the child's views and part, the decision and its category, dissent, the plan."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conferences")
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ConferenceKind.choices)
    is_temporary = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    due_from_last_on = models.DateField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    age = models.SmallIntegerField("age in years on the day", null=True, blank=True)
    took_part = models.CharField(max_length=20, choices=TookPart.choices, blank=True)
    did_not_because = models.TextField(blank=True)
    views = models.TextField("the child's wishes and feelings", blank=True)
    decision = models.CharField(max_length=20, choices=ConferenceDecision.choices, blank=True)
    category = models.CharField(max_length=3, choices=CATEGORIES, blank=True)
    rationale = models.TextField("why the test is or is not met", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_unanimous = models.BooleanField(default=True)
    dissent = models.TextField(blank=True)
    paper_for = ArrayField(models.UUIDField(), default=list, blank=True)
    paper_reason = models.TextField("why others of the family get the plan on paper", blank=True)
    plan = models.ForeignKey(
        ProtectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="conference_decisions"
    )

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_cc_children"),
            models.Index(fields=("area", "kind", "held_at"), name="childprotection_cc_area"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("conference", "person"), name="childprotection_child_once"),
            models.CheckConstraint(
                condition=~Q(decision__in=("plan", "goes_on")) | ~Q(category=""),
                name="childprotection_plan_names_category",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(rationale="") & Q(decided_at__isnull=False),
                name="childprotection_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_unanimous=True) | ~Q(dissent=""), name="childprotection_dissent_is_said"
            ),
            models.CheckConstraint(
                condition=Q(paper_for__len=0) | ~Q(paper_reason=""), name="childprotection_paper_says_why"
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the conference's page."""
        return address_of("childprotection:conference", self.conference_id)

    @property
    def is_late(self):
        """Whether the conference was held after its last day for this child."""
        return bool(self.held_on and self.due_on and self.held_on > self.due_on)


@pghistory.track()
class ChairConcern(Kept):
    """A chair's challenge to an agency's practice about a conference: whom it is put to now, and by when answered."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="concerns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CONCERN.choices, default=CONCERN.first)
    level = models.CharField(max_length=1, choices=ConcernLevel.choices, default=ConcernLevel.TEAM)
    what = models.TextField()
    wanted = models.TextField("what should change, and by when")
    raised_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField("what changed", blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_con_children"),
            models.Index(fields=("agency", "due_on"), condition=Q(state="raised"), name="childprotection_con_open"),
        ]

    def get_absolute_url(self):
        """Return the address of the concern's page."""
        return address_of("childprotection:concern", self.id)
