"""Figures, where they come from, and what was found in the sheets that brought them."""

import uuid

import pghistory
from django.db import connection, models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional

from ..choices import FindingKind, Missing, Period, Source
from .areas import Childless, OfAreaQuerySet


class SheetImport(Childless):
    """A published sheet that was read: loaded whole, or refused whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    file_names = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    imported_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    figures_read = models.IntegerField()
    figures_new = models.IntegerField()
    figures_same = models.IntegerField()
    is_loaded = models.BooleanField()

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "-imported_at"), name="dataset_import_area")]


class FindingQuerySet(OfAreaQuerySet):
    """Findings of the sheets of an area."""

    AREA = "sheet_import__area"


class Finding(Childless):
    """Something in a sheet that is refused, or printed wrongly: listed, never repaired silently.

    ``offered_ref`` is the row to which a comment seems to belong; a person decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=FindingKind.choices)
    ref = models.CharField(max_length=20, blank=True)
    first = models.DateField("first day of the month", null=True)
    place = models.CharField("file and line", max_length=120, blank=True)
    text = models.TextField()
    offered_ref = models.CharField(max_length=20, blank=True)

    objects = FindingQuerySet.as_manager()


class ValueQuerySet(OfAreaQuerySet):
    """Figures of areas."""

    def of_months(self, area, first, last):
        """Return the monthly figures of an area from one month's first day to another's."""
        return self.filter(area=area, period=Period.MONTH, first__range=(first, last))

    def hold(self, area):
        """Wait until nobody else fills this area's figures, and keep others waiting until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dataset'), hashtext(%s))", [str(area.pk)])


@pghistory.track()
class Value(Childless):
    """One figure: an indicator of an area in one period, or why there is none.

    ``number`` is unrounded where numerator and denominator are known, and as printed otherwise. The
    denominator of a rate is the population of its time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.MONTH)
    first = models.DateField("first day of the period")
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField("why there is no figure", max_length=20, choices=Missing.choices, blank=True)
    fewer_than = models.PositiveIntegerField("it came in as fewer than so many", null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    sheet_import = models.ForeignKey(SheetImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "ref", "period", "first"), name="dataset_one_value"),
            models.CheckConstraint(
                condition=Q(number=None) & ~Q(missing="") | Q(number__isnull=False, missing=""),
                name="dataset_value_or_reason",
            ),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=0), name="dataset_value_is_not_negative"),
            models.CheckConstraint(condition=Q(first__day=1), name="dataset_value_starts_a_month"),
        ]
        indexes = [models.Index(fields=("area", "first"), name="dataset_value_area_month")]
