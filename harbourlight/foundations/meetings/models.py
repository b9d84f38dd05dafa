"""Meetings, who is invited and was there, papers, decisions and minutes."""

import uuid

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Professional, Team
from harbourlight.foundations.people.models import Person

from . import types
from .choices import Choice, How, ItemPurpose, MinutesState, Response, State, TookPart


class MeetingQuerySet(Guarded, models.QuerySet):
    """Meetings that the asker may see: of children whose record is open, or to which the asker is invited."""

    def of_type(self, *names):
        """Return the meetings of these kinds."""
        return self.filter(type__in=names)

    def to_come(self, at):
        """Return the planned meetings from a moment on, the next first."""
        return self.filter(state=State.PLANNED, starts_at__gte=at).order_by("starts_at")

    def of(self, record):
        """Return the meetings about a record, the newest first."""
        return self.filter(subject_id=record.pk).order_by("-starts_at")

    def of_professional(self, professional):
        """Return the meetings that somebody chairs, is invited to, or came to as a deputy."""
        return self.filter(taking_part(professional))

    def readable_by(self, professional, on):
        """Return those that somebody may open: by the kind's permission (no child: in its area), or taking part."""
        kinds = kinds_readable_by(professional, on)
        areas = AgencyArea.objects.current(on).filter(agency=professional.agency_id).values("area")
        about_children = Q(child_ids__len__gt=0)
        return self.filter(taking_part(professional) | Q(type__in=kinds) & (about_children | Q(area__in=areas)))


def kinds_readable_by(professional, on):
    """Return the names of the kinds of meeting that somebody's roles read, plan or chair."""
    return [
        kind.name
        for kind in types.all_types()
        if any(may(professional, permission, on) for permission in (kind.may_read, kind.may_plan, kind.may_chair))
    ]


def taking_part(professional):
    """Return the condition that somebody takes part in a meeting."""
    invited = Invitation.objects.filter(professional=professional, left_out_reason="").values("meeting")
    came = Attendance.objects.filter(deputy=professional).values("meeting")
    return Q(pk__in=invited) | Q(pk__in=came) | Q(chair=professional)


IS_PROFESSIONAL = Q(professional__isnull=False)
SENT_WITH_NUMBER = Q(submission__isnull=False)
ENDS_LATER = Q(ends_at=None) | Q(ends_at__gte=F("starts_at"))
HELD_IS_WHOLE = ~Q(state__in=(State.HELD, State.CLOSED)) | Q(held_at__isnull=False, is_quorate__isnull=False)


class Meeting(models.Model):
    """A meeting of one kind: about which children or which work, when, where, chaired by whom, and how it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, db_index=True)
    group_key = models.CharField(max_length=60, blank=True)
    body_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    online = models.CharField(max_length=300, blank=True)
    chair = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    notice_given_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    is_quorate = models.BooleanField(null=True)
    quorum_words = models.TextField(blank=True)
    inquorate_reason = models.TextField(blank=True)
    not_held_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("area", "type", "starts_at"), name="meetings_area_type"),
            models.Index(fields=("group_key", "starts_at"), name="meetings_group"),
            GinIndex(fields=("child_ids",), name="meetings_meeting_children"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("submission",), condition=SENT_WITH_NUMBER, name="meetings_planned_once"),
            models.CheckConstraint(condition=ENDS_LATER, name="meetings_ends_after_it_starts"),
            models.CheckConstraint(condition=HELD_IS_WHOLE, name="meetings_held_is_whole"),
        ]

    def __str__(self):
        return self.title

    @property
    def kind(self):
        """Return the kind of meeting, as data."""
        return types.get(self.type)


class OfMeeting(models.Model):
    """Something that belongs to a meeting and is seen by whoever sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def child_ids(self):
        """Return the children whom the meeting is about."""
        return self.meeting.child_ids

    @property
    def area_id(self):
        """Return the area of the meeting."""
        return self.meeting.area_id


class GuardedQuerySet(Guarded, models.QuerySet):
    """Rows of meetings that the asker may see."""


class InvitationQuerySet(GuardedQuerySet):
    """Who is invited."""

    def expected(self):
        """Return those who are not left out, in the order they were invited."""
        return self.filter(left_out_reason="").order_by("number")


class Invitation(OfMeeting):
    """Somebody who should be there: a professional, a child or parent, or a person known only by name."""

    number = models.SmallIntegerField(default=1)
    seat = models.CharField(max_length=40)
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    # Of a seat of a body: its title, and the only one who may come in the member's place.
    seat_name = models.CharField(max_length=200, blank=True)
    named_deputy = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    needs = models.TextField(blank=True)
    invited_at = models.DateTimeField()
    sees_until = models.DateTimeField(null=True)
    response = models.CharField(max_length=10, choices=Response.choices, blank=True)
    responded_at = models.DateTimeField(null=True)
    left_out_reason = models.TextField(blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("professional", "sees_until"), name="meetings_invited")]
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "professional"), condition=IS_PROFESSIONAL, name="meetings_professional_once"
            ),
            models.UniqueConstraint(
                fields=("meeting", "person"), condition=Q(person__isnull=False), name="meetings_person_once"
            ),
        ]

    @property
    def who(self):
        """Return the name of the invitee."""
        return self.name or str(self.professional or self.person or self.agency or "")

    @property
    def seat_title(self):
        """Return the seat in words."""
        return self.seat_name or self.meeting.kind.seat(self.seat).title


