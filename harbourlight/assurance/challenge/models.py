"""Challenges in the partnership, and how soon an area wants them answered."""

import uuid

import pghistory
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Now, TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.areas import areas_held
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Professional, RoleHolding
from harbourlight.foundations.ui.addresses import address_of

from .choices import Challenger, Level, Theme
from .pathway import ANSWERING, CHALLENGE, READING


def london_date():
    """Return the London date of the question, as the database knows it."""
    return TruncDate(Now(), tzinfo=LONDON)


def areas_read_by(professional):
    """Return the areas in which somebody's agency works and whose register they read."""
    return areas_held(professional, READING, london_date())


class PartnershipChallengeQuerySet(models.QuerySet):
    """Challenges in the partnership."""

    def visible_to(self, professional):
        """Return the challenges of the areas somebody reads, those put to their agency, and those they raised."""
        answers = RoleHolding.objects.current(london_date()).filter(professional=professional.pk, role__in=ANSWERING)
        return self.filter(
            Q(area__in=areas_read_by(professional))
            | Q(raised_by=professional.pk)
            | Q(Exists(answers), to_agency=professional.agency_id)
        )

    def narrowed(self, *, state="", theme="", agency=None):
        """Return the challenges that fit what was asked; what is not asked leaves nothing out."""
        asked = {"theme": theme, "to_agency": agency, "state": "" if state == "open" else state}
        rows = self.filter(**{name: value for name, value in asked.items() if value})
        return rows.filter(state__in=("raised", "answered")) if state == "open" else rows

    def whole(self):
        """Return the rows with what a list names."""
        return self.select_related("raised_by", "raising_agency", "to_agency", "area")

    def unsettled(self):
        """Return the challenges that are still to be answered or settled, the soonest due first."""
        return self.filter(state__in=("raised", "answered")).order_by("due_on", "pk")

    def waiting_for(self, agency_id):
        """Return the challenges that an agency has still to answer, the soonest due first."""
        return self.filter(to_agency_id=agency_id, state="raised").order_by("due_on", "pk")

    def from_record(self, record):
        """Return the challenges that came from a record."""
        return self.filter(source_id=record.pk)

    def raised_between(self, first, last):
        """Return the challenges raised in a span of days, both with it."""
        return self.filter(raised_at__date__gte=first, raised_at__date__lte=last)


@pghistory.track()
class PartnershipChallenge(models.Model):
    """A challenge to an agency's part in the partnership: by whom, about what, the answer and what changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    challenger = models.CharField(max_length=20, choices=Challenger.choices)
    raised_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    raising_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=20, choices=Theme.choices, default=Theme.OTHER)
    about = models.CharField(max_length=200)
    reason = models.TextField()
    wanted = models.TextField(blank=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=20, choices=CHALLENGE.choices, default=CHALLENGE.first)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.AGENCY)
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    what_changed = models.TextField(blank=True)
    settled_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = PartnershipChallengeQuerySet.as_manager()

    child_ids = ()

    class Meta:
        indexes = [
            models.Index(fields=("area", "-raised_at"), name="challenge_area_raised"),
            models.Index(fields=("to_agency", "due_on"), condition=Q(state="raised"), name="challenge_waits"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(about="") & ~Q(reason=""), name="challenge_says_what"),
            models.CheckConstraint(
                condition=~Q(state__in=("answered", "settled")) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="challenge_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | ~Q(what_changed="") & Q(settled_at__isnull=False),
                name="challenge_settled_says_what_changed",
            ),
        ]

    def get_absolute_url(self):
        """Return the address of the challenge's page."""
        return address_of("challenge:challenge", self.pk)

    @property
    def who(self):
        """Return who challenges, in words."""
        kind = self.get_challenger_display()
        return f"{self.raised_by}, {kind[0].lower()}{kind[1:]}" if self.raised_by else kind

    def is_late(self, on):
        """Say whether the answer is late, or came late."""
        return self.state == "raised" and self.due_on < on


def areas_of(professional, on):
    """Return the areas in which somebody's agency works."""
    covers = AgencyArea.objects.current(on).filter(agency=professional.agency_id)
    return Area.objects.filter(pk__in=covers.values("area"))


def agencies_in(areas, on):
    """Return the agencies that work in some areas."""
    covers = AgencyArea.objects.current(on).filter(area__in=areas)
    return Agency.objects.current(on).filter(pk__in=covers.values("agency"))


def areas_open_to(professional):
    """Return the areas whose register somebody reads, by name."""
    return Area.objects.filter(pk__in=areas_read_by(professional))
