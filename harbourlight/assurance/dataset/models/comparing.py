"""What figures are compared with: populations, targets, benchmarks, notes on method; and composed scorecards.

The database keeps what a row was before it was corrected.
"""

import uuid
from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional

from ..choices import Group, Period
from .areas import Childless, OfAreaQuerySet, areas_read_by


def children_on(series, day):
    """Return the children of an area on a date, from its dated populations; None before the first."""
    held = [children for from_on, children in series if from_on <= day]
    return Decimal(held[-1]) if held else None


class PopulationQuerySet(OfAreaQuerySet):
    """Populations of areas, by date."""

    def series(self, area):
        """Return (first day, children) of an area, the oldest first."""
        return list(self.filter(area=area).order_by("from_on").values_list("from_on", "children"))


@pghistory.track()
class Population(Childless):
    """How many children under 18 live in an area, from a date until the next row begins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField()
    children = models.PositiveIntegerField()
    told_by = models.CharField("source", max_length=200, blank=True)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "from_on"), name="dataset_one_population"),
            models.CheckConstraint(condition=Q(children__gt=0), name="dataset_population_is_counted"),
        ]


@pghistory.track()
class Target(Childless):
    """What an indicator should reach in one financial year: a number, or to be confirmed.

    ``period`` says over what the number is meant: a yearly total is no target for a single month.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    year = models.SmallIntegerField("financial year that begins in April of")
    number = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    is_to_be_confirmed = models.BooleanField(default=False)
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.MONTH)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "ref", "year"), name="dataset_one_target"),
            models.CheckConstraint(
                condition=Q(number=None, is_to_be_confirmed=True) | Q(number__isnull=False, is_to_be_confirmed=False),
                name="dataset_target_is_a_number_or_to_come",
            ),
        ]


@pghistory.track()
class Benchmark(Childless):
    """What others reached: a group of areas, a figure, the year it is of and when it was brought up to date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    group = models.CharField(max_length=20, choices=Group.choices)
    number = models.DecimalField(max_digits=14, decimal_places=6)
    of_year = models.CharField("year of the figure", max_length=20)
    updated_on = models.DateField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "ref", "group", "updated_on"), name="dataset_one_benchmark")
        ]


class MethodNoteQuerySet(OfAreaQuerySet):
    """Notes on method."""

    def visible_to(self, professional):
        """Return the notes of the areas of this professional's agency, and those that hold everywhere."""
        return self.filter(Q(area=None) | Q(area__in=areas_read_by(professional)))

    def of_area(self, area):
        """Return the notes that hold in an area."""
        return self.filter(Q(area=None) | Q(area=area))


class MethodNote(Childless):
    """How an indicator is counted from a date on; a changed method breaks the series.

    Without an area the note holds everywhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    from_on = models.DateField()
    text = models.TextField()
    is_break = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MethodNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("ref", "from_on"), name="dataset_note_ref")]


class Scorecard(Childless):
    """A scorecard composed for a group from the same indicators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    refs = ArrayField(models.CharField(max_length=20))
    made_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "slug"), name="dataset_one_scorecard"),
            models.CheckConstraint(condition=~Q(refs=[]), name="dataset_scorecard_has_indicators"),
        ]

    def __str__(self):
        return self.title
