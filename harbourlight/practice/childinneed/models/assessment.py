"""Assessments, the visits to the child, and the points at which a manager looks."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.visits.models import told

from ..choices import FACTORS, AssessmentKind, AssessmentOutcome, AssessmentState, Band, SeenAlone
from .episode import AboutAnEpisode, Episode


@pghistory.track()
class Assessment(AboutAnEpisode):
    """One assessment: what was found, what the child says, what it means, and what happens next.

    ``counted_from_on`` is day 0: the day of the referral for the first assessment of an episode, the day an
    assessment was begun for a later one. ``due_on`` is empty where no rule of that day sets a time. The band and
    the working days are written when it is authorised.
    """

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=AssessmentKind.choices, default=AssessmentKind.SINGLE)
    state = models.CharField(max_length=12, choices=AssessmentState.choices, default=AssessmentState.WRITING)
    version = models.IntegerField(default=1)
    is_first = models.BooleanField("the first of its episode", default=True)
    counted_from_on = models.DateField()
    started_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    writer_ids = ArrayField(models.UUIDField(), default=list, blank=True)

    reason = models.TextField("why this assessment is made", blank=True)
    taking_part = models.TextField("how the family took part", blank=True)
    not_seen_reason = models.TextField("why the child was not seen", blank=True)
    not_alone_reason = models.TextField("why the child was not seen alone", blank=True)
    wishes = models.TextField("the child's wishes and feelings", blank=True)
    what_changed = models.TextField("what changed because of them", blank=True)
    development = models.TextField("the child's development", blank=True)
    parenting = models.TextField("parents and carers", blank=True)
    environment = models.TextField("family and surroundings", blank=True)
    agencies_said = models.TextField("what other agencies know", blank=True)
    factors = ArrayField(models.CharField(max_length=3, choices=FACTORS), default=list, blank=True)
    strengths = models.TextField("what goes well", blank=True)
    worries = models.TextField("what worries us", blank=True)
    analysis = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=AssessmentOutcome.choices, blank=True)
    next_steps = models.TextField("what happens next", blank=True)

    sent_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    authorised_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    authoriser_note = models.TextField(blank=True)
    working_days = models.IntegerField(null=True, blank=True)
    band = models.CharField(max_length=10, choices=Band.choices, blank=True)
    stopped_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("area", "completed_at"), name="childinneed_area_completed"),
            models.Index(fields=("episode",), name="childinneed_assessment_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("episode",), condition=Q(state__in=("writing", "sent")), name="childinneed_one_open_assessment"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) & ~Q(state="authorised")
                | Q(completed_at__isnull=False, state="authorised") & ~Q(outcome=""),
                name="childinneed_authorised_is_whole",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_open(self):
        """Whether it is still being written or waits for the manager."""
        return self.state in (AssessmentState.WRITING, AssessmentState.SENT)

    @property
    def completed_on(self):
        """The London date on which it was finished and authorised, or None."""
        return self.completed_at.astimezone(LONDON).date() if self.completed_at else None

    def get_absolute_url(self):
        """Return the address of the assessment's page."""
        return address_of("childinneed:assessment", self.id)


@pghistory.track()
class Visit(AboutAnEpisode):
    """A visit to the child: seen or not, alone or not, and why not."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="visits")
    assessment = models.ForeignKey(Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    happened_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    visitor = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_seen = models.BooleanField(default=False)
    seen_alone = models.CharField(max_length=5, choices=SeenAlone.choices, blank=True)
    not_seen_reason = models.TextField(blank=True)
    not_alone_reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=("episode", "-happened_at"), name="childinneed_visit_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_seen=True) | Q(seen_alone=""), name="childinneed_alone_only_where_seen"
            )
        ]

    @property
    def in_words(self):
        """The visit as a sentence of the child's life."""
        return told(
            self.place, was_seen=self.was_seen, was_seen_alone=self.seen_alone != SeenAlone.NO,
            not_seen_reason=self.not_seen_reason, not_alone_reason=self.not_alone_reason, observed=self.note,
        )  # fmt: skip


@pghistory.track()
class ManagerReview(AboutAnEpisode):
    """What a manager said of an assessment at a review point."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="manager_reviews")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="manager_reviews")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
