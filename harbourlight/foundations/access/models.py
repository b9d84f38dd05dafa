"""Grants, barriers and the read log."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team

from .choices import BarrierKind, Basis, Finding, Scope, Verb


class GrantQuerySet(models.QuerySet):
    """Grants, by time."""

    def current(self, at):
        """Return the grants in force at a moment."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=at), valid_from__lte=at)


class Grant(models.Model):
    """One child's record opened to one professional, team or agency, for a reason and a time.

    ``person_id`` points at a person; the database holds the foreign key (people stand on a higher shelf).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField()
    professional = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    holder_id = models.UUIDField()
    basis = models.CharField(max_length=20, choices=Basis.choices)
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.RECORD)
    reason = models.TextField()
    source = models.CharField(max_length=80, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("person_id", "holder_id"), name="access_grant_person_holder"),
            models.Index(fields=("holder_id", "person_id"), name="access_grant_holder_person"),
            models.Index(fields=("holder_id", "basis"), name="access_grant_holder_basis"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(professional=F("holder_id"), team=None, agency=None)
                | Q(professional=None, team=F("holder_id"), agency=None)
                | Q(professional=None, team=None, agency=F("holder_id")),
                name="access_grant_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="access_grant_ends_after_it_starts",
            ),
        ]


class Barrier(models.Model):
    """A record closed to named people, or to all but named people; holds no words, only who and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=BarrierKind.choices)
    professional_ids = ArrayField(models.UUIDField(), default=list)
    hides_existence = models.BooleanField(default=False)
    placed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)


class ReviewQuerySet(models.QuerySet):
    """Reviews of emergency openings that the asker may judge, or that are about the asker."""

    def visible_to(self, professional):
        """Return the reviews of the areas where this professional judges them, and the professional's own."""
        return self.extra(where=["(SELECT access_actor()) = %s::uuid"], params=[str(professional.id)])

    def waiting(self):
        """Return the reviews that nobody has made yet, the oldest limit first."""
        return self.filter(reviewed_at=None).order_by("due_on", "opened_at")

    def made(self):
        """Return the reviews that were made, the newest first."""
        return self.filter(reviewed_at__isnull=False).order_by("-reviewed_at")


class Review(models.Model):
    """A record opened in an emergency, to be judged by a manager within two working days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="review")
    person_id = models.UUIDField()
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    reason = models.TextField()
    due_on = models.DateField()
    finding = models.CharField(max_length=20, choices=Finding.choices, blank=True)
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, finding="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(finding="") & ~Q(note=""),
                name="access_review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("opened_by")), name="access_review_by_another"
            ),
        ]


class BarrierReason(models.Model):
    """Why a barrier was placed or lifted, seen only by those who may see the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="reasons")
    person_id = models.UUIDField(db_index=True)
    reason = models.TextField()
    written_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class Reading(models.Model):
    """One line of the read log: who did what with which record, and on what basis; never the content.

    The table is partitioned by month and made in SQL; its leaf is a SHA-256 hash written by the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    professional_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    basis = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80)
    leaf = models.BinaryField(null=True)
    seal_number = models.BigIntegerField(null=True)
    sequence = models.BigIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "access_reading"


class Seal(models.Model):
    """The Merkle root over a run of the read log, chained to the seal before it."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    rows = models.IntegerField()
    root = models.BinaryField()
    head = models.BinaryField()


class HistorySeal(models.Model):
    """The hash over a run of a table of history (rows after `first`, up to `last`): a leaf of its number's seal."""

    number = models.BigIntegerField()
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.IntegerField()
    digest = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("number", "table"), name="access_one_run_a_seal"),)
