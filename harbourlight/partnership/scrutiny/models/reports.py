"""Reports to a panel, part by part; what is exempt stands apart from what the public reads."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.partnership.boards.models import Sitting

from ..choices import Exemption, Section
from ..pathway import REPORT
from .sight import OfPanel, OfPanelQuerySet


@pghistory.track()
class Report(OfPanel):
    """A report to a panel for a meeting: who decides, who wrote it, and when it was given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="panel_reports")
    title = models.CharField(max_length=200)
    decision_maker = models.CharField(max_length=200)
    report_of = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=REPORT.choices, default=REPORT.first)
    made_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = OfPanelQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(given_at__isnull=False), name="scrutiny_given_is_whole"
            )
        ]

    def __str__(self):
        return self.title


class PartQuerySet(OfPanelQuerySet):
    """Parts of reports."""

    TO = "report__panel"


@pghistory.track()
class Part(models.Model):
    """One part of a report: what everybody may read, and apart from it what is exempt and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField(max_length=20, choices=Section.choices)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    exempt_text = models.TextField(blank=True)
    exempt_under = models.CharField(max_length=2, choices=Exemption.choices, blank=True)
    exempt_why = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = PartQuerySet.as_manager()

    child_ids = ()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("report", "number"), name="scrutiny_part_number"),
            models.CheckConstraint(
                condition=Q(exempt_text="") | ~Q(exempt_under="") & ~Q(exempt_why=""), name="scrutiny_exempt_says_why"
            ),
        ]

    @property
    def heading(self):
        """Return what the part is called."""
        return self.title or Section(self.section).label
