"""What was published, what changed afterwards, and what is proposed to be said of a quarter."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.agencies.models import Area, Professional

from ..choices import Missing, Period, ProposalKind, ProposalState, PublicationState, Source, Suppression
from .areas import Childless, OfAreaQuerySet

FROZEN = ["area", "period", "first", "title", "is_public", "small_number", "definitions", "frozen_by", "frozen_at"]
OTHER_REASON = (
    pgtrigger.Q(old__reason__df=pgtrigger.F("new__reason"))
    | pgtrigger.Q(old__explained_by__df=pgtrigger.F("new__explained_by"))
    | pgtrigger.Q(old__explained_at__df=pgtrigger.F("new__explained_at"))
)
FIGURE = ["publication", "ref", "first", "numerator", "denominator", "number", "missing", "noticed_at"]


class PublicationQuerySet(OfAreaQuerySet):
    """Publications of areas."""

    def open_to_all(self):
        """Return what anybody may read without signing in."""
        return self.filter(state=PublicationState.PUBLISHED, is_public=True)


@pghistory.track()
class Publication(Childless):
    """One month or quarter, frozen with its definitions, and published to the partnership or to everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.MONTH)
    first = models.DateField("first day of the period")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PublicationState.choices, default=PublicationState.DRAFT)
    is_public = models.BooleanField(default=False)
    small_number = models.PositiveSmallIntegerField("numbers under this are suppressed", default=6)
    definitions = models.JSONField(default=dict)
    frozen_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    words_read_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words_read_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "period", "first"), name="dataset_one_publication"),
            models.CheckConstraint(
                condition=Q(state="draft", frozen_at=None) | ~Q(state="draft") & Q(frozen_at__isnull=False),
                name="dataset_publication_is_frozen_once",
            ),
            models.CheckConstraint(
                condition=Q(words_read_at=None, words_read_by=None)
                | Q(words_read_at__isnull=False, words_read_by__isnull=False) & ~Q(words_read_by=F("frozen_by")),
                name="dataset_publication_is_read_by_another",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="frozen_stays_frozen", fields=FROZEN),
            pgtrigger.Protect(
                name="published_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="published")
            ),
            pgtrigger.Protect(name="publication_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title


class OfPublicationQuerySet(OfAreaQuerySet):
    """Rows of publications."""

    AREA = "publication__area"


class PublishedValue(Childless):
    """A figure as it was published; the database refuses to change it, a later figure is a revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="values")
    ref = models.CharField(max_length=20)
    first = models.DateField("first day of the month")
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    suppression = models.CharField(max_length=10, choices=Suppression.choices, blank=True)
    comment = models.TextField(blank=True)

    objects = OfPublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("publication", "ref", "first"), name="dataset_one_published_value")
        ]
        triggers = [
            pgtrigger.Protect(name="published_value_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Revision(Childless):
    """A published figure that the records give otherwise now: noticed, then explained by a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="revisions")
    ref = models.CharField(max_length=20)
    first = models.DateField("first day of the month")
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    noticed_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    explained_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(null=True, blank=True)
    words_read_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words_read_at = models.DateTimeField(null=True, blank=True)

    objects = OfPublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(explained_at=None, explained_by=None, reason="")
                | Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(reason=""),
                name="dataset_revision_is_explained_whole",
            ),
            models.CheckConstraint(
                condition=Q(words_read_at=None, words_read_by=None)
                | Q(words_read_at__isnull=False, words_read_by__isnull=False, explained_at__isnull=False)
                & ~Q(words_read_by=F("explained_by")),
                name="dataset_reason_is_read_by_another",
            ),
        ]
        indexes = [models.Index(fields=("publication", "ref", "first"), name="dataset_revision_of")]
        triggers = [
            pgtrigger.ReadOnly(name="revised_figure_stays", fields=FIGURE),
            pgtrigger.Protect(
                name="reason_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__explained_at__isnull=False) & OTHER_REASON,
            ),
            pgtrigger.Protect(
                name="words_stay_read",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__words_read_at__isnull=False),
            ),
            pgtrigger.Protect(name="revision_is_kept", operation=pgtrigger.Delete),
        ]


@pghistory.track()
class Proposal(Childless):
    """What a rule proposes to say of an indicator in a quarter; a person accepts, rewords or rejects it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20)
    first = models.DateField("first day of the quarter")
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    rule = models.CharField(max_length=40)
    reason = models.TextField()
    wording = models.TextField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "ref", "first", "rule"), name="dataset_one_proposal"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None, decided_by=None)
                | ~Q(state="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="dataset_proposal_decision_is_whole",
            ),
        ]