class Attendance(OfMeeting):
    """How one invitee was there: from when to when, through which deputy, and what their agency knew or said.

    ``stays`` and ``deputy_stays`` are when the member, and whoever came in their place, were in the room: ranges from
    (inclusive) to (exclusive); no beginning is that of the meeting, no end its end.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="attendance")
    how = models.CharField(max_length=10, choices=How.choices)
    stays = ArrayField(DateTimeRangeField(), default=list, blank=True)
    deputy_stays = ArrayField(DateTimeRangeField(), default=list, blank=True)
    deputy = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    deputy_name = models.CharField(max_length=200, blank=True)
    views = models.TextField(blank=True)
    how_took_part = models.CharField(max_length=10, choices=TookPart.choices, blank=True)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = GuardedQuerySet.as_manager()

    @property
    def all_stays(self):
        """Return the stays of the member and of whoever came in their place."""
        return [*self.stays, *self.deputy_stays]

    @property
    def came_at(self):
        """Return when the first of them came, where it was recorded."""
        return self.all_stays[0].lower if self.all_stays else None

    @property
    def went_at(self):
        """Return when the last of them left, where it was recorded."""
        return self.all_stays[-1].upper if self.all_stays else None

    @property
    def deputy_answers(self):
        """Say whether whoever came in the member's place answers for the seat: of a body only the deputy it named."""
        invitation = self.invitation
        named = invitation.named_deputy_id
        return not self.meeting.kind.is_of_body or (named is not None and self.deputy_id == named)


class AgendaItem(OfMeeting):
    """One item of the agenda."""

    number = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    added_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    allowed_late_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    discussed = models.TextField(blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    minutes_long = models.PositiveSmallIntegerField(null=True)
    purpose = models.CharField(max_length=12, choices=ItemPurpose.choices, blank=True)
    is_exempt = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    carried_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_from")

    objects = GuardedQuerySet.as_manager()


class Paper(OfMeeting):
    """A paper for a meeting: from which agency, due when, given when, shared when, and who may read it if restricted.

    Until it is shared only its own agency and those who arrange the meeting read it.
    """

    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    is_restricted = models.BooleanField(default=False)
    reader_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    due_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    shared_with_family_at = models.DateTimeField(null=True)
    not_shared_reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = GuardedQuerySet.as_manager()

    def is_late(self, at):
        """Say whether the paper is late, or was."""
        return self.due_at is not None and (self.given_at or at) > self.due_at


class Decision(OfMeeting):
    """What was decided, about which child, how, and whether it stands by the rules."""

    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    how = models.CharField(max_length=20)
    is_valid = models.BooleanField()
    rule_words = models.TextField()
    decided_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)

    objects = GuardedQuerySet.as_manager()


class Ballot(OfMeeting):
    """How one member voted on a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ballots")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    is_casting = models.BooleanField(default=False)

    objects = GuardedQuerySet.as_manager()


class Dissent(OfMeeting):
    """Who disagreed with a decision, and why."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    reason = models.TextField()

    objects = GuardedQuerySet.as_manager()


class Minutes(OfMeeting):
    """One version of the minutes."""

    number = models.SmallIntegerField(default=1)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=MinutesState.choices, default=MinutesState.DRAFT)
    written_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    circulated_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("meeting", "number"), name="meetings_minutes_number")]


class Receipt(OfMeeting):
    """When one invitee received the minutes, and until when they may dispute them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="receipts")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    dispute_until = models.DateTimeField(null=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("minutes", "invitation"), name="meetings_received_once")]


class Dispute(OfMeeting):
    """Somebody says the minutes are wrong; the chair settles it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="disputes")
    raised_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    raised_for = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    what = models.TextField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    submission = models.UUIDField(null=True, unique=True)

    objects = GuardedQuerySet.as_manager()


class TypeSetting(models.Model):
    """What one area keeps otherwise for a kind of meeting: the groups of its quorum."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=40)
    quorum = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("area", "type"), name="meetings_one_setting")]


class CalendarKey(models.Model):
    """The number of somebody's calendar address; another number makes the old address worthless."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    professional = models.OneToOneField(Professional, on_delete=models.PROTECT, related_name="+")
    number = models.UUIDField(default=uuid.uuid4)
    renewed_at = models.DateTimeField()
