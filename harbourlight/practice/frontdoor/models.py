"""Contacts, the children and adults they name, and police notification batches."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.guard import condition
from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.documents.models import ThresholdDocument
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of
from harbourlight.foundations.ui.dates import PartialDate
from harbourlight.foundations.ui.words import day

from .choices import RAG_COLOURS, REFERRER_KINDS, Consent, LawfulBasis, Outcome, PoliceGrade, Rag, Source, Urgency
from .pathway import CONTACT

BY_GRANT = f"""frontdoor_contact.referrer_id IS DISTINCT FROM (SELECT access_actor())
  OR {condition("frontdoor_contact", people="child_ids")}"""


class ContactQuerySet(Guarded, models.QuerySet):
    """Contacts whose children the asker may see, and contacts the asker made."""

    def by_grant(self):
        """Return the contacts whose children the asker may see: having made one is not enough to work on it."""
        return self.extra(where=[BY_GRANT])  # noqa: S610 - no input stands in it

    def waiting(self):
        """Return the contacts that no manager has decided yet."""
        return self.filter(state__in=("received", "screening"))


@pghistory.track()
class Contact(models.Model):
    """Anything that reached the front door about one family: who told, what happened, and what was decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CONTACT.choices, default=CONTACT.first)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(unique=True, default=uuid.uuid4)
    child_ids = ArrayField(models.UUIDField())

    source = models.CharField(max_length=10, choices=Source.choices)
    referrer = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_job = models.CharField(max_length=120, blank=True)
    referrer_kind = models.CharField(max_length=2, choices=REFERRER_KINDS)
    referrer_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referrer_email = models.EmailField(blank=True)
    referrer_phone = models.CharField(max_length=40, blank=True)
    external_reference = models.CharField(max_length=60, blank=True)

    happened_at = models.DateTimeField("received at")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    what_happened = models.TextField()
    child_words = models.TextField("the child's own words", blank=True)
    worries = ArrayField(models.CharField(max_length=20), default=list)
    factors = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    consent_note = models.TextField("why consent was not asked, or was overridden", blank=True)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis.choices, default=LawfulBasis.NOT_STATED)
    safe_to_tell_parents = models.CharField(
        max_length=10, choices=(("yes", "Yes"), ("no", "No"), ("unknown", "Not known")), default="unknown"
    )
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ROUTINE)
    police_grade = models.CharField("grade given by the police", max_length=10, choices=PoliceGrade.choices, blank=True)
    place = models.CharField("where the family lived, folded to compare", max_length=100, blank=True)
    rag = models.CharField(max_length=6, choices=Rag.choices, default=Rag.NONE)

    same_event_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined",
        verbose_name="contact about the same event, with which it is decided",
    )  # fmt: skip
    analysis = models.TextField("what it means for the children", blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    tier = models.CharField(max_length=10, blank=True)
    threshold_document = models.ForeignKey(
        ThresholdDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rationale = models.TextField(blank=True)
    decided_by = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    referrer_told_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=("child_ids",), name="frontdoor_contact_children"),
            models.Index(
                fields=("team", "happened_at"),
                condition=Q(state__in=("received", "screening")),
                name="frontdoor_waiting",
            ),
            models.Index(fields=("area", "happened_at"), name="frontdoor_area_happened"),
            models.Index(fields=("referrer", "-happened_at"), name="frontdoor_referrer"),
            models.Index(fields=("place", "happened_at"), condition=~Q(place=""), name="frontdoor_contact_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(rationale=""),
                name="frontdoor_decision_is_whole",
            ),
            models.CheckConstraint(condition=~Q(child_ids=[]), name="frontdoor_contact_has_a_child"),
        ]

    def __str__(self):
        return self.reference

    @property
    def can_be_told(self):
        """Whether there is somebody to tell what was decided: a referrer with a name or a way to be reached."""
        return bool(self.referrer_id or self.referrer_name or self.referrer_email or self.referrer_phone)

    @property
    def sender(self):
        """Who made the contact, in words: the agency, else the name, else that none was given."""
        return str(self.referrer_agency or self.referrer_name or "somebody without a name")

    @property
    def rag_colour(self):
        """The colour of the rating's tag."""
        return RAG_COLOURS[Rag(self.rag)]

    def get_absolute_url(self):
        """Return the address of the contact's page."""
        return address_of("frontdoor:contact", self.id)


TOLD_OF_A_CHILD = {"address": "Address", "postcode": "Postcode", "school": "School", "nhs_number": "NHS number",
                   "upn": "Unique pupil number"}  # fmt: skip


def birth_in_words(reported):
    """Return a date of birth as far as it was told in words: "born April 2019", "due 2 January 2027"."""
    kind, _, told = reported.rpartition(" ")
    return f"{kind or 'born'} {day(PartialDate(*map(int, told.split('-'))))}" if told else ""


class ContactPartQuerySet(Guarded, models.QuerySet):
    """Parts of contacts about people whom the asker may see."""


@pghistory.track()
class ContactChild(models.Model):
    """One child of a contact: what the referrer called the child, the record it was joined to, and the outcome.

    A child without a reported name was named by nobody: whoever decided took it from the family on file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    reported_name = models.CharField(max_length=200, blank=True)
    reported_birth = models.CharField(max_length=20, blank=True)
    as_told = models.JSONField("what else the referrer told of the child", default=dict, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    taken_out_reason = models.TextField(blank=True)

    objects = ContactPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("contact", "person"), name="frontdoor_child_once")]

    @property
    def birth_as_told(self):
        """What the referrer knew of the date of birth, in words: "born April 2019", "due 2 January 2027"."""
        return birth_in_words(self.reported_birth)

    @property
    def lines_as_told(self):
        """What else the referrer told of the child, as a page lists it: "School: Hillside Primary"."""
        return [f"{words}: {self.as_told[name]}" for name, words in TOLD_OF_A_CHILD.items() if self.as_told.get(name)]


class ContactAdult(models.Model):
    """One adult named in a contact; ``child_ids`` are the contact's children, who decide who may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="adults")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField())
    name = models.CharField(max_length=200)
    reported_birth = models.CharField(max_length=20, blank=True)
    relation = models.CharField(max_length=20, choices=RelationKind.choices)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    objects = ContactPartQuerySet.as_manager()

    @property
    def birth_as_told(self):
        """What the referrer knew of the date of birth, in words."""
        return birth_in_words(self.reported_birth)


class PoliceBatch(models.Model):
    """An uploaded file of police notifications: checked row by row, loaded whole or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    row_count = models.IntegerField()
    loaded_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("area", "digest"), condition=Q(loaded_at__isnull=False), name="frontdoor_batch_loaded_once"
            )
        ]


class GuestCode(models.Model):
    """A one-time code for somebody without an account; address, place and code are kept as keyed hashes only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address_digest = models.CharField(max_length=64)
    place_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=("address_digest", "made_at"), name="frontdoor_code_address"),
            models.Index(fields=("place_digest", "made_at"), name="frontdoor_code_place"),
        ]
