"""Visits, one row for each child, and the records for which they count."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.foundations.people.models import Person

from .choices import BedroomSeen

SAID_AS_IT_IS = ("at", "by", "home", "in", "on", "outside")  # a place that begins so needs no comma


def told(place, *, was_seen, was_seen_alone, not_seen_reason="", not_alone_reason="", observed=""):
    """Return a visit as a sentence: “Visit at the carer's home. Seen alone. Flat cold, no food in the fridge.”"""
    if not was_seen:
        seen = "Not seen" + (f": {not_seen_reason}" if not_seen_reason else "")
    elif was_seen_alone:
        seen = "Seen alone"
    else:
        seen = "Seen, not alone" + (f": {not_alone_reason}" if not_alone_reason else "")
    first = place.split(" ")[0].lower()
    where = f" {place[:1].lower()}{place[1:]}" if first in SAID_AS_IT_IS else f", {place}" if place else ""
    return f"Visit{where.rstrip('.')}. {seen.rstrip('.')}. {observed}".strip()


class VisitQuerySet(Guarded, models.QuerySet):
    """Visits to children whom the asker may see."""

    def counting_for(self, record):
        """Return the visits that count for a record."""
        return self.filter(counts__subject_kind=record._meta.label_lower, counts__subject_id=record.pk)


@pghistory.track()
class Visit(models.Model):
    """A visit to one child: whether the child was seen, seen alone, where, by whom, and what the child said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    together = models.UUIDField("children visited at the same time have the same", default=uuid.uuid4)
    happened_at = models.DateTimeField()
    visited_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    was_seen = models.BooleanField(default=False)
    was_seen_alone = models.BooleanField(default=False)
    not_seen_reason = models.TextField(blank=True)
    not_alone_reason = models.TextField(blank=True)
    place = models.CharField("where", max_length=200)
    bedroom_seen = models.CharField(max_length=10, choices=BedroomSeen.choices, blank=True)
    was_announced = models.BooleanField(default=True)
    child_said = models.TextField("what the child said or showed", blank=True)
    observed = models.TextField("what was seen and done", blank=True)
    told_to = models.TextField("who was told what", blank=True)
    version = models.IntegerField(default=1)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("person", "-happened_at"), name="visits_of_a_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_seen=True) | ~Q(not_seen_reason="") & Q(was_seen_alone=False),
                name="visits_not_seen_says_why",
            ),
            models.CheckConstraint(
                condition=Q(was_seen=False) | Q(was_seen_alone=True) | ~Q(not_alone_reason=""),
                name="visits_not_alone_says_why",
            ),
        ]

    @property
    def child_ids(self):
        """The child visited, as every record about children names its own."""
        return [self.person_id]

    @property
    def in_words(self):
        """The visit as a sentence of the child's life, as the agency tells it: where, seen or not, what was found.

        What the child said stays with the visit, for those who may read it: a chronology has more readers.
        """
        return told(
            self.place, was_seen=self.was_seen, was_seen_alone=self.was_seen_alone,
            not_seen_reason=self.not_seen_reason, not_alone_reason=self.not_alone_reason, observed=self.observed,
        )  # fmt: skip


class VisitCounts(models.Model):
    """One record for which a visit counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="counts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("subject_id",), name="visits_counts_for")]
        constraints = [models.UniqueConstraint(fields=("visit", "subject_id"), name="visits_count_once")]
