"""Transfers between areas, and stages of legal work."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.practice.childinneed.models import Episode

from ..choices import CATEGORIES, Direction, LegalKind, LegalOutcome
from ..pathway import AREA_TRANSFER, LEGAL
from .conferences import Conference
from .plans import ProtectionPlan
from .records import GuardedQuerySet, Kept


@pghistory.track()
class AreaTransfer(Kept):
    """A child on a plan moves between areas: the sending area answers for the plan until the transfer-in conference."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="area_transfers")
    plan = models.ForeignKey(ProtectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=20, choices=AREA_TRANSFER.choices, default=AREA_TRANSFER.first)
    other_authority = models.CharField(max_length=120)
    other_category = models.CharField("category there", max_length=3, choices=CATEGORIES, blank=True)
    other_plan_started_on = models.DateField("when the plan there began", null=True, blank=True)
    previous_plans = models.SmallIntegerField("plans before, as told", default=0)
    moved_on = models.DateField("when the child moved", null=True, blank=True)
    is_permanent = models.BooleanField(default=True)
    notified_on = models.DateField("when the other area told, or was told, in writing")
    conference_due_on = models.DateField(null=True, blank=True)
    conference = models.ForeignKey(Conference, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsibility_moved_on = models.DateField("when responsibility moved", null=True, blank=True)
    ended_on = models.DateField("when a temporary stay ended, or the transfer was called off", null=True, blank=True)
    note = models.TextField(blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="childprotection_move_children"),
            models.Index(fields=("area", "direction", "notified_on"), name="childprotection_move_area"),
        ]

    def get_absolute_url(self):
        """Return the address of the transfer's page."""
        return address_of("childprotection:transfer", self.id)


@pghistory.track()
class LegalStage(Kept):
    """A stage of legal work about one child: gateway, pre-proceedings or proceedings, with its end and outcome."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_stages")
    episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=LegalKind.choices)
    state = models.CharField(max_length=20, choices=LEGAL.choices, default=LEGAL.first)
    started_on = models.DateField()
    due_on = models.DateField("to be over by", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=30, choices=LegalOutcome.choices, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=("child_ids",), name="childprotection_legal_children")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")) & ~Q(outcome=""),
                name="childprotection_legal_ends_with_outcome",
            )
        ]

    def get_absolute_url(self):
        """Return the address of the stage's page."""
        return address_of("childprotection:legal", self.id)
