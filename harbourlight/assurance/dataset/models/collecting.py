"""Asking other agencies for the figures they hold."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Agency, Area, Professional
from harbourlight.foundations.requests.models import Request

from ..choices import Missing, Period, RoundState, SubmissionState
from .areas import Childless, OfAreaQuerySet


class Round(Childless):
    """One collection: what agencies of an area are asked for one month or quarter, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.MONTH)
    first = models.DateField("first day of the period")
    refs = ArrayField(models.CharField(max_length=20))
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    due_at = models.DateTimeField()
    opened_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    locked_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField("what was taken, what lost, what is missing", default=list, blank=True)
    version = models.IntegerField(default=1)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "period", "first"), name="dataset_one_round"),
            models.CheckConstraint(condition=~Q(refs=[]), name="dataset_round_asks_something"),
            models.CheckConstraint(
                condition=Q(state="open", locked_at=None, locked_by=None)
                | Q(state="locked", locked_at__isnull=False, locked_by__isnull=False),
                name="dataset_round_lock_is_whole",
            ),
        ]


class SubmissionQuerySet(OfAreaQuerySet):
    """What agencies were asked for, and answered."""

    AREA = "round__area"

    def of_agency(self, professional):
        """Return the submissions of this professional's own agency."""
        return self.filter(agency=professional.agency_id)


@pghistory.track()
class Submission(Childless):
    """What one agency was asked for in one collection: entered, signed off, locked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="submissions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refs = ArrayField(models.CharField(max_length=20))
    state = models.CharField(max_length=12, choices=SubmissionState.choices, default=SubmissionState.WAITING)
    entered_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "agency"), name="dataset_one_submission"),
            models.CheckConstraint(
                condition=Q(signed_off_at=None, signed_off_by=None)
                | Q(signed_off_at__isnull=False, signed_off_by__isnull=False),
                name="dataset_sign_off_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at=None, sent_back_by=None)
                | Q(sent_back_at__isnull=False, sent_back_by__isnull=False) & ~Q(sent_back_reason=""),
                name="dataset_sending_back_is_whole",
            ),
        ]


class SubmittedFigureQuerySet(OfAreaQuerySet):
    """Figures that agencies gave."""

    AREA = "submission__round__area"


@pghistory.track()
class SubmittedFigure(Childless):
    """One figure that an agency gave, or why it gave none; an outlier is explained before it is accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="figures")
    ref = models.CharField(max_length=20)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    fewer_than = models.PositiveIntegerField("it was given as fewer than so many", null=True, blank=True)
    is_outlier = models.BooleanField(default=False)
    explanation = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SubmittedFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("submission", "ref"), name="dataset_one_submitted_figure"),
            models.CheckConstraint(
                condition=Q(number=None) & ~Q(missing="") | Q(number__isnull=False, missing=""),
                name="dataset_submitted_figure_or_reason",
            ),
        ]
