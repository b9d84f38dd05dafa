"""Strategy discussions, section 47 enquiries and emergency measures."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.practice.childinneed.models import Episode

from ..choices import Applicant, DiscussionDecision, EnquiryOutcome, HowHeld, MeasureKind
from ..pathway import DISCUSSION, EMERGENCY, ENQUIRY
from .records import GuardedQuerySet, Kept


class DiscussionQuerySet(GuardedQuerySet):
    """Strategy discussions."""

    def held(self):
        """Return the discussions that took place, the first first."""
        return self.filter(held_at__isnull=False).order_by("held_at")


@pghistory.track()
class StrategyDiscussion(Kept):
    """Agencies together before anybody visits: what each knew stands on the meeting's attendance, the decision here."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=DISCUSSION.choices, default=DISCUSSION.first)
    planned_for = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=20, choices=HowHeld.choices, blank=True)
    reason = models.TextField("what gives cause to suspect significant harm", blank=True)
    decision = models.CharField(max_length=30, choices=DiscussionDecision.choices, blank=True)
    rationale = models.TextField("why", blank=True)
    plan = models.TextField("who does what, and when", blank=True)
    starts_enquiry = models.BooleanField(default=False)
    visit_planned_at = models.DateTimeField(null=True, blank=True)
    corrected_reason = models.TextField(blank=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_disc_children"),
            models.Index(fields=("area", "held_at"), name="childprotection_disc_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None) | ~Q(decision="") & ~Q(plan="") & ~Q(how="") & ~Q(how="emails"),
                name="childprotection_discussion_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(visit_planned_at=None) | Q(held_at=None) | Q(visit_planned_at__gt=F("held_at")),
                name="childprotection_discussion_before_visit",
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the discussion's page."""
        return address_of("childprotection:discussion", self.id)


class EnquiryQuerySet(GuardedQuerySet):
    """Section 47 enquiries."""

    def running(self):
        """Return the enquiries without an outcome, and those whose conference is still to come."""
        return self.filter(state__in=("open", "conference_due"))

    def of(self, person_id):
        """Return the enquiries about one child, the newest first."""
        return self.filter(person_id=person_id).order_by("-started_at")


@pghistory.track()
class Enquiry(Kept):
    """A section 47 enquiry about one child: the discussion that began it, the last one, what it found."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="enquiries")
    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="enquiries")
    last_discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ENQUIRY.choices, default=ENQUIRY.first)
    started_at = models.DateTimeField()
    started_on = models.DateField()
    is_joint = models.BooleanField("with the police", default=False)
    completion_due_on = models.DateField("to be finished by, as the area asks", null=True)
    completed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=30, choices=EnquiryOutcome.choices, blank=True)
    findings = models.TextField(blank=True)
    agency_checks = models.TextField("what agencies hold", blank=True)
    medical = models.TextField("medical examination", blank=True)
    interviews = models.TextField("interviews with the child and others", blank=True)
    analysis = models.TextField("what it means for the child", blank=True)
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conference_required = models.CharField(
        max_length=10, choices=(("", "Not decided"), ("yes", "Yes"), ("no", "No")), blank=True, default=""
    )
    conference_not_required_reason = models.TextField(blank=True)
    icpc_due_on = models.DateField("conference due, from the discussion that began the enquiry", null=True)
    icpc_due_from_last_on = models.DateField("conference due, from the last discussion", null=True)
    icpc_held_on = models.DateField("initial conference held", null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_enq_children"),
            models.Index(fields=("area", "started_at"), name="childprotection_enq_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(state="open"), name="childprotection_one_open_enquiry"
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, outcome="")
                | Q(completed_on__isnull=False) & ~Q(outcome="") & ~Q(conference_required=""),
                name="childprotection_enquiry_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(completed_on__gte=F("started_on")),
                name="childprotection_enquiry_ends_after",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="continuing_risk")
                | Q(conference_required="yes")
                | ~Q(conference_not_required_reason=""),
                name="childprotection_no_conference_says_why",
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the enquiry's page."""
        return address_of("childprotection:enquiry", self.id)


@pghistory.track()
class EmergencyMeasure(Kept):
    """Police protection or an emergency order on one child: its limit in running hours or days, and its end."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="emergency_measures")
    kind = models.CharField(max_length=30, choices=MeasureKind.choices)
    state = models.CharField(max_length=20, choices=EMERGENCY.choices, default=EMERGENCY.first)
    began_at = models.DateTimeField()
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    clock = models.CharField(max_length=20)
    ends_at = models.DateTimeField("the last moment it can hold")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_note = models.TextField(blank=True)
    applied_by = models.CharField("who applied for the order", max_length=10, choices=Applicant.choices, blank=True)
    reason = models.TextField()
    other_options_considered = models.TextField(blank=True)
    court = models.CharField(max_length=200, blank=True)
    designated_officer = models.CharField("the designated police officer", max_length=120, blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=("child_ids",), name="childprotection_emg_children")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="police_protection") | ~Q(other_options_considered=""),
                name="childprotection_police_say_options",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="childprotection_measure_ends_after"
            ),
            models.UniqueConstraint(
                fields=("follows",), condition=Q(kind="extension"), name="childprotection_one_extension"
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the measure's page."""
        return address_of("childprotection:emergency", self.id)
