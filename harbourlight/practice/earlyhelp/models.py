"""Early help cases: the family's consent, assessments, plans, reviews, steps up and down, and their quality."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.questionnaires.models import Answering
from harbourlight.foundations.ui.addresses import address_of

from .choices import Answer, Closing, HowAsked, Origin, Refusal, Scale, WayOn
from .pathway import CASE, OPEN


class PartQuerySet(Guarded, models.QuerySet):
    """Parts of early help cases about children whom the asker may see."""


class CaseQuerySet(PartQuerySet):
    """Early help cases about families whom the asker may see."""

    def open(self):
        """Return the cases that have not ended."""
        return self.filter(state__in=OPEN)

    def led_by(self, professional):
        """Return the cases whose lead professional this is."""
        return self.filter(lead=professional)

    def without_decision(self):
        """Return the cases of families that refused or do not take part, where nobody has decided yet."""
        return self.open().filter(refused_at__isnull=False)


@pghistory.track()
class Case(models.Model):
    """Early help for one family: whose it is, what the family said, how far it is, and how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CASE.choices, default=CASE.first)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(unique=True, default=uuid.uuid4)
    child_ids = ArrayField(models.UUIDField())

    origin = models.CharField(max_length=12, choices=Origin.choices)
    contact_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    stepped_down_on = models.DateField(null=True)
    episode_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    summary = models.TextField("what social care hands on", blank=True)
    happened_at = models.DateTimeField("taken on at")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    consent = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    refusal = models.CharField(max_length=14, choices=Refusal.choices, blank=True)
    refused_at = models.DateTimeField("waits for a decision since", null=True)

    closing = models.CharField(max_length=16, choices=Closing.choices, blank=True)
    what_changed = models.TextField("what changed for the children", blank=True)
    family_view = models.TextField("the family's own view", blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="earlyhelp_case_children"),
            models.Index(fields=("lead",), condition=Q(ended_at=None), name="earlyhelp_case_lead"),
            models.Index(fields=("team",), condition=Q(ended_at=None), name="earlyhelp_case_team"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(child_ids=[]), name="earlyhelp_case_has_a_child"),
            models.CheckConstraint(
                condition=Q(ended_at=None, closing="") | Q(ended_at__isnull=False) & ~Q(closing=""),
                name="earlyhelp_ending_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None, refusal="") | Q(refused_at__isnull=False) & ~Q(refusal=""),
                name="earlyhelp_refusal_is_whole",
            ),
        ]

    @property
    def is_open(self):
        """Whether the family is still helped here."""
        return self.state in OPEN

    def get_absolute_url(self):
        """Return the address of the case."""
        return address_of("earlyhelp:case", self.id)


class ConsentAsked(models.Model):
    """One time the family was asked: who, when, how, and what they said; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    child_ids = ArrayField(models.UUIDField())
    asked_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices)
    who = models.CharField("who was asked", max_length=200)
    how = models.CharField(max_length=10, choices=HowAsked.choices)
    limits = models.TextField("what may be shared with whom, and what not", blank=True)
    recorded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()


class RefusalDecision(models.Model):
    """What was decided after a family refused or did not take part, by whom and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    child_ids = ArrayField(models.UUIDField())
    refusal = models.CharField(max_length=14, choices=Refusal.choices)
    refused_at = models.DateTimeField()
    way_on = models.CharField(max_length=10, choices=WayOn.choices)
    reason = models.TextField()
    advice = models.TextField("advice given to the family", blank=True)
    decided_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()


@pghistory.track()
class HelpAssessment(models.Model):
    """An early help assessment, made with the family; ``agency`` is that of the lead professional."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    agreed_on = models.DateField("agreed with the family on", null=True)
    strengths = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    parents_view = models.TextField(blank=True)
    what_would_help = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    written_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "completed_at"), name="earlyhelp_assessed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(agreed_on__isnull=False), name="earlyhelp_completed_is_agreed"
            ),
            models.UniqueConstraint(
                fields=("case",), condition=Q(completed_at=None), name="earlyhelp_one_assessment_at_a_time"
            ),
        ]

    def with_voices(self):
        """Return the assessment with each child's voice as an answer of its form."""
        for voice in self.voices.all():
            setattr(self, f"voice_{voice.person_id}", voice.words)
        return self


@pghistory.track()
class ChildVoice(models.Model):
    """What one child said or showed in an assessment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(HelpAssessment, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("assessment", "person"), name="earlyhelp_one_voice_a_child")]


@pghistory.track()
class HelpPlan(models.Model):
    """The plan of a family: since when it runs, when it is looked at next, and when it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plans")
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    next_review_on = models.DateField(null=True)
    contingency = models.TextField("what happens if things get worse", blank=True)
    version = models.IntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "started_at"), name="earlyhelp_plan_started")]
        constraints = [
            models.UniqueConstraint(fields=("case",), condition=Q(ended_at=None), name="earlyhelp_one_plan_at_a_time")
        ]


@pghistory.track()
class HelpOutcome(models.Model):
    """Something that shall be better for the family, and how everybody will know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(HelpPlan, on_delete=models.CASCADE, related_name="outcomes")
    child_ids = ArrayField(models.UUIDField())
    number = models.PositiveSmallIntegerField()
    what = models.TextField("what will be better")
    measure = models.TextField("how we will know")

    objects = PartQuerySet.as_manager()


class HelpReview(models.Model):
    """One review of a plan with the family."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(HelpPlan, on_delete=models.CASCADE, related_name="reviews")
    child_ids = ArrayField(models.UUIDField())
    held_on = models.DateField()
    who = models.TextField("who took part")
    summary = models.TextField()
    family_view = models.TextField("the family's own view")
    next_review_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()


class Progress(models.Model):
    """How far one outcome was at a review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(HelpReview, on_delete=models.CASCADE, related_name="progress")
    outcome = models.ForeignKey(HelpOutcome, on_delete=models.CASCADE, related_name="progress")
    child_ids = ArrayField(models.UUIDField())
    scale = models.PositiveSmallIntegerField(choices=Scale.choices)
    note = models.TextField(blank=True)

    objects = PartQuerySet.as_manager()


@pghistory.track()
class AroundFamily(models.Model):
    """Somebody in the team around the family, from whatever agency; with an account they see the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    child_ids = ArrayField(models.UUIDField())
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    part = models.CharField("what they do for the family", max_length=200)
    reach = models.CharField("how to reach them", max_length=200, blank=True)
    joined_on = models.DateField()
    agreed_on = models.DateField("agreed to take part on", null=True)
    left_on = models.DateField(null=True)

    objects = PartQuerySet.as_manager()


class StepUp(models.Model):
    """One child for whom early help stepped up to an assessment as a child in need."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps_up")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    episode_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")

    objects = PartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "happened_at"), name="earlyhelp_stepped_up")]


class QualitySample(models.Model):
    """A random draw of one agency's completed assessments of a quarter; ``quarter`` is its first day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    drawn_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    @property
    def source(self):
        """Return what the gradings of this sample, and the grants that open them, name as their source."""
        return f"quality:{self.pk}"

    @property
    def gradings(self):
        """Return the gradings of the assessments drawn."""
        return Answering.objects.filter(source=self.source)
