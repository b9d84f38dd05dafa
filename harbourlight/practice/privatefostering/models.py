"""Private fostering arrangements: where the child lives and with whom, what was checked, decided and reviewed."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Area, Professional, Team
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of

from .choices import CARERS, COUNTS, EXEMPTIONS, Check, DecisionKind, Ending, NotifiedBy, SetAside, YesNoUnknown
from .pathway import ARRANGEMENT, OPEN, RUNNING


class PartQuerySet(Guarded, models.QuerySet):
    """Parts of arrangements about children whom the asker may see."""


class ArrangementQuerySet(PartQuerySet):
    """Arrangements about children whom the asker may see."""

    def running(self):
        """Return the arrangements that were told of and have not ended."""
        return self.filter(state__in=RUNNING)

    def open(self):
        """Return the arrangements that are open and meet the definition."""
        return self.filter(state__in=OPEN)


@pghistory.track()
class Arrangement(models.Model):
    """One child who lives, or is to live, with somebody who is no close relative."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=22, choices=ARRANGEMENT.choices, default=ARRANGEMENT.first)
    version = models.IntegerField(default=1)

    known_on = models.DateField("day the council came to know of it")
    notified_by = models.CharField(max_length=12, choices=NotifiedBy.choices)
    notifier = models.CharField("who told of it", max_length=200)
    started_on = models.DateField("day it began or is to begin")
    lasts_until = models.DateField("last day, where it is known", null=True)
    is_meant_to_last = models.CharField("28 days or more were meant", max_length=7, choices=YesNoUnknown.choices)
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    carer_name = models.CharField(max_length=200)
    carer_is = models.CharField("what the carer is to the child", max_length=24, choices=CARERS)
    carer_phone = models.CharField(max_length=40, blank=True)
    relation_checked = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN, blank=True
    )
    is_disabled = models.CharField(max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN)
    is_in_carers_home = models.BooleanField(default=True)
    exemption = models.CharField(max_length=16, choices=EXEMPTIONS, blank=True)
    counts = models.CharField("whether it is private fostering", max_length=10, choices=COUNTS, blank=True)
    counts_why = models.TextField(blank=True)
    checked_on = models.DateField(null=True)
    day_28 = models.DateField(null=True)
    ends_by_age_on = models.DateField(null=True)

    wishes = models.TextField("the child's own wishes and feelings", blank=True)
    why_here = models.TextField("why the child lives with this carer", blank=True)
    parents = models.TextField("where the parents are and what they agreed to", blank=True)
    contact_with_family = models.TextField(blank=True)
    health = models.TextField("health and GP", blank=True)
    school = models.TextField(blank=True)
    culture = models.TextField("religion, language and culture", blank=True)
    money = models.TextField("money between parent and carer", blank=True)
    immigration = models.TextField(blank=True)
    trafficking_screen = models.TextField("whether the child may have been trafficked", blank=True)

    moved_in_at = models.DateTimeField("the child moved in at", null=True)
    start_told_at = models.DateTimeField("the carer told of the start at", null=True)
    ending = models.CharField(max_length=14, choices=Ending.choices, blank=True)
    set_aside = models.CharField(max_length=10, choices=SetAside.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_told_at = models.DateTimeField("the carer or parent told of the end at", null=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("person",), name="privatefostering_child"),
            models.Index(fields=("area", "state"), name="privatefostering_in_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(state__in=RUNNING), name="privatefostering_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="privatefostering_ending_is_whole",
            ),
        ]

    @property
    def child_ids(self):
        """The child, as every record about children names its own."""
        return [self.person_id]

    @property
    def was_planned(self):
        """Whether it was told of before it began."""
        return self.started_on > self.known_on

    def get_absolute_url(self):
        """Return the address of the arrangement."""
        return address_of("privatefostering:arrangement", self.id)


class Part(models.Model):
    """A part of an arrangement, by whom and when it was recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="%(class)ss")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True


@pghistory.track()
class Adult(Part):
    """An adult of the carer's household, and how far the check of them is; only the assessor reads what was found."""

    name = models.CharField(max_length=200)
    relation = models.CharField("what they are to the carer", max_length=100)
    check_is = models.CharField(max_length=10, choices=Check.choices, default=Check.NOT_ASKED)
    checked_on = models.DateField(null=True)
    assessor = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    found = models.TextField("what was found", blank=True)


class Report(Part):
    """The written report of a visit (regulation 8(5)), against Schedule 3."""

    visited_on = models.DateField()
    body = models.TextField()


class Decision(Part):
    """What was decided about the carer and the home, with reasons; the letter says how to appeal."""

    kind = models.CharField(max_length=12, choices=DecisionKind.choices)
    reasons = models.TextField()
    requirements = models.TextField(blank=True)
    decided_on = models.DateField()


class Review(Part):
    """A yearly look at the arrangement, with what the child says."""

    held_on = models.DateField()
    child_said = models.TextField()
    concluded = models.TextField()


class Awareness(models.Model):
    """One thing done so that people tell of private fostering: who was told, when, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="private_fostering_told")
    told_on = models.DateField()
    who = models.CharField(max_length=200)
    what = models.TextField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-told_on",)
