"""Answers to a question set about one thing: whose work, who answers, who reads it a second time, and each answer."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional

from .choices import Reader, State
from .declarations import Choice, Question, QuestionSet
from .installed import library
from .scoring import Given


class AnsweringQuerySet(Guarded, models.QuerySet["Answering"]):
    """Answerings that the asker may see."""

    def to(self, key: str) -> "AnsweringQuerySet":
        """Return the answerings to a set, of whichever version."""
        return self.filter(set_key=key)

    def signed(self) -> "AnsweringQuerySet":
        """Return those that count: signed and not void."""
        return self.filter(state=State.SIGNED)


@pghistory.track()
class Answering(models.Model):
    """One set answered about one thing, bound to the version with which it was opened.

    ``agency`` and ``author`` are those whose work or setting it is about; ``source`` names what gave it to its
    answerer ("quality:<id>"), whose grant of that source opens it. ``is_for_agency`` opens it to the agency.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_key = models.CharField(max_length=60)
    set_version = models.CharField(max_length=20)
    fingerprint = models.CharField("what changes with any word of the set", max_length=64, blank=True)
    kind = models.CharField("kind of setting", max_length=40, blank=True)
    moment = models.CharField("which of several times", max_length=20, blank=True)
    child_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    source = models.CharField(max_length=80, blank=True)
    is_for_agency = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_BEGUN)
    opened_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    answerer = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    author_read_at = models.DateTimeField("the author read what was signed", null=True)
    second_reader = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    second_signed_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    objects = AnsweringQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("area", "set_key", "signed_at"), name="questionnaires_of_area"),
            models.Index(fields=("source",), condition=~Q(source=""), name="questionnaires_of_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="questionnaires_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SIGNED) | Q(signed_at__isnull=False), name="questionnaires_signed_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.VOID) | ~Q(void_reason=""), name="questionnaires_void_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(second_reader=None) | ~Q(second_reader=models.F("answerer")),
                name="questionnaires_two_readers",
            ),
            models.CheckConstraint(
                condition=Q(second_signed_at=None) | Q(second_reader__isnull=False),
                name="questionnaires_second_has_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False, second_signed_at__isnull=False),
                name="questionnaires_settled_after_both",
            ),
        ]

    @property
    def question_set(self) -> QuestionSet:
        """The version of the set that is answered."""
        return library().load(self.set_key, self.set_version, self.area.code)

    @property
    def is_settled(self) -> bool:
        """Whether the two readers' answers were settled."""
        return self.settled_at is not None


class AnswerQuerySet(Guarded, models.QuerySet["Answer"]):
    """Answers that the asker may see; a second reader sees the first answers only after signing."""

    def by_key(self) -> dict[str, Given]:
        """Return the answers as scores and forms take them: {key: answer}, those settled before the first."""
        order = {Reader.FIRST: 0, Reader.SECOND: 1, Reader.SETTLED: 2}
        return {row.key: row.given for row in sorted(self, key=lambda row: order[Reader(row.reader)])}


@pghistory.track()
class Answer(models.Model):
    """The answer of one reader to one question, with its comment, evidence, action, reason and figures."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answering = models.ForeignKey(Answering, on_delete=models.CASCADE, related_name="answers")
    reader = models.CharField(max_length=8, choices=Reader.choices, default=Reader.FIRST)
    key = models.CharField(max_length=60)
    meaning = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=120, blank=True)
    comment = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    action = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    figures = models.JSONField(default=dict, blank=True)
    answered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("answering", "reader", "key"), name="questionnaires_answered_once"),
        ]

    @property
    def child_ids(self) -> list[uuid.UUID]:
        """The children whom the answers are about."""
        return self.answering.child_ids

    @property
    def given(self) -> Given:
        """The answer as scores and forms take it."""
        return Given(self.code, self.comment, self.evidence, self.action, self.reason, self.figures)

    @property
    def question(self) -> Question | None:
        """The question that is answered."""
        return self.answering.question_set.find(self.key)

    @property
    def choice(self) -> Choice | None:
        """The answer that was chosen."""
        return self.question.scale.find(self.code) if self.question else None
