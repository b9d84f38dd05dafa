"""The meetings of a body: items, reports, confidentiality, interests, and absence that is watched."""

import uuid

from django.db import models
from django.db.models import Q

from harbourlight.assurance.challenge.models import PartnershipChallenge
from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Professional
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.models import AgendaItem, Attendance, Invitation, Meeting, Paper

from ..choices import ItemState, Purpose, ReportState, SittingKind
from .groups import Group, Membership, areas_of


def taking_part(professional, on):
    """Return the condition that somebody sits in the body of a meeting, is invited to it, came to it or chairs it."""
    seated = Membership.objects.current(on).of(professional).values("seat__group")
    invited = Invitation.objects.filter(professional=professional, left_out_reason="").values("meeting")
    came = Attendance.objects.filter(deputy=professional).values("meeting")
    return Q(group__in=seated) | Q(meeting__in=invited) | Q(meeting__in=came) | Q(meeting__chair=professional)


def in_areas(professional, on):
    """Return the condition that a meeting is of a body of the areas in which somebody's agency works."""
    areas = areas_of(professional, on)
    spanning = Group.areas.through.objects.filter(area__in=areas).values("group")
    return Q(group__area__in=areas) | Q(group__in=spanning)


class SittingQuerySet(Guarded, models.QuerySet):
    """Meetings of bodies."""

    def taken_part_in_by(self, professional, on):
        """Return the meetings of bodies where somebody is member, deputy or delegate, or to which they are invited."""
        return self.filter(taking_part(professional, on))

    def in_areas_of(self, professional, on):
        """Return the meetings of the bodies of the areas in which somebody's agency works."""
        return self.filter(in_areas(professional, on))

    def readable_by(self, professional, on, *, oversees):
        """Return the meetings that somebody takes part in, and for who oversees bodies those of their areas."""
        part = taking_part(professional, on)
        return self.filter(part | in_areas(professional, on) if oversees else part)

    def to_come(self, at):
        """Return the planned meetings from a moment on, the next first."""
        return self.filter(meeting__state=State.PLANNED, meeting__starts_at__gte=at).order_by("meeting__starts_at")

    def held(self):
        """Return the meetings that were held, the latest first."""
        return self.filter(meeting__state__in=(State.HELD, State.CLOSED)).order_by("-meeting__held_at")

    def in_year(self, year):
        """Return the meetings that begin in a calendar year, in order."""
        return self.filter(meeting__starts_at__year=year).order_by("meeting__starts_at")

    def whole(self):
        """Return the meetings with their bodies, so that one question brings all."""
        return self.select_related("group__area", "group__team", "meeting__chair", "meeting__area", "meeting__team")


class Sitting(models.Model):
    """One meeting of a body: ordinary, extraordinary (and why), or a development day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sittings")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="sitting")
    kind = models.CharField(max_length=20, choices=SittingKind.choices, default=SittingKind.ORDINARY)
    reason = models.TextField(blank=True)
    papers_out_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @property
    def area_id(self):
        """Return the area of the body."""
        return self.group.area_id


class OfSittingQuerySet(Guarded, models.QuerySet):
    """What belongs to meetings of bodies."""


class OfSitting(models.Model):
    """Something that belongs to a meeting of a body and is seen by whoever sees that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="%(class)ss")

    objects = OfSittingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @property
    def area_id(self):
        """Return the area of the body."""
        return self.sitting.group.area_id


class Confidentiality(OfSitting):
    """Somebody agreed to keep a meeting confidential, in which words and when."""

    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("sitting", "professional"), name="boards_agreed_once")]


class Interest(OfSitting):
    """What somebody declares for a meeting: an interest in an item, or none at all."""

    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    has_interest = models.BooleanField()
    what = models.TextField(blank=True)
    leaves_the_room = models.BooleanField(default=False)
    declared_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(has_interest=False) | ~Q(what=""), name="boards_an_interest_has_words"
            )
        ]  # fmt: skip


class ItemProposed(OfSitting):
    """An item that somebody wants on the agenda, and what became of it."""

    title = models.CharField(max_length=200)
    why = models.TextField()
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED)
    settled_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True)


class ItemAnswer(models.Model):
    """What one member of the executive says, by correspondence, to an item that is proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposed = models.ForeignKey(ItemProposed, on_delete=models.PROTECT, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("proposed", "membership"), name="boards_answered_once")]


class ReportAskedQuerySet(OfSittingQuerySet):
    """Reports that were asked for."""

    def waiting(self):
        """Return the reports, or the changes to them, that are still to come."""
        return self.filter(state__in=(ReportState.ASKED, ReportState.CHANGES))

    def whole(self):
        """Return the reports with their agencies, authors and meetings."""
        return self.select_related(
            "agency", "author", "item", "sitting__group__area", "sitting__group__team", "sitting__meeting"
        )

    def of_agency(self, agency_id):
        """Return the reports that an agency was asked for."""
        return self.filter(agency=agency_id)


class ReportAsked(OfSitting):
    """A report that an agency was asked for on the template, due before a meeting, and the changes asked of it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    question = models.TextField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.ASKED)
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    request_id = models.UUIDField(null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True)
    late_reason = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    changes_asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    changes_asked_at = models.DateTimeField(null=True)
    changes_due_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = ReportAskedQuerySet.as_manager()  # type: ignore[misc]

    def is_late(self, at):
        """Say whether the report is late, or was."""
        return (self.given_at or at) > self.due_at

    def are_changes_late(self, at):
        """Say whether the changes that were asked for are late, or were."""
        return self.changes_due_at is not None and (self.changed_at or at) > self.changes_due_at


class Absence(OfSitting):
    """A seat whose member and deputy stayed away too often in a row: found by the product, put as a challenge."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="absences")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    challenge = models.ForeignKey(PartnershipChallenge, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("sitting", "membership"), name="boards_absence_found_once")]
