"""Recommendations, those they are addressed to, how each goes on, and the dates that moved."""

import uuid
from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Count, F, Q

from harbourlight.foundations.actions.choices import Priority
from harbourlight.foundations.agencies.models import Agency, Area, Professional
from harbourlight.foundations.ui.addresses import address_of

from ..choices import AGES, GONE, Answer, Source, Standing, Timescale
from ..pathway import LIVE, RECOMMENDATION
from .lists import BroughtList
from .sight import Childless, areas_read_by, london_date, works_in_agency

SHORT = 80  # characters


def short(text):
    """Return the beginning of a text, cut at a word."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0]} …"


class ChildlessQuerySet(models.QuerySet):
    """Rows that belong to recommendations and name no child; ``TO`` leads from a row to its recommendation."""

    TO = ""

    def of_areas(self, areas):
        """Return the condition that a recommendation is for any of some areas."""
        through = Recommendation.areas.through.objects.filter(area__in=areas).values("recommendation")
        return Q(**{f"{self.TO}area__in": areas}) | Q(**{f"{self.TO}pk__in": through})

    def in_areas(self, areas):
        """Return the rows whose recommendation is for any of some areas."""
        return self.filter(self.of_areas(areas))

    def visible_to(self, professional):
        """Return the rows that somebody may read: of the areas they read, or addressed to their agency."""
        addressed = Addressee.objects.filter(agency=professional.agency_id).values("recommendation")
        ours = Q(**{f"{self.TO}pk__in": addressed})
        return self.filter(self.of_areas(areas_read_by(professional)) | Q(works_in_agency(professional)) & ours)


class RecommendationQuerySet(ChildlessQuerySet):
    """Recommendations."""

    def published_to(self, professional):
        """Return the published recommendations of the areas in which somebody's agency works."""
        areas = professional.agency.agencyarea_set.current(london_date()).values("area")
        return self.published().in_areas(areas)

    def published(self):
        """Return the recommendations that whoever likes may read, the newest first."""
        return self.filter(is_public=True).order_by("-published_on", "text")

    def of_body(self, body_key):
        """Return the recommendations that a body made."""
        return self.filter(body_key=body_key)

    def on_themes(self, *themes):
        """Return the recommendations on some themes, whatever the capitals."""
        asked = Q()
        for theme in themes:
            asked |= Q(theme__iexact=theme)
        return self.filter(asked) if themes else self.none()

    def from_record(self, record):
        """Return the recommendations that came from a record: a decision, an item, a review."""
        return self.filter(origin_id=record.pk)


@pghistory.track()
class Recommendation(Childless):
    """What a body asks for, from which finding and evidence, how soon, and in which areas."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    body_key = models.SlugField(max_length=60)
    body_name = models.CharField(max_length=200)
    source = models.CharField(max_length=20, choices=Source.choices)
    source_title = models.CharField(max_length=200)
    source_on = models.DateField(null=True)
    theme = models.CharField(max_length=100, blank=True)
    finding = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    text = models.TextField()
    heading = models.TextField("the words over it and the other parts", blank=True)
    part = models.CharField("which part of what the heading asks", max_length=20, blank=True)
    paragraph = models.CharField("paragraph of the report", max_length=40, blank=True)
    grade = models.CharField("grade in the report", max_length=100, blank=True)
    again_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="made_again")
    brought = models.ForeignKey(BroughtList, null=True, on_delete=models.PROTECT, related_name="recommendations")
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    timescale = models.CharField(max_length=20, choices=Timescale.choices)
    published_on = models.DateField()
    due_on = models.DateField()
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True, db_index=True)
    is_public = models.BooleanField(default=False)
    made_public_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_public_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("area", "source"), name="improvement_rec_source"),
            models.Index(fields=("body_key",), name="improvement_rec_body"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="improvement_rec_says_something"),
            models.CheckConstraint(condition=Q(due_on__gte=F("published_on")), name="improvement_rec_due_after"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(made_public_at__isnull=False), name="improvement_rec_public_is_whole"
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the recommendation's page."""
        return address_of("improvement:recommendation", self.pk)


