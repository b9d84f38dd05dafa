"""What bodies decide: decisions and whether they stand, urgent decisions, and what goes to the lead representatives."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.foundations.meetings.models import Decision

from ..choices import CONSULTED, Reached, Standing, UrgentState
from .groups import Group, Membership, of_professional
from .sittings import OfSitting, OfSittingQuerySet


class OfGroupQuerySet(Guarded, models.QuerySet):
    """What belongs to bodies."""


class OfGroup(models.Model):
    """Something that belongs to a body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="%(class)ss")

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @property
    def area_id(self):
        """Return the area of the body."""
        return self.group.area_id


class UrgentDecision(OfGroup):
    """A decision that could not wait: who took it with whom, who was consulted, whether it stands and was ratified."""

    what = models.TextField()
    why_urgent = models.TextField()
    raised_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    needed_by = models.DateTimeField()
    state = models.CharField(max_length=14, choices=UrgentState.choices, default=UrgentState.CONSULTING)
    decided_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    manager = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)
    rule_words = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(UrgentState.DECIDED, UrgentState.RATIFIED, UrgentState.NOT_RATIFIED))
                | Q(decided_by__isnull=False, decided_at__isnull=False, manager__isnull=False),
                name="boards_urgent_is_whole",
            )
        ]


class Consulted(models.Model):
    """One line of the log of an urgent decision, or of an agreement by correspondence: who was asked and said what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    urgent = models.ForeignKey(UrgentDecision, null=True, on_delete=models.PROTECT, related_name="log")
    decision = models.ForeignKey("BoardDecision", null=True, on_delete=models.PROTECT, related_name="log")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    reached = models.CharField(max_length=12, choices=Reached.choices)
    how = models.CharField(max_length=100, blank=True)
    said = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(urgent__isnull=False, decision=None) | Q(urgent=None, decision__isnull=False),
                name="boards_consulted_about_one",
            )
        ]


class BoardDecisionQuerySet(OfSittingQuerySet):
    """Decisions of bodies."""

    def asked_for(self):
        """Return those of committees to which an executive is asked to agree by correspondence, the soonest first."""
        return self.filter(standing=Standing.WAITS, asked_at__isnull=False).order_by("asked_due_at", "pk")

    def waiting_for(self, professional_id):
        """Return those that wait for the answer of somebody who votes in the executive, as member or as delegate."""
        asked = Membership.objects.filter(
            Q(professional_id=professional_id) & Q(delegate=None) | Q(delegate_id=professional_id),
            seat__group=OuterRef("asked_of"),
            seat__votes=True,
            ended_on=None,
        )
        answered = Consulted.objects.filter(decision=OuterRef(OuterRef("pk")), reached__in=CONSULTED)
        silent = asked.exclude(pk__in=answered.values("membership"))
        return self.asked_for().filter(Exists(silent))


class BoardDecision(OfSitting):
    """A decision of a body beyond what the meeting keeps: whether it stands, and what it leans on or settles."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="of_body")
    touches_practice = models.BooleanField(default=False)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    # Of an executive: the decision of a committee to which it answers. Of any body: the urgent decision it judges.
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    agrees = models.BooleanField(default=True)
    urgent = models.ForeignKey(UrgentDecision, null=True, on_delete=models.PROTECT, related_name="judged_by")
    is_public = models.BooleanField(default=False)
    may_wait = models.BooleanField(default=False)
    # Of a committee: what its executive had agreed before, at a meeting of its own.
    agreed_before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="led_to")
    # Of a committee: which executive is asked to agree by correspondence, by whom and until when.
    asked_of = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked_due_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = BoardDecisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_at=None, asked_of=None, asked_due_at=None)
                | Q(asked_at__isnull=False, asked_of__isnull=False, asked_due_at__isnull=False),
                name="boards_asked_is_whole",
            )
        ]


class Escalation(OfGroup):
    """A matter that a body could not settle, with the lead representatives of the statutory partners, by a date."""

    decision = models.ForeignKey(BoardDecision, null=True, on_delete=models.PROTECT, related_name="escalations")
    what = models.TextField()
    why = models.TextField()
    raised_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)


class EscalationAnswerQuerySet(Guarded, models.QuerySet):
    """Answers of lead representatives."""

    def waiting_for(self, professional):
        """Return what somebody, as lead representative or delegate, has not answered yet."""
        rows = self.filter(of_professional(professional, "membership__"), answered_at=None)
        return rows.filter(escalation__settled_at=None).exclude(membership__deputy=professional)


class EscalationAnswer(models.Model):
    """What one lead representative says to what was escalated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = EscalationAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("escalation", "membership"), name="boards_escalated_once")]
