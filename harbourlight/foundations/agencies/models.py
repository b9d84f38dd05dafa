"""Areas, agencies, teams, professionals and roles."""

import uuid

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .choices import AgencyKind, Role, Sector, TeamKind


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one date to another."""

    def current(self, on):
        """Return the rows in force on the given date."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)


class Dated(models.Model):
    """Something that holds from a date and may end on one (the end date is its last day)."""

    started_on = models.DateField("start date")
    ended_on = models.DateField("end date", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]


@pghistory.track()
class Area(Dated):
    """A local authority area with its own safeguarding partnership."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    code = models.SlugField(max_length=20, unique=True)
    authority_code = models.CharField("local authority code", max_length=9, blank=True)

    class Meta(Dated.Meta):
        ordering = ("name",)

    def __str__(self):
        return self.name


@pghistory.track()
class Agency(Dated):
    """An organisation that works with children, in one sector and in one or more areas."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    areas = models.ManyToManyField(Area, through="AgencyArea", related_name="agencies")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    class Meta(Dated.Meta):
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self):
        return self.name


@pghistory.track()
class AgencyArea(Dated):
    """An agency's work in one area, and who represents it there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    representative = models.ForeignKey(
        "Professional", null=True, blank=True, on_delete=models.SET_NULL, related_name="represents"
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("agency", "area", "started_on"), name="agencies_one_cover_per_start"),
        ]


@pghistory.track()
class Team(Dated):
    """A team of one agency that works in one area; its members may come from several agencies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="teams")
    kind = models.CharField(max_length=20, choices=TeamKind.choices)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    class Meta(Dated.Meta):
        ordering = ("name",)

    def __str__(self):
        return self.name


class ProfessionalManager(BaseUserManager.from_queryset(DatedQuerySet)):  # type: ignore[misc]
    """Makes professionals who can sign in."""

    def create_user(self, email, password=None, **fields):
        """Make a professional; without a password the account cannot sign in by password."""
        professional = self.model(email=self.normalize_email(email).lower(), **fields)
        professional.set_password(password)
        professional.save(using=self._db)
        return professional


@pghistory.track(exclude=["password", "last_login"])
class Professional(AbstractBaseUser, Dated):
    """Somebody who works for an agency and signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="professionals")
    teams = models.ManyToManyField(Team, through="TeamMembership", related_name="members")
    is_demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    # An account ends by its date: the sign-in and every request look at it.
    is_active = True
    is_staff = False
    is_superuser = False

    objects = ProfessionalManager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        ordering = ("name",)

    def __str__(self):
        return self.name

    def get_full_name(self):
        """Return the name that colleagues know."""
        return self.name

    def roles_on(self, on):
        """Return the set of roles held on the given date."""
        return set(self.role_holdings.current(on).values_list("role", flat=True))


@pghistory.track()
class TeamMembership(Dated):
    """A professional's place in a team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    is_manager = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("professional", "team", "started_on"), name="agencies_one_membership"),
        ]


@pghistory.track()
class RoleHolding(Dated):
    """A role that a professional holds, in one area or (without an area) in all areas of the agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField(max_length=30, choices=Role.choices)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("professional", "role", "area", "started_on"), name="agencies_one_role_holding"
            ),
        ]


@pghistory.track()
class SchoolTerm(models.Model):
    """A term of the schools of an area, or of one school that keeps dates of its own: the statute counts by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="school_terms")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="school_terms")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    closures = ArrayField(models.DateField(), default=list, blank=True, verbose_name="closed days")
    opens_at = models.TimeField("opens at", null=True, blank=True)

    class Meta:
        ordering = ("starts_on",)
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agencies_term_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(area=None, agency__isnull=False) | Q(area__isnull=False, agency=None),
                name="agencies_term_of_one_holder",
            ),
            models.UniqueConstraint(
                fields=("area", "agency", "starts_on"), nulls_distinct=False, name="agencies_one_term_per_start"
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} to {self.ends_on}"