class AddresseeQuerySet(ChildlessQuerySet):
    """Recommendations with each of those they are addressed to."""

    TO = "recommendation__"

    def in_areas(self, areas):
        """Return the rows whose recommendation is for any of some areas: its own area stands in the row as well."""
        through = Recommendation.areas.through.objects.filter(area__in=areas).values("recommendation")
        return self.filter(Q(area__in=areas) | Q(recommendation__in=through))

    def of_agency(self, agency_id):
        """Return what is addressed to an agency."""
        return self.filter(agency=agency_id)

    def of_body(self, body_key):
        """Return what a body recommended."""
        return self.filter(recommendation__body_key=body_key)

    def for_body(self, key):
        """Return what is addressed to a body."""
        return self.filter(for_key=key)

    def on_list(self):
        """Return what has not left the list of the body that recommended it, the soonest due first."""
        return self.filter(state__in=LIVE).order_by("due_on", "pk")

    def left(self):
        """Return what has left the list of the body that recommended it, the latest first."""
        return self.filter(state__in=GONE).order_by("-left_list_on", "pk")

    def late(self, on):
        """Return what is not answered or not done though its date has passed."""
        return self.filter(Q(state="agreed", due_on__lt=on) | Q(state="asked", answer_due_on__lt=on))

    def escalated(self):
        """Return what was brought before the chair and is still to be answered or done."""
        return self.filter(escalated_at__isnull=False, state__in=("asked", "agreed")).order_by("due_on", "pk")

    def narrowed(self, *, on, source="", agency=None, priority="", age="", state="", body="", theme=""):
        """Return the rows that fit what was asked; what is not asked leaves nothing out."""
        asked = {
            "recommendation__source": source,
            "agency": agency,
            "recommendation__priority": priority,
            "recommendation__body_key": body,
            "recommendation__theme__iexact": theme,
        }
        rows = self.filter(**{name: value for name, value in asked.items() if value})
        if age:
            youngest, oldest = (on - timedelta(days=days) for days in AGES[age])
            rows = rows.filter(recommendation__published_on__range=(oldest, youngest))
        return rows.standing(state, on)

    def standing(self, state, on):
        """Return the rows in a state, or that stand in one of the ways a list asks for."""
        ways = {
            "": lambda: self,
            Standing.ON_LIST: lambda: self.filter(state__in=LIVE),
            Standing.LATE: lambda: self.late(on),
            Standing.MOVED: lambda: self.filter(times_moved__gt=0),
            Standing.ESCALATED: lambda: self.filter(escalated_at__isnull=False, state__in=("asked", "agreed")),
        }
        return ways[state]() if state in ways else self.filter(state=state)

    def counted(self, on):
        """Return how many rows there are, and how many of them are late, had their date moved, or wait to be judged."""
        late = Q(state="agreed", due_on__lt=on) | Q(state="asked", answer_due_on__lt=on)
        return self.aggregate(
            all=Count("pk"),
            late=Count("pk", filter=late),
            moved=Count("pk", filter=Q(times_moved__gt=0)),
            done=Count("pk", filter=Q(state="done")),
            rejected=Count("pk", filter=Q(state="rejected")),
        )

    def published(self):
        """Return those whose recommendation whoever likes may read."""
        return self.filter(recommendation__is_public=True)

    def whole(self):
        """Return the rows with what a list names, so that one question brings all."""
        return self.select_related("recommendation", "agency")


@pghistory.track()
class Addressee(Childless):
    """An agency or a body to which a recommendation is addressed: its answer, its date, what it did, and the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="addressees")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    for_key = models.SlugField(max_length=60, blank=True)
    for_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RECOMMENDATION.choices, default=RECOMMENDATION.first)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_due_on = models.DateField()
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    varied_words = models.TextField(blank=True)
    lead = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    first_due_on = models.DateField()
    times_moved = models.SmallIntegerField(default=0)
    claimed_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    what_was_done = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    only_repeats = models.BooleanField(default=False)
    judged_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)
    refused_reason = models.TextField(blank=True)
    times_refused = models.SmallIntegerField(default=0)
    left_list_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    times_reminded = models.SmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("area", "due_on", "id"), name="improvement_adr_due"),
            models.Index(fields=("area", "state", "due_on"), name="improvement_adr_state"),
            models.Index(fields=("agency", "due_on", "id"), name="improvement_adr_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, for_key="") | Q(agency=None) & ~Q(for_key="") & ~Q(for_name=""),
                name="improvement_adr_agency_or_body",
            ),
            models.UniqueConstraint(
                fields=("recommendation", "agency"),
                condition=Q(agency__isnull=False),
                name="improvement_adr_agency_once",
            ),
            models.UniqueConstraint(
                fields=("recommendation", "for_key"), condition=~Q(for_key=""), name="improvement_adr_body_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("rejected", "reported")) | ~Q(reason=""), name="improvement_adr_says_why_not"
            ),
            models.CheckConstraint(
                condition=~Q(answer="varied") | ~Q(varied_words=""), name="improvement_adr_says_how_else"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("done", "accepted"))
                | Q(claimed_at__isnull=False) & ~Q(what_was_done="") & ~Q(what_changed=""),
                name="improvement_adr_done_has_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(judged_at__isnull=False, left_list_on__isnull=False),
                name="improvement_adr_accepted_is_judged",
            ),
        ]  # fmt: skip

    def __str__(self):
        """Return the beginning of what is to be done."""
        return short(self.words)

    def get_absolute_url(self):
        """Return the address of its page."""
        return address_of("improvement:addressee", self.pk)

    @property
    def area_ids(self):
        """Return the ids of the areas that the recommendation is for."""
        return [self.area_id, *self.recommendation.areas.values_list("pk", flat=True)]

    @property
    def who(self):
        """Return to whom it is addressed, in words."""
        return self.for_name or str(self.agency)

    @property
    def words(self):
        """Return what is to be done: the recommendation, or the words in which it was accepted."""
        return self.varied_words if self.answer == Answer.VARIED else self.recommendation.text

    @property
    def is_on_list(self):
        """Say whether it still stands on the list of the body that recommended it."""
        return self.state in LIVE

    @property
    def waits_until(self):
        """Return the date by which the next thing must happen: the answer, or what was agreed."""
        return self.answer_due_on if self.state == "asked" else self.due_on

    def is_late(self, on):
        """Say whether it is not answered, or not done, though its date has passed."""
        return self.state in ("asked", "agreed") and self.waits_until < on

    def days_late(self, on):
        """Return how many days it is late; nought where it is not."""
        return (on - self.waits_until).days if self.is_late(on) else 0

    def age_in_days(self, on):
        """Return how many days lie between its publication and a date, or the day it left the list."""
        return ((self.left_list_on or on) - self.recommendation.published_on).days

    @property
    def drift_in_days(self):
        """Return by how many days its date has moved since it was first set."""
        return (self.due_on - self.first_due_on).days


class OfAddresseeQuerySet(ChildlessQuerySet):
    """What belongs to one addressee of a recommendation."""

    TO = "addressee__recommendation__"


class Progress(Childless):
    """One line of how a recommendation goes with one of those it is addressed to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="progress")
    text = models.TextField()
    by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)

    objects = OfAddresseeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("addressee", "-at"), name="improvement_progress_at")]


class DateMoved(Childless):
    """A date that was moved: from when to when, why, and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfAddresseeQuerySet.as_manager()
