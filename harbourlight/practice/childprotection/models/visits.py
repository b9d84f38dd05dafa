"""Visits to children, during an enquiry and under a plan."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.visits.models import told

from .enquiries import Enquiry
from .plans import ProtectionPlan
from .records import GuardedQuerySet, Kept


class VisitQuerySet(GuardedQuerySet):
    """Visits."""

    def where_seen(self):
        """Return the visits at which the child was seen."""
        return self.filter(was_seen=True)


@pghistory.track()
class Visit(Kept):
    """A visit to one child: whether the child was seen, seen alone, where, by whom, and what the child said."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protection_visits")
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    plan = models.ForeignKey(ProtectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    happened_at = models.DateTimeField()
    visited_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    was_seen = models.BooleanField(default=False)
    was_seen_alone = models.BooleanField(default=False)
    not_seen_reason = models.TextField(blank=True)
    not_alone_reason = models.TextField(blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    was_bedroom_seen = models.BooleanField(default=False)
    was_announced = models.BooleanField(default=True)
    child_said = models.TextField("what the child said or showed", blank=True)
    observed = models.TextField("what was seen and done", blank=True)
    was_before_discussion = models.BooleanField(default=False)
    before_discussion_reason = models.TextField(blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_visit_children"),
            models.Index(fields=("plan", "happened_at"), name="childprotection_visit_plan"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_seen=True) | ~Q(not_seen_reason="") & Q(was_seen_alone=False),
                name="childprotection_not_seen_says_why",
            ),
            models.CheckConstraint(
                condition=Q(enquiry__isnull=False) | Q(plan__isnull=False), name="childprotection_visit_belongs"
            ),
        ]

    @property
    def in_words(self):
        """The visit as a sentence of the child's life; what the child said stays with the visit."""
        return told(
            self.place, was_seen=self.was_seen, was_seen_alone=self.was_seen_alone,
            not_seen_reason=self.not_seen_reason, not_alone_reason=self.not_alone_reason, observed=self.observed,
        )  # fmt: skip
