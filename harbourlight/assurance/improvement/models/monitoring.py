"""How a body monitors what it recommended: its rule, its meetings, and what a later audit found."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional

from .. import choices
from ..choices import Found, RejectedLeaves, Verdict
from ..pathway import RECOMMENDATION
from .recommendations import Addressee, ChildlessQuerySet, OfAddresseeQuerySet, Recommendation
from .sight import Childless, areas_read_by


class MonitoringRuleQuerySet(models.QuerySet):
    """The rules by which bodies monitor."""

    def visible_to(self, professional):
        """Return the rules of the bodies of the areas that somebody reads."""
        return self.filter(area__in=areas_read_by(professional))


@pghistory.track()
class MonitoringRule(models.Model):
    """The rule of one body: what leaves its list, how soon it wants answers, when it reminds, when the chair hears."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    body_key = models.SlugField(max_length=60, unique=True)
    body_name = models.CharField(max_length=200)
    rejected_leaves = models.CharField(
        max_length=10, choices=RejectedLeaves.choices, default=RejectedLeaves.REPORTED
    )  # fmt: skip
    answer_within_working_days = models.PositiveSmallIntegerField(default=choices.ANSWER_WITHIN_WORKING_DAYS)
    remind_before_days = models.PositiveSmallIntegerField(default=choices.REMIND_BEFORE_DAYS)
    remind_every_days = models.PositiveSmallIntegerField(default=choices.REMIND_EVERY_DAYS)
    escalate_after_days = models.PositiveSmallIntegerField(default=choices.ESCALATE_AFTER_DAYS)
    version = models.IntegerField(default=1)

    objects = MonitoringRuleQuerySet.as_manager()

    child_ids = ()


def rule_of(body_key):
    """Return the rule of a body, or the usual one where it set none."""
    return MonitoringRule.objects.filter(body_key=body_key).first() or MonitoringRule(body_key=body_key)


class HearingQuerySet(OfAddresseeQuerySet):
    """What came before meetings."""

    def at_meeting(self, meeting_id):
        """Return what came before one meeting."""
        return self.filter(meeting_id=meeting_id)

    def whole(self):
        """Return the rows with what a list names."""
        return self.select_related("addressee__recommendation", "addressee__agency")


class Hearing(Childless):
    """A recommendation before a meeting of the body that made it: how it stood, what was said, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="hearings")
    meeting_id = models.UUIDField(null=True, db_index=True)
    meeting_title = models.CharField(max_length=200)
    meeting_on = models.DateField()
    standing = models.CharField(max_length=10, choices=RECOMMENDATION.choices)
    said = models.TextField(blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, default=Verdict.NOTED)
    reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("addressee", "meeting_on"), name="improvement_heard_once"),
            models.CheckConstraint(
                condition=~Q(verdict="not_accepted") | ~Q(reason=""), name="improvement_refusal_says_why"
            ),
        ]


class ReAuditQuerySet(ChildlessQuerySet):
    """Re-audits that recommendations set off."""

    TO = "recommendation__"

    def to_come(self):
        """Return the re-audits that are still to be done, the soonest first."""
        return self.filter(done_on=None).order_by("due_on")


@pghistory.track()
class ReAudit(Childless):
    """A look at the same matter again: when, what is looked at, and whether what was done holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reaudits")
    what = models.TextField()
    due_on = models.DateField()
    planned_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    done_on = models.DateField(null=True)
    found = models.CharField(max_length=10, choices=Found.choices, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    submission = models.UUIDField(null=True, unique=True)

    objects = ReAuditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, found="") | Q(done_on__isnull=False) & ~Q(found=""),
                name="improvement_reaudit_is_whole",
            )
        ]
