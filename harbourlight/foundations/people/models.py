"""People, their names, identifiers, addresses, relationships and services."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.ui.addresses import address_of

from .choices import (
    DISABILITIES,
    ETHNICITIES,
    BirthDateCertainty,
    IdentifierKind,
    InvolvementKind,
    NameKind,
    RelationKind,
    Sex,
)


def name_of(first_name, last_name):
    """Return a person's name as pages show it."""
    return f"{first_name} {last_name}".strip() or "Name not known"


class GuardedQuerySet(Guarded, models.QuerySet):
    """Rows about a person, seen only by those who may see the person."""


@pghistory.track()
class Person(models.Model):
    """A child or an adult; an unborn child has an expected date in place of a date of birth."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    is_child = models.BooleanField(default=True)
    born_on = models.DateField(null=True, blank=True)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    birth_month = models.SmallIntegerField(null=True, blank=True)
    birth_certainty = models.CharField(
        max_length=12, choices=BirthDateCertainty.choices, default=BirthDateCertainty.UNKNOWN
    )
    expected_on = models.DateField("expected date of delivery", null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=4, choices=ETHNICITIES, default="NOBT")
    disabilities = ArrayField(models.CharField(max_length=4, choices=DISABILITIES), default=list, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.CharField(
        max_length=10, choices=(("yes", "Yes"), ("no", "No"), ("unknown", "Not known")), default="unknown"
    )
    communication_need = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    lead_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lead_professional = models.ForeignKey(
        Professional, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    only_told = models.BooleanField("known only from what somebody told", default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=~Q(birth_certainty="expected") | Q(expected_on__isnull=False, born_on=None),
                name="people_unborn_has_expected_date",
            ),
            models.CheckConstraint(
                condition=Q(born_on=None) | Q(died_on=None) | Q(died_on__gte=F("born_on")),
                name="people_dies_after_birth",
            ),
        ]

    def __str__(self):
        return name_of(self.first_name, self.last_name)

    def get_absolute_url(self):
        """Return the address of the person's page."""
        return address_of("people:person", self.id)


class PersonDetail(models.Model):
    """Something known of a person, seen only with the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True


@pghistory.track()
class Name(PersonDetail):
    """A name a person has or had."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind.choices)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)


@pghistory.track()
class Identifier(PersonDetail):
    """A number another system knows a person by."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    value = models.CharField(max_length=40)
    issuer = models.CharField(max_length=60, blank=True)


@pghistory.track()
class Address(PersonDetail):
    """Where a person lives or lived; a protected address is withheld, and from named people always."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    lines = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_hidden = models.BooleanField("location is protected", default=False)
    never_to = ArrayField(models.UUIDField(), default=list, blank=True)


@pghistory.track()
class Relationship(PersonDetail):
    """What another person is to this person, and whether they have parental responsibility."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="related_from")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    has_parental_responsibility = models.CharField(
        max_length=10, choices=(("yes", "Yes"), ("no", "No"), ("unknown", "Not known")), default="unknown"
    )
    lives_with = models.BooleanField("lives in the same household", default=False)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)


@pghistory.track()
class Involvement(PersonDetail):
    """A service that knows a person all the time: a school, a GP practice, a health visitor."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="involvements")
    kind = models.CharField(max_length=20, choices=InvolvementKind.choices)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=200, blank=True)
    contact_details = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)


class SearchToken(models.Model):
    """One equality token of a person (a folded name, its sound, a part of a birth date, an identifier).

    Looked up by equality only, through a function of the database, so that row-level security does not
    slow the search of a million people.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=("token", "person"), name="people_token_person")]


class Merge(PersonDetail):
    """Two records of one person made one, with what was moved, so that it can be undone."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    dropped = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_dropped")
    reason = models.TextField()
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
