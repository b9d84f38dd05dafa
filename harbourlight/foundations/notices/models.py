"""Mailboxes, duty hours, notices, and who was told and who opened them."""

import uuid
from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Agency, Area, Dated, DatedQuerySet, Professional, Team
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.words import time_of
from harbourlight.statute.calendar import bank_holidays

from .choices import Concern, Day, Rung, Way

WEEK = tuple(Day)[:7]
A_DAY = timedelta(days=1)


def kind_of(day):
    """Return what kind of day a date is for duty hours: a day of the week, or a bank holiday."""
    return Day.BANK_HOLIDAY if day in bank_holidays() else WEEK[day.weekday()]


@pghistory.track()
class Mailbox(Dated):
    """A shared address at which an agency, or one of its teams, reads what is for a role and not for a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="mailboxes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="mailboxes")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="mailboxes")
    concern = models.CharField("what it is for", max_length=20, choices=Concern.choices)
    email = models.EmailField("e-mail")

    class Meta(Dated.Meta):
        ordering = ("agency__name", "concern")

    def __str__(self):
        return f"{self.team or self.agency}: {self.get_concern_display().lower()}"


class DutyQuerySet(DatedQuerySet):
    """Duty hours, by area and time."""

    def of_area(self, area_id, on):
        """Return an area's hours that hold on a date or held the night before, with who is on duty."""
        rows = self.filter(Q(ended_on=None) | Q(ended_on__gte=on - A_DAY), area_id=area_id, started_on__lte=on)
        return rows.select_related("team", "mailbox__agency", "mailbox__team").order_by("rung", "pk")


@pghistory.track()
class Duty(Dated):
    """Hours of the week in which a team, or whoever reads a mailbox, is on duty for an area.

    Times are those of the clock on the wall in London. Hours that end no later than they begin run on into the next
    day, and belong to the day on which they begin.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="duties")
    rung = models.PositiveSmallIntegerField("when they are told", choices=Rung.choices, default=Rung.FIRST)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    days = ArrayField(models.CharField(max_length=20, choices=Day.choices))
    begins = models.TimeField("from")
    ends = models.TimeField("until")

    objects = DutyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        ordering = ("rung", "begins")
        verbose_name_plural = "duties"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(team=None, mailbox__isnull=False) | Q(team__isnull=False, mailbox=None),
                name="notices_duty_has_one_holder",
            ),
            models.CheckConstraint(condition=~Q(days=[]), name="notices_duty_has_days"),
        ]

    def __str__(self):
        return str(self.team or self.mailbox)

    @property
    def holder(self):
        """Who is on duty: a team, or the team or agency that reads the mailbox."""
        if self.team or self.mailbox is None:
            return self.team
        return self.mailbox.team or self.mailbox.agency

    @property
    def days_shown(self):
        """The days in words: "Monday to Friday", "Saturday, Sunday, bank holidays"."""
        days = [day for day in Day if day in self.days]
        if tuple(days[:5]) == WEEK[:5]:
            return ", ".join(["Monday to Friday", *(str(day.label) for day in days[5:])])
        return ", ".join(str(day.label) for day in days)

    @property
    def hours_shown(self):
        """The hours in words: "8:30am to 5pm", "5pm to 8:30am the next day"."""
        return f"{time_of(self.begins)} to {time_of(self.ends)}{' the next day' if self.runs_on else ''}"

    @property
    def runs_on(self):
        """Whether the hours run on into the next day."""
        return self.ends <= self.begins

    def begins_on(self, day):
        """Say whether the hours begin on a date."""
        is_within = self.started_on <= day and (self.ended_on is None or day <= self.ended_on)
        return is_within and kind_of(day) in self.days

    def is_on(self, at):
        """Say whether a moment lies in the hours; the first minute does, the last does not."""
        local = at.astimezone(LONDON)
        day, clock = local.date(), local.time()
        if not self.runs_on:
            return self.begins <= clock < self.ends and self.begins_on(day)
        return (clock >= self.begins and self.begins_on(day)) or (clock < self.ends and self.begins_on(day - A_DAY))


class KeptQuerySet(Guarded, models.QuerySet):
    """Rows about children all of whom are open to the asker, and rows about no child that were for the asker."""


class Notice(models.Model):
    """Something that somebody must know: about which record, in which words, raised by whom and when. Never rewritten.

    ``opens_record`` says whether a team that is told may open the children's records.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True)
    child_ids = ArrayField(models.UUIDField())
    is_urgent = models.BooleanField()
    opens_record = models.BooleanField(default=False)
    says = models.CharField(max_length=200)
    raised_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        """Return the address of the notice's page."""
        return address_of("notices:notice", self.id)


class DeliveryQuerySet(KeptQuerySet):
    """Tellings, by whom they were for."""

    def to_asker(self):
        """Return those to the asker, to the asker's teams or to the asker's agency."""
        return self.extra(where=["holder_id = ANY ((SELECT access_holders())::uuid[])"])


class Delivery(models.Model):
    """One telling: who was told, by which way, when, and on which rung of the ladder (0: named). Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    child_ids = ArrayField(models.UUIDField())
    rung = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=Way.choices)
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    holder_id = models.UUIDField(null=True)
    email = models.EmailField(blank=True)
    told_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("holder_id", "-told_at"), name="notices_delivery_holder")]

    @property
    def told(self):
        """Who was told, in words."""
        return str(self.professional or self.team or self.agency or "Nobody")


class Opening(models.Model):
    """Somebody opened a notice: who and when. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="openings")
    child_ids = ArrayField(models.UUIDField())
    opened_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "opened_by"), name="notices_opening_once")]


class Waiting(models.Model):
    """A notice that waits at one holder until somebody opens it; without a holder it waits for anybody to be on duty.

    A worklist and no history: the row goes when the notice is opened. ``next_at`` is when it goes on, of an urgent one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="waiting")
    holder_id = models.UUIDField(null=True, db_index=True)
    rung = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField(null=True, db_index=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "holder_id"), name="notices_waiting_once")]
