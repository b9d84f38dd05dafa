"""What is kept of census files: runs, the children of a file, what they contradict, findings and their answers."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Area, Professional, Team
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of

from .choices import CheckState, FindingState, LoadState, NoteKind, PairState, Since


class GuardedQuerySet(Guarded, models.QuerySet):
    """Rows about children of a file whom the asker may see."""


class ImportRun(models.Model):
    """One file loaded into an area: how many children it held, and what became of them; it names no child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="census_imports")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    authority = models.CharField(max_length=3, blank=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    children = models.IntegerField(default=0)
    added = models.IntegerField("children new on file", default=0)
    changed = models.IntegerField("children on file to whom the file added", default=0)
    unchanged = models.IntegerField("children of whom it says what was loaded before", default=0)
    pairs = models.IntegerField("children who wait for a decision", default=0)
    contradictions = models.IntegerField(default=0)
    unread = models.IntegerField("children or parts that could not be read", default=0)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=("area", "-loaded_at"), name="census_import_area")]

    def get_absolute_url(self):
        """Return the address at which it is seen and taken back."""
        return address_of("census:loaded", self.id)


class LoadedChild(models.Model):
    """What one loading wrote of one child: the rows it added, and what stood in those that it changed.

    ``added`` are {model: [keys]}, ``changed`` lists of {model, key, was, now}; by them a loading is taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="loaded")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_new = models.BooleanField("put on file by this loading")
    added = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    changed = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("person",), name="census_loaded_person")]


class CensusChild(models.Model):
    """A child of an area by its number with an authority, and what the newest loaded file says of it.

    Numbers of two authorities are two numbers, and one authority may have given one number to two children.
    ``told`` is the child's part of that file: what it said before and nobody changed since may be updated.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField("whose number it is", max_length=3, blank=True)
    number = models.CharField("the authority's number of the child", max_length=40)
    year = models.CharField(max_length=7)
    line = models.IntegerField(null=True)
    digest = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()

    objects = GuardedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "authority", "number", "person"), name="census_number_once")
        ]
        indexes = [models.Index(fields=("person",), name="census_child_person")]


class Contradiction(models.Model):
    """What a file says against the record: listed with both, and the record stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="found")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    line = models.IntegerField(null=True)
    element = models.CharField(max_length=60)
    said = models.CharField("in the file", max_length=200, blank=True)
    on_record = models.CharField("on record", max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "person"), name="census_contradiction_of")]


class Pair(models.Model):
    """A child of a file who may be a child on file: a person decides, and until then nothing of it is loaded.

    ``child_ids`` are those on file whom it may be; ``told`` is the child's part of the file, emptied when decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="waiting")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField())
    authority = models.CharField("whose number it is", max_length=3, blank=True)
    number = models.CharField(max_length=40)
    line = models.IntegerField(null=True)
    why = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("area", "authority", "number", "digest"),
                condition=Q(state="waiting"),
                name="census_pair_waits_once",
            )
        ]

    def get_absolute_url(self):
        """Return the address at which it is decided."""
        return address_of("census:pair", self.id)


class CheckRun(models.Model):
    """One check of a file in the browser, or of the return as it now stands; the file goes when it is checked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="census_checks")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField("made from Harbourlight's own records", default=False)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    year = models.CharField(max_length=7, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    done_children = models.IntegerField("children read so far", default=0)
    children = models.IntegerField(default=0)
    findings_count = models.IntegerField(default=0)
    gone = models.IntegerField("findings of the check before that are gone", default=0)
    not_run = models.JSONField(default=list)
    refusal = models.CharField(max_length=300, blank=True)
    before = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    authority = models.CharField("the authority's three figures, for the return", max_length=3, blank=True)
    summary = models.JSONField("how many are in the return, by why, and what they lack", default=dict)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("area", "-asked_at"), name="census_check_area")]

    @property
    def is_over(self):
        """Whether there is nothing left to wait for."""
        return self.state in (CheckState.DONE, CheckState.REFUSED)

    def get_absolute_url(self):
        """Return the address of the check's page."""
        return address_of("census:check", self.id)


class HeldFile(models.Model):
    """A file to check and load, or the return that was made, held by one team; it is deleted after a day.

    ``about_ids`` are the children of a return, empty until it is made: who fetches it has read of every one of them.
    """

    run = models.OneToOneField(CheckRun, primary_key=True, on_delete=models.CASCADE, related_name="file")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()
    held_at = models.DateTimeField()
    about_ids = ArrayField(models.UUIDField(), default=list)

    objects = GuardedQuerySet.as_manager()


class Finding(models.Model):
    """One thing a rule found about a child of a checked file, and what became of it.

    ``person`` is the child on file where the number is known; ``team`` is who was asked to put it right.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="findings")
    holder = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    number = models.CharField("the authority's number of the child", max_length=80, blank=True)
    line = models.IntegerField(null=True)
    element = models.CharField(max_length=60, blank=True)
    found = models.CharField(max_length=200, blank=True)
    expected = models.CharField(max_length=400, blank=True)
    message = models.TextField()
    since = models.CharField(max_length=10, choices=Since.choices, default=Since.NEW)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("run", "rule"), name="census_finding_rule")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("explained", "accepted")) | ~Q(reason=""), name="census_answer_says_why"
            )
        ]

    def get_absolute_url(self):
        """Return the address at which it is answered."""
        return address_of("census:finding", self.id)


class LoadRun(models.Model):
    """One loading of a checked file, asked for in the browser: a trial, which changes nothing, or in earnest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="loads")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(
        Team, verbose_name="the team that works with the children", on_delete=models.PROTECT, related_name="+"
    )
    authority = models.CharField("whose numbers the file's are", max_length=3, blank=True)
    is_trial = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=LoadState.choices, default=LoadState.WAITING)
    done_children = models.IntegerField("children read so far", default=0)
    counts = models.JSONField(default=dict)
    refusal = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("area",), condition=Q(state__in=("waiting", "running")), name="census_one_load_at_a_time"
            )
        ]

    @property
    def is_over(self):
        """Whether there is nothing left to wait for."""
        return self.state in (LoadState.DONE, LoadState.REFUSED)

    def get_absolute_url(self):
        """Return the address of its page."""
        return address_of("census:load", self.id)


class LoadNote(models.Model):
    """What a trial found about one child: what would be loaded, who may be on file, what stands against the record.

    ``child_ids`` are the children on file; nobody for a child who is new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    load = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="notes")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField(), default=list)
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    line = models.IntegerField(null=True)
    element = models.CharField(max_length=60, blank=True)
    said = models.CharField("in the file", max_length=200, blank=True)
    on_record = models.CharField("on record", max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)

    objects = GuardedQuerySet.as_manager()


class Fetched(models.Model):
    """That somebody downloaded a return, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="fetched")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    children = models.IntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")

    objects = GuardedQuerySet.as_manager()
